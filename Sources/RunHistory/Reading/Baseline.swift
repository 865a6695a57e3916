package import Throughput

/// The level of a workload's earlier runs on one machine, against which later ones are judged.
///
///     let baseline = try history.baseline(of: key, host: host, gpu: gpu, before: time)
///     if let shift = baseline?.comparison(with: rates) {
///       // shift.change is -0.38 for "-38 % against your last 28 nights";
///       // without shift.test it is observed, not tested.
///     }
package struct Baseline: Sendable, Equatable {
  /// The front end and the workload's key.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// The machine; `nil` where all of them were asked for.
  package var host: String?
  /// The numbers of nights (days with runs), sessions, and counted runs.
  package var nights: Int
  package var sessions: Int
  package var runs: Int
  /// The times of the first and the last session, in milliseconds since 1970.
  package var firstTime: Int
  package var lastTime: Int
  /// The rows of the sessions that ``series`` has, in its order.
  package var rows: [Int]
  /// The median of the rates, per second.
  package var median: Double
  /// The range in which nine of ten runs lie; the extremes where there are fewer than 20 runs.
  package var low: Double
  package var high: Double
  /// The runs, in the order of time; a session's day counts from 1970.
  package var series: RateSeries
}

extension Baseline {
  /// Compares the runs of one later session with the earlier ones.
  ///
  /// - Parameter rates: The session's rates per second, from its first run of the workload on.
  /// - Returns: `nil` if none of them is usable.
  package func comparison(with rates: [Double]) -> LevelComparison? {
    var later = RateSeries()
    later.append(day: 0, rates: rates)
    return comparison(with: later)
  }

  /// Compares the runs of later sessions with the earlier ones.
  ///
  /// - Returns: `nil` if none of them is usable.
  package func comparison(with later: RateSeries) -> LevelComparison? {
    LevelComparison(before: series, after: later)
  }

  /// Looks for the latest session that was as fast as before a change.
  ///
  /// - Parameters:
  ///   - level: The rate before a change.
  ///   - other: The rate behind it.
  /// - Returns: The row of the latest session whose runs are nearer to `level` than to `other`; the latest of
  ///   all where none is.
  package func latestSession(near level: Double, not other: Double) -> Int? {
    var end = series.rates.count
    for (session, row) in zip(series.sessions, rows).reversed() {
      let rates = series.rates[end - session.runs..<end].filter { $0 > 0 && $0.isFinite }
      end -= session.runs
      // The first run warms up.
      let sorted = (rates.count > 1 ? Array(rates.dropFirst()) : rates).sorted()
      guard !sorted.isEmpty else { continue }
      let median = OrderStatistics.median(ofSorted: sorted)
      if abs(median - level) < abs(median - other) { return row }
    }
    return rows.last
  }

  /// A session with its rates of the workload.
  struct Part {
    var row: Int
    var time: Int
    var rates: [Double]
  }

  init?(workload: String, unit: String, host: String?, sessions: [Part]) {
    var series = RateSeries()
    for session in sessions where !session.rates.isEmpty {
      series.append(day: Self.day(of: session.time), rates: session.rates)
    }
    let rates = series.rates.sorted()
    guard let first = sessions.first, let last = sessions.last, let lowest = rates.first,
      let highest = rates.last
    else { return nil }
    self.workload = workload
    self.unit = unit
    self.host = host
    self.sessions = sessions.count
    nights = Set(series.sessions.map(\.day)).count
    runs = rates.count
    firstTime = first.time
    lastTime = last.time
    rows = sessions.filter { !$0.rates.isEmpty }.map(\.row)
    median = OrderStatistics.median(ofSorted: rates)
    let cut = rates.count / 20
    low = cut > 0 ? rates[cut] : lowest
    high = cut > 0 ? rates[rates.count - 1 - cut] : highest
    self.series = series
  }

  /// The day of a time, counted from 1970-01-01.
  static func day(of time: Int) -> Int {
    Int((Double(time) / 86_400_000).rounded(.down))
  }
}
