/// Numbers of days in the calendar.
enum CalendarDay {
  /// The seconds of a day.
  private static let seconds = 86_400.0

  /// Returns the number of days from 1970-01-01 to the day of a time, or nil if it is none.
  ///
  /// A time is a date or a date and time as in RFC 3339, whose day counts as it is written, or a
  /// number of seconds since 1970.
  static func number(of text: String) -> Int? {
    if let seconds = Double(text) {
      return Int(exactly: (seconds / Self.seconds).rounded(.down))
    }
    let parts = text.prefix { $0 != "T" && $0 != "t" && $0 != " " }.split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      year >= 0, (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return number(year: year, month: month, day: day)
  }

  /// Counts the days of whole years that begin in March, so that leap days come last.
  ///
  /// Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  private static func number(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
