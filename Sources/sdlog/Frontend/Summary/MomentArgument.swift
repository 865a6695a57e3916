import LogTokenizer
import SummaryBuilding

/// A time that the user names: `24h`, `7d`, `2026-11-22`, `2026-11-22 06:00`, `2026-11-22T05:00Z`.
struct MomentArgument: Equatable {
  /// What was given.
  enum Kind: Equatable {
    /// So many milliseconds ago.
    case ago(Int)
    /// A time on the local clock, in milliseconds since 1970.
    case local(Int)
    /// A universal time, in milliseconds since 1970.
    case universal(Int)
  }

  let kind: Kind

  /// Reads a time; returns nil if it is none.
  init?(_ text: String) {
    if let unit = text.last, let factor = Self.units[unit], let number = Int(text.dropLast()),
      (1...100_000).contains(number)
    {
      kind = .ago(number * factor)
      return
    }
    var rest = Substring(text)
    let isUniversal = rest.last == "Z" || rest.last == "z"
    if isUniversal { rest.removeLast() }
    guard let day = Self.day(rest.prefix(10)) else { return nil }
    var time = day * 86_400_000
    rest = rest.dropFirst(10)
    if !rest.isEmpty {
      guard rest.first == " " || rest.first == "T" || rest.first == "t",
        let clock = Self.clock(rest.dropFirst())
      else { return nil }
      time += clock
    }
    kind = isUniversal ? .universal(time) : .local(time)
  }

  private static let units: [Character: Int] = [
    "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 7 * 86_400_000,
  ]

  /// Returns the day of a date, counted from 1970-01-01; nil if there is no such date.
  static func day(_ text: Substring) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      year >= 1970, (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let number = LogTime.days(year: year, month: month, day: day)
    return LogTime.date(ofDay: number) == (year, month, day) ? number : nil
  }

  private static func clock(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }),
      let hour = Int(parts[0]), let minute = Int(parts[1]),
      let second = parts.count == 3 ? Int(parts[2]) : 0,
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    return ((hour * 60 + minute) * 60 + second) * 1000
  }

  /// Returns the universal time in milliseconds since 1970.
  func universal(now: Int, _ calendar: NightCalendar) -> Int {
    switch kind {
    case .ago(let time): now - time
    case .local(let time): calendar.universal(local: time)
    case .universal(let time): time
    }
  }
}
