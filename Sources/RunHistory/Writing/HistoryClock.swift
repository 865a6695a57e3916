internal import LogTokenizer

/// Times of logs on the calendar.
enum HistoryClock {
  /// Returns when a time that lacks its year was: in the latest year in which it is not more than a
  /// day behind another time, since machines lie in different zones.
  ///
  /// - Parameters:
  ///   - time: The time.
  ///   - seen: When the log was last changed, in milliseconds since 1970.
  /// - Returns: Milliseconds since 1970 on the log's own clock; `nil` where more than the year is
  ///   missing, or nothing.
  static func dated(_ time: LogTime, near seen: Int) -> Int? {
    guard time.precision == .noYear else { return nil }
    let day = 86_400_000
    let date = LogTime.date(ofDay: Int((Double(time.milliseconds) / Double(day)).rounded(.down)))
    let rest =
      Int(time.milliseconds) - LogTime.days(year: 1970, month: date.month, day: date.day) * day
    let year = LogTime.date(ofDay: Int((Double(seen) / Double(day)).rounded(.down))).year
    // The 29th of February is a day of few years, of which eight may lie in between.
    for year in ((year - 9)...(year + 1)).reversed() {
      let first = LogTime.days(year: year, month: date.month, day: date.day)
      guard LogTime.date(ofDay: first) == (year, date.month, date.day) else { continue }
      if first * day + rest <= seen + day { return first * day + rest }
    }
    return nil
  }
}
