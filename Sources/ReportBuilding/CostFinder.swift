import Reporting
import SessionAnalysis
import Throughput

/// Sets the runs of sessions that have a cause beside runs of the same workload in sessions without it.
struct CostFinder {
  /// Fewer runs on either side say nothing.
  static let leastRuns = 3
  /// A comparison of levels takes no more of either side.
  static let comparedRuns = 120

  /// The series, with their samples in the order of the report.
  let series: [RateSamples]
  /// Reads the samples.
  let samples: SampleReader
  /// The number of a session's causes in `sets`, by the session's number in reading order.
  let causes: (UInt32) -> UInt16
  let sets: CauseSets
  /// The facts that may change speed.
  let facts: Set<String>
  /// Returns what a session states, by its number in reading order.
  let session: (UInt32) throws -> SessionStatement

  /// Returns what the runs say of causes, each in the workload with the most runs; of a cause for which
  /// they are too few, nothing.
  ///
  /// - Throws: What reading sessions back reports.
  /// - Complexity: O(runs + series · causes), and 240 sessions at most are read for each cause.
  func find(_ ids: [String]) throws -> [ObservedCostReport] {
    guard !ids.isEmpty, sets.isComplete, sets.all.count > 1 else { return [] }
    var best: [String: RateSamples] = [:]
    for series in series {
      var runs: [UInt16: Int] = [:]
      try samples.forEach(of: series.samples) { runs[causes($0.session), default: 0] += 1 }
      guard runs.count > 1 else { continue }
      for id in ids {
        let with = runs.reduce(0) { $0 + (has($1.key, id) ? $1.value : 0) }
        guard min(with, series.samples.count - with) >= Self.leastRuns else { continue }
        // Of as many runs, steps say more than whole jobs.
        if let other = best[id], weight(of: other) >= weight(of: series) { continue }
        best[id] = series
      }
    }
    return try ids.compactMap { id in try best[id].flatMap { try compare($0, id) } }
  }

  private func has(_ set: UInt16, _ id: String) -> Bool { sets.all[Int(set)].contains(id) }

  private func weight(of series: RateSamples) -> (Int, Int) {
    (series.samples.count, series.unit == "prompt" ? 0 : 1)
  }

  private func compare(_ series: RateSamples, _ id: String) throws -> ObservedCostReport? {
    let with = try Side(series.samples, samples) { has(causes($0), id) }
    let without = try Side(series.samples, samples) { !has(causes($0), id) }
    guard let comparison = LevelComparison(before: without.rates, after: with.rates),
      comparison.test != nil || abs(comparison.change) >= ChangeFinder.comparedChange
    else { return nil }
    return ObservedCostReport(
      cause: id, workload: series.key, unit: series.unit, isProxy: series.isProxy,
      ratePerSecondWith: comparison.toRate, ratePerSecondWithout: comparison.fromRate,
      change: comparison.change, low: comparison.test?.low, high: comparison.test?.high,
      runsWith: comparison.runsAfter, runsWithout: comparison.runsBefore,
      sessionsWith: with.numbers.count, sessionsWithout: without.numbers.count,
      verdict: SpeedVerdict(comparison),
      differences: differences(
        with: try with.numbers.map(session), without: try without.numbers.map(session)))
  }

  /// What else the logs state of the one side and not of the other, in the order in which they state it.
  private func differences(
    with: [SessionStatement], without: [SessionStatement]
  ) -> [SuspectReport] {
    var names: [String] = []
    for fact in (without + with).flatMap(\.facts)
    where facts.contains(fact.name) && !names.contains(fact.name) {
      names.append(fact.name)
    }
    return names.compactMap { name in
      let old = without.compactMap { $0.facts.latest(name) }
      let new = with.compactMap { $0.facts.latest(name) }
      let (before, after) = (Set(old.map(\.value)).sorted(), Set(new.map(\.value)).sorted())
      // What only follows from a line that one side lacks, the cause's own for example, may hold there
      // as well.
      let isUnknown = old.isEmpty || new.isEmpty
      guard before != after, !isUnknown || (old + new).contains(where: { $0.origin == .printed })
      else { return nil }
      return SuspectReport(
        subject: .fact(name), before: Self.listed(before), after: Self.listed(after),
        why: LocalizedText(
          en: "differs between the sessions with the cause and those without it",
          zh: "有此原因的会话与没有的会话不同"))
    }
  }

  private static func listed(_ values: [String]) -> String? {
    guard let first = values.first else { return nil }
    return ([first] + values.dropFirst().prefix(2)).joined(separator: ", ")
      + (values.count > 3 ? ", …" : "")
  }
}

extension CostFinder {
  /// The runs of one side by session, of sessions spread evenly where there are more than are compared.
  private struct Side {
    /// The sessions' numbers in reading order.
    var numbers: [UInt32] = []
    /// The rates, with a day for each session.
    var rates = RateSeries()

    init(
      _ list: SampleList, _ reader: SampleReader, isOnSide: (_ session: UInt32) -> Bool
    ) throws {
      var (runs, sessions) = (0, 0)
      var last: UInt32?
      try reader.forEach(of: list) { sample in
        guard isOnSide(sample.session) else { return }
        runs += 1
        if sample.session != last { sessions += 1 }
        last = sample.session
      }
      let kept = min(sessions, max(1, sessions * CostFinder.comparedRuns / max(runs, 1)))
      var number = -1
      var isKept = false
      last = nil
      try reader.forEach(of: list) { sample in
        guard isOnSide(sample.session) else { return }
        if sample.session != last {
          last = sample.session
          number += 1
          isKept = numbers.count < kept && numbers.count * sessions / kept == number
          if isKept {
            rates.append(day: numbers.count, rates: [])
            numbers.append(sample.session)
          }
        }
        if isKept { rates.extendLastSession(rate: sample.rate) }
      }
    }
  }
}
