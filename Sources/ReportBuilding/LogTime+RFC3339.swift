package import LogTokenizer

extension LogTime {
  /// The time in RFC 3339, or `nil` where the log shows no date or no year.
  ///
  /// Where it shows no zone the offset is written `-00:00`, which RFC 3339 gives to times whose offset
  /// from UTC is unknown.
  var rfc3339: String? {
    guard precision >= .local else { return nil }
    return Self.text(Int(milliseconds), fraction: .whereItIs)
      + (precision == .absolute ? "Z" : Self.unknownOffset)
  }

  /// The offset from UTC of a time whose zone is not known.
  package static let unknownOffset = "-00:00"

  /// Which milliseconds are written.
  package enum Fraction: Sendable {
    case never
    case always
    case whereItIs
  }

  /// Returns a time in milliseconds since 1970 as RFC 3339 without its offset.
  ///
  /// - Parameters:
  ///   - milliseconds: The time.
  ///   - separator: What stands between day and time.
  ///   - fraction: Which milliseconds are written.
  /// - Returns: The time, such as `2024-03-02T11:20:05`.
  package static func text(
    _ milliseconds: Int, separator: String = "T", fraction: Fraction = .never
  ) -> String {
    let day = milliseconds.quotientFloored(by: 86_400_000)
    let rest = milliseconds - day * 86_400_000
    let date = LogTime.date(ofDay: day)
    let isExact =
      switch fraction {
      case .never: false
      case .always: true
      case .whereItIs: rest % 1000 != 0
      }
    return digits(date.year, 4) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2)
      + separator + digits(rest / 3_600_000, 2) + ":" + digits(rest / 60_000 % 60, 2) + ":"
      + digits(rest / 1000 % 60, 2) + (isExact ? "." + digits(rest % 1000, 3) : "")
  }

  private static func digits(_ value: Int, _ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}

extension Int {
  fileprivate func quotientFloored(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
