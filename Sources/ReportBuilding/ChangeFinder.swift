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
    /// The slower sides, by the numbers of their sessions in reading order.
    var slowdowns: [UInt32: [Slowdown]] = [:]
  }

  /// Fewer runs are compared, not tested.
  static let testedRuns = 10
  /// Two levels that differ by less than this are not worth a comparison.
  static let comparedChange = 0.2

  /// The series, with their samples in the order of the report.
  let series: [RateSamples]
  /// Reads the samples.
  let samples: SampleReader
  /// Returns a session by its number in reading order.
  let session: (UInt32) throws -> Session
  /// Facts that reports leave out.
  let hidden: Set<String>
  /// Returns a session's id in the report.
  let name: (Session) -> String

  /// Looks at every series.
  ///
  /// - Throws: What reading sessions back reports.
  func find() throws -> Result {
    var result = Result()
    for series in series {
      let outcome = try test(series, &result)
      guard outcome != .changed, let split = try split(series),
        try outcome == .tooFewRuns || startsSession(series, at: split)
      else { continue }
      try compare(series, split, &result)
    }
    try compareRelated(&result)
    return result
  }
}

// MARK: - Tested changes

extension ChangeFinder {
  /// Tests a series for change points.
  ///
  /// - Returns: What came of it.
  private func test(_ series: RateSamples, _ result: inout Result) throws -> TestOutcome {
    let runs = series.samples
    guard runs.count >= Self.testedRuns,
      let changes = OfflineDetector().changes(in: try rates(of: series))
    else { return .tooFewRuns }
    for point in changes.lasting where (0..<runs.count).contains(point.index) {
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
          before: before, after: after, hidden: hidden, lines: point.index > 0 ? edge.lines : 0..<0
        ).list,
        kind: ChangeKind(rawValue: point.kind.rawValue) ?? .step)
      if point.change < 0 {
        result.regressions.append(report)
      } else {
        result.improvements.append(report)
      }
      if point.index > 0 { result.note(edge, before, after) }
    }
    return changes.lasting.isEmpty ? .unchanged : .changed
  }

  /// Returns the rates of a series, with the runs of one session together.
  private func rates(of series: RateSamples) throws -> CompactSeries {
    var rates = CompactSeries(capacity: series.samples.count)
    var session: UInt32?
    try samples.forEach(of: series.samples) { sample in
      rates.append(sample.rate, startsSession: sample.session != session)
      session = sample.session
    }
    return rates
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

  /// What a test of a series came to.
  private enum TestOutcome {
    case tooFewRuns
    /// No change passes, though the last few runs may be too few to tell.
    case unchanged
    case changed
  }
}

// MARK: - Comparisons

extension ChangeFinder {
  /// Returns the first run of the second of two levels that do not overlap; `nil` if there are none.
  private func split(_ series: RateSamples) throws -> Int? {
    let list = series.samples
    guard list.count >= 2 else { return nil }
    let first = try samples.sample(at: 0, of: list)
    let second = try samples.sample(at: 1, of: list)
    return LevelSplit.index(
      in: try samples.rates(of: list, in: 0..<list.count),
      firstTwoShareSession: first.session == second.session, leastGap: Self.comparedChange)
  }

  /// Whether a session begins at a run, with at least two runs on either side.
  private func startsSession(_ series: RateSamples, at run: Int) throws -> Bool {
    let list = series.samples
    guard run >= 2, list.count - run >= 2 else { return false }
    return try samples.sample(at: run - 1, of: list).session
      != samples.sample(at: run, of: list).session
  }

  private func median(of series: RateSamples, in range: Range<Int>) throws -> Double {
    var rates = try samples.rates(of: series.samples, in: range)
    return OrderStatistics.median(&rates)
  }

  private func compare(
    _ series: RateSamples, _ split: Int, _ result: inout Result
  ) throws {
    let count = series.samples.count
    let from = try median(of: series, in: 0..<split)
    let to = try median(of: series, in: split..<count)
    let edge = try edge(of: series, before: split, from: from, to: to, isTested: false)
    let before = try session(edge.before.session)
    let after = try session(edge.after.session)
    result.comparisons.append(
      ComparisonReport(
        workload: series.key, unit: series.unit, fromRatePerSecond: from, toRatePerSecond: to,
        change: to / from - 1, runsBefore: split, runsAfter: count - split, sameWorkload: true,
        suspects: Suspects(before: before, after: after, hidden: hidden, lines: edge.lines).list))
    result.note(edge, before, after)
  }

  /// Compares two workloads that differ in what the log says about precision or device, and of which
  /// one came after the other: what people do when they try another setting.
  private func compareRelated(_ result: inout Result) throws {
    let groups = Dictionary(grouping: series.indices) { series[$0].relatedKey }
    for key in groups.keys.sorted() {
      guard let pair = groups[key], pair.count == 2,
        pair.reduce(0, { $0 + series[$1].samples.count }) < Self.testedRuns
      else { continue }
      let ordered = try pair.sorted { try firstSession(of: $0) < firstSession(of: $1) }
      let old = series[ordered[0]]
      let new = series[ordered[1]]
      guard old.samples.count > 0, new.samples.count > 0 else { continue }
      let last = try samples.sample(at: old.samples.count - 1, of: old.samples)
      let first = try samples.sample(at: 0, of: new.samples)
      guard last.session < first.session else { continue }
      let from = try median(of: old, in: 0..<old.samples.count)
      let to = try median(of: new, in: 0..<new.samples.count)
      guard abs(to / from - 1) >= Self.comparedChange else { continue }
      result.comparisons.append(
        ComparisonReport(
          workload: new.key, unit: new.unit, fromRatePerSecond: from, toRatePerSecond: to,
          change: to / from - 1, runsBefore: old.samples.count, runsAfter: new.samples.count,
          sameWorkload: false,
          suspects: Suspects(
            before: try session(last.session), after: try session(first.session), hidden: hidden
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
  fileprivate mutating func note(_ edge: Edge, _ before: Session, _ after: Session) {
    guard edge.before.session != edge.after.session, edge.from > 0, edge.to > 0 else { return }
    let isDrop = edge.to < edge.from
    let slower = isDrop ? edge.after : edge.before
    let (low, high) = (min(edge.from, edge.to), max(edge.from, edge.to))
    let unit = edge.unit.isEmpty ? "it" : edge.unit
    slowdowns[slower.session, default: []].append(
      Slowdown(
        share: 1 - low / high, isTested: edge.isTested, line: Int(slower.line),
        text: Measure.rates(from: high, to: low, unit: unit),
        faster: (isDrop ? before : after).facts.latestByName,
        slower: (isDrop ? after : before).facts.latestByName))
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
