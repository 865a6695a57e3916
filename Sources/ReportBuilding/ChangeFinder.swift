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
    var incidents: [Incident] = []
    /// The slower sides, by the numbers of their sessions in reading order.
    var slowdowns: [UInt32: [Slowdown]] = [:]
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
  }

  /// Two levels that differ by less than this are not worth a comparison.
  static let comparedChange = 0.2

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
      case .incident(let point):
        let first = try samples.sample(at: point.index, of: series[number].samples)
        let last = try samples.sample(at: point.index + point.runs - 1, of: series[number].samples)
        result.incidents.append(
          Incident(
            runs: point.runs, change: point.change, session: try name(session(first.session)),
            line: Int(first.line),
            lastLine: last.session == first.session ? Int(last.line) : nil))
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

  /// Returns the first run of a change that takes several runs of one session: at least three behind one another
  /// between the two levels, each nearer to the second one; nil where it comes from one run to the next.
  private func slope(of point: ChangePoint, _ series: RateSamples) throws -> Int? {
    let reach = 40
    let first = max(0, point.index - reach)
    let end = min(series.samples.count, point.index + reach)
    guard point.index < end else { return nil }
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
  /// Compares two workloads that differ in what the log says about precision or device, and of which
  /// one came after the other: what people do when they try another setting.
  private func compareRelated(_ result: inout Result) throws {
    let groups = Dictionary(grouping: series.indices) { series[$0].relatedKey }
    for key in groups.keys.sorted() {
      guard let pair = groups[key], pair.count == 2,
        pair.reduce(0, { $0 + series[$1].samples.count }) < SeriesSearch.testedRuns
      else { continue }
      let ordered = try pair.sorted { try firstSession(of: $0) < firstSession(of: $1) }
      let old = series[ordered[0]]
      let new = series[ordered[1]]
      guard old.samples.count > 0, new.samples.count > 0 else { continue }
      let last = try samples.sample(at: old.samples.count - 1, of: old.samples)
      let first = try samples.sample(at: 0, of: new.samples)
      guard last.session < first.session else { continue }
      let from = try samples.median(of: old.samples, in: 0..<old.samples.count)
      let to = try samples.median(of: new.samples, in: 0..<new.samples.count)
      guard abs(to / from - 1) >= Self.comparedChange else { continue }
      result.comparisons.append(
        ComparisonReport(
          workload: new.key, unit: new.unit, fromRatePerSecond: from, toRatePerSecond: to,
          change: to / from - 1, runsBefore: old.samples.count, runsAfter: new.samples.count,
          sameWorkload: false,
          suspects: Suspects(
            before: try session(last.session), after: try session(first.session), glossary: glossary
          ).list))
    }
  }

  private func firstSession(of index: Int) throws -> UInt32 {
    let list = series[index].samples
    return list.count > 0 ? try samples.sample(at: 0, of: list).session : 0
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
    let slower = isDrop ? edge.after : edge.before
    let (low, high) = (min(edge.from, edge.to), max(edge.from, edge.to))
    let unit = edge.unit.isEmpty ? "it" : edge.unit
    slowdowns[slower.session, default: []].append(
      Slowdown(
        share: 1 - low / high, isTested: edge.isTested, line: Int(slower.line),
        text: Measure.rates(from: high, to: low, unit: unit),
        faster: (isDrop ? before : after).facts.latest(of: names),
        slower: (isDrop ? after : before).facts.latest(of: names)))
  }
}

extension RateSamples {
  /// The key without precision and device.
  fileprivate var relatedKey: String { Self.relatedKey(of: key) }

  /// Returns a workload's key without precision and device.
  static func relatedKey(of key: String) -> String {
    // On bytes, because every workload's key is looked at.
    var text = key
    return text.withUTF8 { bytes in
      var kept: [UInt8] = []
      kept.reserveCapacity(bytes.count)
      for part in bytes.split(separator: 0x20)
      where !part.starts(with: "dtype=".utf8) && !part.starts(with: "device=".utf8) {
        if !kept.isEmpty { kept.append(0x20) }
        kept += part
      }
      return String(decoding: kept, as: UTF8.self)
    }
  }
}
