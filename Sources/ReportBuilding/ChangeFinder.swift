import Diagnosis
import Reporting
import SessionAnalysis
import Throughput

/// Finds where the throughput of workloads changed, and what else changed there.
struct ChangeFinder {
  /// The changes of all workloads.
  struct Result {
    var regressions: [ChangeReport] = []
    var improvements: [ChangeReport] = []
    var comparisons: [ComparisonReport] = []
    /// Those of the comparisons that are drops after which the faster way of computing did not come again.
    var lastingDrops: [ComparisonReport] = []
    var incidents: [Incident] = []
    /// The slower sides, by the numbers of their sessions in reading order.
    var slowdowns: [UInt32: [SlowerSide]] = [:]
  }

  /// Runs that were slower than those of another session.
  struct SlowerSide {
    var slowdown: Slowdown
    /// The number of the faster runs' session in reading order.
    var faster: UInt32
  }

  /// Runs in a row that were slower than those around them.
  struct Incident {
    var runs: Int
    /// How much slower, relative to the level before: -0.4 is 40 %.
    var change: Double
    /// The session of the first of them, and its line.
    var session: String
    var line: Int
    /// The line of the last one, where it is of the same session.
    var lastLine: Int?
    /// Whether something changed where it began.
    var hasSuspects: Bool
  }

  /// Two levels that differ by less than this are not worth a comparison.
  static let comparedChange = SpeedDifference.observedChange

  /// The series, with their samples in the order of the report.
  let series: [RateSamples]
  /// Reads the samples.
  let samples: SampleReader
  /// Returns what a session states, by its number in reading order.
  let session: (UInt32) throws -> SessionStatement
  /// Says which facts matter.
  let glossary: Glossary
  /// The facts of slower and faster runs that rules ask for.
  let factsOfRuns: [String]
  /// Returns a session's place in the report, by its number in reading order.
  let rank: (UInt32) -> UInt32
  /// Returns a session's id in the report.
  let name: (SessionStatement) -> String

  /// Looks at every series.
  ///
  /// - Parameter threads: How many threads search series side by side.
  /// - Returns: The changes, in the order of the series.
  /// - Throws: What reading sessions back reports.
  func find(_ threads: Int = 1) throws -> Result {
    var result = Result()
    let search = SeriesSearch(series, stores: samples.stores)
    for (number, found) in try search.run(threads) {
      switch found {
      case .changes(let points): try note(points, series[number], &result)
      case .levels(let levels): try note(levels, series[number], &result)
      case .incident(let excursion): try note(excursion, series[number], &result)
      }
    }
    try compareRelated(&result)
    return result
  }
}

// MARK: - Changes of one series

extension ChangeFinder {
  /// Notes changes that pass the test.
  private func note(
    _ points: [ChangePoint], _ series: RateSamples, _ result: inout Result
  ) throws {
    for var point in points {
      if let start = try slope(of: point, series) {
        (point.kind, point.index) = (.drift, start)
      }
      let edge = try edge(
        of: series, before: point.index, from: point.fromRate, to: point.toRate, isTested: true)
      let after = try session(edge.after.session)
      let before = point.index > 0 ? try session(edge.before.session) : after
      let report = ChangeReport(
        workload: series.key, unit: series.unit, fromRatePerSecond: point.fromRate,
        toRatePerSecond: point.toRate, change: point.change, low: point.low, high: point.high,
        z: point.z,
        at: ChangePlace(
          session: name(after), run: point.index, time: after.start?.rfc3339,
          line: Int(edge.after.line)),
        suspects: Suspects(
          before: before, after: after, glossary: glossary,
          lines: point.index > 0 ? edge.lines : 0..<0
        ).list,
        kind: ChangeKind(rawValue: point.kind.rawValue) ?? .step)
      if point.change < 0 {
        result.regressions.append(report)
      } else {
        result.improvements.append(report)
      }
      if point.index > 0 { result.note(edge, before, after, factsOfRuns) }
    }
  }

  /// The least change that is looked at for a slope: the runs within a smaller one are as far apart as those
  /// of one level.
  private static let leastSlope = 0.2

  /// Returns the first run of a change that takes several runs of one session: at least three behind one another
  /// between the two levels, each nearer to the second one; nil where it comes from one run to the next.
  private func slope(of point: ChangePoint, _ series: RateSamples) throws -> Int? {
    let reach = 40
    let first = max(0, point.index - reach)
    let end = min(series.samples.count, point.index + reach)
    guard point.index < end, abs(point.change) >= Self.leastSlope else { return nil }
    var shares: [Double?] = []
    let session = try samples.sample(at: point.index, of: series.samples).session
    try samples.forEach(of: series.samples, in: first..<end) { sample in
      let share = (sample.rate - point.fromRate) / (point.toRate - point.fromRate)
      shares.append(sample.session == session && (0.1...0.9).contains(share) ? share : nil)
    }
    func goesOn(_ index: Int) -> Bool {
      guard let share = shares[index], let next = shares[index + 1] else { return false }
      return share < next
    }
    let edge = point.index - first
    var (begin, last) = (edge, edge)
    if shares[edge] == nil, edge > 0 { (begin, last) = (edge - 1, edge - 1) }
    guard shares[begin] != nil else { return nil }
    while begin > 0, goesOn(begin - 1) { begin -= 1 }
    while last + 1 < shares.count, goesOn(last) { last += 1 }
    return last - begin >= 2 ? first + begin : nil
  }

  /// Notes two levels with too few runs for a test.
  private func note(
    _ levels: SeriesSearch.Levels, _ series: RateSamples, _ result: inout Result
  ) throws {
    let edge = try edge(
      of: series, before: levels.split, from: levels.from, to: levels.to, isTested: false)
    let before = try session(edge.before.session)
    let after = try session(edge.after.session)
    result.comparisons.append(
      ComparisonReport(
        workload: series.key, unit: series.unit, fromRatePerSecond: levels.from,
        toRatePerSecond: levels.to, change: levels.to / levels.from - 1, runsBefore: levels.split,
        runsAfter: series.samples.count - levels.split, sameWorkload: true,
        suspects: Suspects(
          before: before, after: after, glossary: glossary, lines: edge.lines
        ).list))
    result.note(edge, before, after, factsOfRuns)
  }

  /// Notes runs that were slow for a while: where a session begins with them, what changed there is told.
  private func note(
    _ excursion: SeriesSearch.Excursion, _ series: RateSamples, _ result: inout Result
  ) throws {
    let edge = try edge(
      of: series, before: excursion.index, from: excursion.from, to: excursion.to, isTested: false)
    let last = try samples.sample(at: excursion.index + excursion.runs - 1, of: series.samples)
    let after = try session(edge.after.session)
    var suspects: [SuspectReport] = []
    if edge.before.session != edge.after.session {
      let before = try session(edge.before.session)
      suspects = Suspects(before: before, after: after, glossary: glossary, lines: edge.lines).list
      result.note(edge, before, after, factsOfRuns)
    }
    result.incidents.append(
      Incident(
        runs: excursion.runs, change: excursion.change, session: name(after),
        line: Int(edge.after.line),
        lastLine: last.session == edge.after.session ? Int(last.line) : nil,
        hasSuspects: !suspects.isEmpty))
    guard !suspects.isEmpty else { return }
    result.comparisons.append(
      ComparisonReport(
        workload: series.key, unit: series.unit, fromRatePerSecond: excursion.from,
        toRatePerSecond: excursion.to, change: excursion.change, runsBefore: excursion.index,
        runsAfter: excursion.runs, sameWorkload: true, lasts: false, suspects: suspects))
  }

  /// Returns the run at an index, and the one before it if there is one.
  private func edge(
    of series: RateSamples, before index: Int, from: Double, to: Double, isTested: Bool
  ) throws -> Edge {
    let list = series.samples
    return Edge(
      before: try samples.sample(at: max(0, index - 1), of: list),
      after: try samples.sample(at: index, of: list), from: from, to: to, unit: series.unit,
      isTested: isTested)
  }
}

// MARK: - Related workloads

extension ChangeFinder {
  /// How many runs on either side of the change from one workload to the other are compared.
  private static let relatedRuns = 200

  /// Compares workloads that differ only in how they were computed, such as the precision or the device, and
  /// of which one came after the other: what people do when they try another setting.
  private func compareRelated(_ result: inout Result) throws {
    let groups = Dictionary(grouping: series.indices) {
      glossary.suspectRules.relatedKey(of: series[$0].key)
    }
    for key in groups.keys.sorted() {
      guard let group = groups[key], group.count > 1 else { continue }
      let ordered = try group.filter { series[$0].samples.count > 0 }
        .map { (number: $0, first: try firstRank(of: series[$0])) }
        .sorted { ($0.first, $0.number) < ($1.first, $1.number) }
      for (old, new) in zip(ordered, ordered.dropFirst()) where old.first < new.first {
        try compare(series[old.number], with: series[new.number], from: new.first, &result)
      }
    }
  }

  /// Compares a workload's runs before the other one came with those of the other one.
  private func compare(
    _ old: RateSamples, with new: RateSamples, from rank: UInt32, _ result: inout Result
  ) throws {
    let count = try number(of: old.samples, before: rank)
    let before = try rates(of: old.samples, in: max(0, count - Self.relatedRuns)..<count)
    let after = try rates(of: new.samples, in: 0..<min(new.samples.count, Self.relatedRuns))
    guard let shift = LevelComparison(before: before, after: after),
      shift.test?.isSignificant ?? (abs(shift.change) >= Self.comparedChange)
    else { return }
    let last = try samples.sample(at: count - 1, of: old.samples)
    let first = try samples.sample(at: 0, of: new.samples)
    let report = ComparisonReport(
      workload: new.key, unit: new.unit, fromRatePerSecond: shift.fromRate,
      toRatePerSecond: shift.toRate, change: shift.change, low: shift.test?.low,
      high: shift.test?.high, z: shift.test?.z, runsBefore: count,
      runsAfter: new.samples.count, sameWorkload: false, lasts: count == old.samples.count,
      suspects: Suspects(
        before: try session(last.session), after: try session(first.session), glossary: glossary
      ).list)
    result.comparisons.append(report)
    // Who went back to the faster way knows.
    if report.lasts, shift.change <= -Self.comparedChange {
      result.lastingDrops.append(report)
    }
  }

  private func firstRank(of series: RateSamples) throws -> UInt32 {
    rank(try samples.sample(at: 0, of: series.samples).session)
  }

  /// Returns how many samples of a list, which are in the order of the report, come before a session.
  private func number(of list: SampleList, before rank: UInt32) throws -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if self.rank(try samples.sample(at: middle, of: list).session) < rank {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  private func rates(of list: SampleList, in range: Range<Int>) throws -> RateSeries {
    var parts: [(session: UInt32, rates: [Double])] = []
    try samples.forEach(of: list, in: range) { sample in
      if let last = parts.indices.last, parts[last].session == sample.session {
        parts[last].rates.append(sample.rate)
      } else {
        parts.append((sample.session, [sample.rate]))
      }
    }
    var series = RateSeries()
    for (day, part) in parts.enumerated() { series.append(day: day, rates: part.rates) }
    return series
  }
}

/// Two neighbouring runs of a workload between which its level changed.
private struct Edge {
  var before: RateSample
  var after: RateSample
  var from: Double
  var to: Double
  var unit: String
  var isTested: Bool

  /// The lines behind the run before, up to that of the run after.
  var lines: Range<Int> {
    let first = Int(before.line) + 1
    return first..<max(first, Int(after.line) + 1)
  }
}

extension ChangeFinder.Result {
  /// Notes the slower side of a change between two sessions.
  fileprivate mutating func note(
    _ edge: Edge, _ before: SessionStatement, _ after: SessionStatement, _ names: [String]
  ) {
    guard edge.before.session != edge.after.session, edge.from > 0, edge.to > 0 else { return }
    let isDrop = edge.to < edge.from
    let (slower, faster) = isDrop ? (edge.after, edge.before) : (edge.before, edge.after)
    let (low, high) = (min(edge.from, edge.to), max(edge.from, edge.to))
    let unit = edge.unit.isEmpty ? "it" : edge.unit
    slowdowns[slower.session, default: []].append(
      ChangeFinder.SlowerSide(
        slowdown: Slowdown(
          share: 1 - low / high, isTested: edge.isTested, line: Int(slower.line),
          text: Measure.rates(from: high, to: low, unit: unit),
          faster: (isDrop ? before : after).facts.latest(of: names),
          slower: (isDrop ? after : before).facts.latest(of: names)),
        faster: faster.session))
  }
}
