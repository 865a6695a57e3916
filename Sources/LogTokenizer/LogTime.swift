/// A time as a log prints it: with or without a date, a year, a zone.
public struct LogTime: Sendable, Equatable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00 on the log's own clock; without a date, since midnight.
  public var milliseconds: Int64
  /// What the text lacked.
  public var precision: Precision

  /// Creates a time.
  public init(milliseconds: Int64, precision: Precision) {
    self.milliseconds = milliseconds
    self.precision = precision
  }

  /// How much of a point in time a log shows.
  public enum Precision: UInt8, Sendable, Comparable {
    /// A time of day alone.
    case timeOfDay
    /// A date without a year; the milliseconds count from the start of a common year.
    case noYear
    /// A date and a time without a zone.
    case local
    /// A date and a time with a zone; the milliseconds are UTC.
    case absolute

    /// Orders by how much is shown.
    public static func < (left: Precision, right: Precision) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// Orders by milliseconds alone; compare times of one precision.
  public static func < (left: LogTime, right: LogTime) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension LogTime {
  /// Returns the days from 1970-01-01 to a date of the proleptic Gregorian calendar.
  ///
  /// The algorithm is `days_from_civil` of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Returns year, month and day of a day counted from 1970-01-01, the inverse of `days(year:month:day:)`.
  public static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }
}
