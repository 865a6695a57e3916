/// The counted runs of one kind, unit and end in a session: how many, and the slowest and the fastest.
package struct RunDigest: Sendable, Equatable {
  /// A run that stands for others.
  package struct Extreme: Sendable, Equatable {
    /// Units per second.
    package var rate: Double
    /// The 1-based line of its last frame.
    package var line: Int
    /// What the frame says: `20/20 3.42it/s` or `3/20 100.30s/it`.
    package var text: String
  }

  /// What the runs do.
  package var kind: Run.Kind
  /// What a rate counts.
  package var unit: String
  /// Whether the runs came to their end.
  package var isFinished: Bool
  /// The number of runs.
  package var count: Int
  /// The slowest and the fastest of them.
  package var slowest: Extreme
  package var fastest: Extreme
}

extension RunDigest {
  /// How many kinds of runs are kept apart.
  static let limit = 32

  /// Adds a run to the digests of its session.
  static func add(_ run: Run, to digests: inout [RunDigest]) {
    guard run.isCounted, let rate = run.ratePerSecond, rate > 0, rate.isFinite else { return }
    // Written out only where it is kept.
    var extreme: Extreme { Extreme(rate: rate, line: run.lastLine, text: text(of: run, rate)) }
    if let index = digests.firstIndex(where: {
      $0.kind == run.kind && $0.unit == run.unit && $0.isFinished == run.isFinished
    }) {
      digests[index].count += 1
      if rate < digests[index].slowest.rate { digests[index].slowest = extreme }
      if rate > digests[index].fastest.rate { digests[index].fastest = extreme }
    } else if digests.count < limit {
      let only = extreme
      digests.append(
        RunDigest(
          kind: run.kind, unit: run.unit, isFinished: run.isFinished, count: 1, slowest: only,
          fastest: only))
    }
  }

  private static func text(of run: Run, _ rate: Double) -> String {
    let unit = run.unit.isEmpty ? "it" : run.unit
    let speed = rate >= 1 ? "\(decimal(rate))\(unit)/s" : "\(decimal(1 / rate))s/\(unit)"
    guard let completed = run.completed else { return speed }
    let total = run.total.map { "/\(PrintedNumber.text($0))" } ?? ""
    return "\(PrintedNumber.text(completed))\(total) \(speed)"
  }

  /// Writes a number with two decimals, as bars do.
  private static func decimal(_ value: Double) -> String {
    let hundredths = Int64((value * 100).rounded())
    let fraction = String(hundredths % 100)
    return "\(hundredths / 100).\(fraction.count < 2 ? "0" : "")\(fraction)"
  }
}
