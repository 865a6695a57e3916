internal import SessionAnalysis

/// A run as its row has it.
struct RunRow {
  /// The index of its workload in the session's list.
  var workload: Int
  var ordinal: Int
  var line: Int
  var flags: Int
  var pace: Int?
  var below: Int?
  var above: Int?
  var completed: Double?
  var elapsed: Int?
  var endMilliseconds: Int?
  var stalls: Int
}

extension RunRow {
  /// Takes over a run.
  init(_ run: borrowing Run, ordinal: Int) {
    self.init(
      workload: run.workload, ordinal: ordinal, line: run.lastLine,
      flags: (run.isFinished ? 1 : 0) | (run.isCounted ? 2 : 0) | Int(run.kind.rawValue) << 4,
      completed: run.completed, elapsed: run.elapsedSeconds.flatMap { Pace.whole($0 * 1000) },
      endMilliseconds: run.endMilliseconds.map(Int.init), stalls: run.stalls.count)
    guard let rate = run.ratePerSecond, rate > 0 else { return }
    pace = Pace.encode(rate)
    if let low = run.rateLow { below = Pace.millionths((rate - low) / rate) }
    if let high = run.rateHigh { above = Pace.millionths((high - rate) / rate) }
  }
}

/// Rates as whole numbers.
enum Pace {
  /// Returns millionths of units per second, or below 1 per second millionths of seconds per unit,
  /// negated: what bars print comes back exactly.
  static func encode(_ rate: Double) -> Int? {
    guard rate > 0, rate.isFinite else { return nil }
    return rate >= 1 ? whole(rate * 1e6) : whole(1e6 / rate).map { -$0 }
  }

  /// Returns the rate that a number stands for.
  static func decode(_ pace: Int) -> Double {
    pace > 0 ? Double(pace) / 1e6 : -1e6 / Double(pace)
  }

  /// Returns a share in millionths, rounded away from zero so that bounds stay bounds.
  static func millionths(_ share: Double) -> Int? {
    let value = share * 1e6
    guard abs(value) < allWhole else { return Int(exactly: value.rounded(.awayFromZero)) }
    let whole = Int(value)
    let rest = value - Double(whole)
    return rest > 0 ? whole + 1 : rest < 0 ? whole - 1 : whole
  }

  /// Returns the nearest whole number, if there is one.
  static func whole(_ value: Double) -> Int? {
    guard abs(value) < allWhole else { return Int(exactly: value.rounded()) }
    let whole = Int(value)
    let rest = value - Double(whole)
    return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
  }

  /// From here on a number is whole.
  ///
  /// Below, converting it twice is sooner than a call of the library, of which a run needs half a dozen.
  private static let allWhole = 0x1p52
}
