extension ByteCursor {
  /// Reads `YYYY-MM-DD`, a blank or `T`, and a time of day with an optional fraction and zone.
  ///
  /// - Parameter allowsMinutes: Whether a time of day without seconds will do.
  /// - Returns: The time, or `nil` where there is none.
  mutating func dateAndTime(allowsMinutes: Bool = false) -> LogTime? {
    attempt { cursor in
      guard let year = cursor.digits(4), cursor.skip(0x2D), let month = cursor.digits(2),
        cursor.skip(0x2D), let day = cursor.digits(2), (1...12).contains(month),
        (1...31).contains(day), cursor.skip(0x20) || cursor.skip(UInt8(ascii: "T")),
        let time = cursor.timeOfDay(allowsMinutes: allowsMinutes)
      else { return nil }
      let days = LogTime.days(year: year, month: month, day: day)
      let local = Int64(days) * 86_400_000 + time
      guard let zone = cursor.zone() else {
        return LogTime(milliseconds: local, precision: .local)
      }
      return LogTime(milliseconds: local - zone, precision: .absolute)
    }
  }

  /// Reads `MM/DD/YYYY` or `MM/DD/YY`, a blank, and a time of day.
  mutating func slashDateAndTime() -> LogTime? {
    attempt { cursor in
      guard let month = cursor.digits(2), cursor.skip(0x2F), let day = cursor.digits(2),
        cursor.skip(0x2F), (1...12).contains(month), (1...31).contains(day),
        let year = cursor.digits(4) ?? cursor.digits(2).map({ $0 + 2000 }), cursor.skip(0x20),
        let time = cursor.timeOfDay()
      else { return nil }
      let days = LogTime.days(year: year, month: month, day: day)
      return LogTime(milliseconds: Int64(days) * 86_400_000 + time, precision: .local)
    }
  }

  /// Reads `MM-DD`, a blank, and a time of day.
  mutating func monthDayAndTime() -> LogTime? {
    attempt { cursor in
      guard let month = cursor.digits(2), cursor.skip(0x2D), let day = cursor.digits(2),
        (1...12).contains(month), (1...31).contains(day), cursor.skip(0x20),
        let time = cursor.timeOfDay()
      else { return nil }
      return LogTime(
        milliseconds: time + Self.startOfDay(month: month, day: day), precision: .noYear)
    }
  }

  /// Reads `Nov 23 10:00:00` as syslog and journald write it.
  mutating func syslogTime() -> LogTime? {
    attempt { cursor in
      guard let month = cursor.monthName(), cursor.skip(0x20) else { return nil }
      _ = cursor.skip(0x20)
      guard let day = cursor.number(upTo: 2), (1...31).contains(day.value), cursor.skip(0x20),
        let time = cursor.timeOfDay()
      else { return nil }
      return LogTime(
        milliseconds: time + Self.startOfDay(month: month, day: day.value), precision: .noYear)
    }
  }

  /// Reads `HH:MM:SS` with an optional fraction behind `.`, `,` or `-`, in milliseconds.
  ///
  /// - Parameter allowsMinutes: Whether `HH:MM` will do.
  /// - Returns: The milliseconds since midnight, or `nil` where there is no time.
  mutating func timeOfDay(allowsMinutes: Bool = false) -> Int64? {
    attempt { cursor in
      guard let hour = cursor.digits(2), hour < 24, cursor.skip(0x3A),
        let minute = cursor.digits(2), minute < 60
      else { return nil }
      let second = cursor.attempt { cursor -> Int? in
        guard cursor.skip(0x3A), let second = cursor.digits(2), second <= 60 else { return nil }
        return second
      }
      guard let second = second ?? (allowsMinutes ? 0 : nil) else { return nil }
      let whole = Int64((hour * 60 + minute) * 60 + second) * 1000
      let fraction = cursor.attempt { cursor -> Int64? in
        guard cursor.skip(0x2E) || cursor.skip(0x2C) || cursor.skip(0x2D),
          let number = cursor.number(upTo: 9)
        else { return nil }
        var value = number.value
        for _ in stride(from: number.digits, to: 3, by: 1) { value *= 10 }
        for _ in stride(from: 3, to: number.digits, by: 1) { value /= 10 }
        return Int64(value)
      }
      return whole + (fraction ?? 0)
    }
  }

  /// Reads `Z` or `+02:00`, `+0200` in milliseconds east of UTC.
  private mutating func zone() -> Int64? {
    if skip(UInt8(ascii: "Z")) { return 0 }
    return attempt { cursor in
      let isWest = cursor.byte == 0x2D
      guard cursor.skip(0x2B) || cursor.skip(0x2D), let hours = cursor.digits(2), hours < 24
      else { return nil }
      _ = cursor.skip(0x3A)
      guard let minutes = cursor.digits(2), minutes < 60 else { return nil }
      return Int64(hours * 60 + minutes) * (isWest ? -60_000 : 60_000)
    }
  }

  private mutating func monthName() -> Int? {
    let names: [StaticString] = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    for (index, name) in names.enumerated() where skip(name) { return index + 1 }
    return nil
  }

  private static func startOfDay(month: Int, day: Int) -> Int64 {
    Int64(LogTime.days(year: 1970, month: month, day: day)) * 86_400_000
  }
}
