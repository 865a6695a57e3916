package import Reporting
import SessionAnalysis
package import Throughput

/// Looks for slowdowns while runs come in: within what was seen, behind the runs of earlier nights where
/// there are such.
package struct RegressionWatch: Sendable {
  /// How many runs of a workload are looked at, the latest.
  static let runLimit = 400
  /// How many workloads are kept apart.
  static let workloadLimit = 256
  /// Fewer runs are no reason to look.
  static let leastRuns = SeriesSearch.testedRuns
  /// Two places that are so near are one slowdown.
  static let distance = 10

  /// A slowdown.
  package struct Slowdown: Sendable {
    /// What is told of it; who holds the sessions knows what changed there.
    package var report: ChangeReport
    /// The session and the last line of the run before it; nil where that run is one of an earlier night.
    var session: String?
    var line = 0
  }

  /// The runs of one workload.
  struct Series: Sendable {
    var unit: String
    /// The runs of earlier nights, which stand in front.
    var earlier = RateSeries()
    var rates: [Double] = []
    var lines: [Int] = []
    var sessions: [(id: String, runs: Int)] = []
    /// The number of runs that were forgotten.
    var forgotten = 0
    /// The places, counted over all runs of the watch, at which a slowdown was told.
    var told: [Int] = []
    var isNew = false
  }

  private var series: [String: Series] = [:]

  /// Creates a watch that has seen nothing.
  package init() {}
}

extension RegressionWatch {
  /// Takes a run.
  package mutating func add(_ run: RunReport, session: String) {
    guard run.counted, let rate = run.ratePerSecond, rate > 0, rate.isFinite else { return }
    let key = run.workload.key
    guard series[key] != nil || series.count < Self.workloadLimit else { return }
    var found = series.removeValue(forKey: key) ?? Series(unit: run.unit)
    found.rates.append(rate)
    found.lines.append(run.lastLine)
    if let last = found.sessions.indices.last, found.sessions[last].id == session {
      found.sessions[last].runs += 1
    } else {
      found.sessions.append((session, 1))
    }
    found.isNew = true
    if found.rates.count > Self.runLimit * 5 / 4 {
      let count = found.rates.count - Self.runLimit
      found.rates.removeFirst(count)
      found.lines.removeFirst(count)
      found.forgotten += count
      found.dropSessions(count)
    }
    series[key] = found
  }

  /// Takes the runs of earlier nights of a workload.
  package mutating func set(earlier: RateSeries, of workload: String) {
    series[workload]?.earlier = earlier
    series[workload]?.isNew = true
  }

  /// Returns the slowdowns that were not told before.
  ///
  /// - Complexity: O(*n* log *n*) for the runs of workloads that have new ones.
  package mutating func takeRegressions() -> [Slowdown] {
    var reports: [Slowdown] = []
    for key in series.keys.sorted() {
      guard var found = series[key], found.isNew else { continue }
      found.isNew = false
      reports += found.regressions(of: key)
      series[key] = found
    }
    return reports
  }
}

extension RegressionWatch.Series {
  fileprivate mutating func dropSessions(_ count: Int) {
    var left = count
    while left > 0, let first = sessions.first {
      if first.runs > left {
        sessions[0].runs -= left
        return
      }
      left -= first.runs
      sessions.removeFirst()
    }
  }

  fileprivate mutating func regressions(of key: String) -> [RegressionWatch.Slowdown] {
    // With too many earlier runs a few of today's would weigh nothing.
    var whole = earlier.suffix(RegressionWatch.runLimit)
    let before = whole.rates.count
    guard before + rates.count >= RegressionWatch.leastRuns else { return [] }
    var at = 0
    var day = (whole.sessions.last?.day ?? -1) + 1
    for session in sessions {
      whole.append(day: day, rates: Array(rates[at..<at + session.runs]))
      at += session.runs
      day += 1
    }
    guard let changes = OfflineDetector().changes(in: whole) else { return [] }
    return changes.lasting.compactMap { point in
      let index = point.index - before
      guard point.change < 0, rates.indices.contains(index) else { return nil }
      let place = index + forgotten
      guard !told.contains(where: { abs($0 - place) <= RegressionWatch.distance }) else {
        return nil
      }
      told.append(place)
      let report = ChangeReport(
        workload: key, unit: unit, fromRatePerSecond: point.fromRate, toRatePerSecond: point.toRate,
        change: point.change, low: point.low, high: point.high, z: point.z,
        at: ChangePlace(session: session(of: index), run: place, line: lines[index]),
        kind: ChangeKind(rawValue: point.kind.rawValue) ?? .step)
      guard index > 0 else { return RegressionWatch.Slowdown(report: report) }
      return RegressionWatch.Slowdown(
        report: report, session: session(of: index - 1), line: lines[index - 1])
    }
  }

  private func session(of index: Int) -> String {
    var end = 0
    for session in sessions {
      end += session.runs
      if index < end { return session.id }
    }
    return sessions.last?.id ?? ""
  }
}

extension RateSeries {
  /// The last runs, whole sessions where that is possible.
  fileprivate func suffix(_ limit: Int) -> RateSeries {
    guard rates.count > limit else { return self }
    var result = RateSeries()
    var skipped = rates.count - limit
    var at = 0
    for session in sessions {
      let dropped = min(skipped, session.runs)
      skipped -= dropped
      if session.runs > dropped {
        result.append(day: session.day, rates: Array(rates[at + dropped..<at + session.runs]))
      }
      at += session.runs
    }
    return result
  }
}
