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
    for samples in series {
      let outcome = try test(samples, &result)
      guard outcome != .changed, let split = Self.split(samples.samples),
        outcome == .tooFewRuns || samples.startsSession(at: split)
      else { continue }
      try compare(samples, split, &result)
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
  private func test(_ samples: RateSamples, _ result: inout Result) throws -> TestOutcome {
    let runs = samples.samples
    guard runs.count >= Self.testedRuns, let rates = RateSeries(samples),
      let changes = OfflineDetector().changes(in: rates)
    else { return .tooFewRuns }
    for point in changes.lasting where runs.indices.contains(point.index) {
      let after = try session(runs[point.index].session)
      let before = point.index > 0 ? try session(runs[point.index - 1].session) : after
      let report = ChangeReport(
        workload: samples.key, unit: samples.unit, fromRatePerSecond: point.fromRate,
        toRatePerSecond: point.toRate, change: point.change, low: point.low, high: point.high,
        z: point.z,
        at: ChangePlace(
          session: name(after), run: point.index, time: after.start?.rfc3339,
          line: Int(runs[point.index].line)),
        suspects: Suspects(
          before: before, after: after, hidden: hidden,
          lines: runs.lines(before: point.index)
        ).list,
        kind: ChangeKind(rawValue: point.kind.rawValue) ?? .step)
      if point.change < 0 {
        result.regressions.append(report)
      } else {
        result.improvements.append(report)
      }
      if point.index > 0 {
        result.note(
          Edge(
            before: runs[point.index - 1], after: runs[point.index], from: point.fromRate,
            to: point.toRate, unit: samples.unit, isTested: true), before, after)
      }
    }
    return changes.lasting.isEmpty ? .unchanged : .changed
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
  ///
  /// That a session's first run is slower than those behind it is its warm-up, and no second level.
  ///
  /// - Complexity: O(*n*).
  private static func split(_ samples: [RateSamples.Sample]) -> Int? {
    guard samples.count >= 2 else { return nil }
    let rates = samples.map(\.rate)
    // The slowest and the fastest run from each one on.
    var after = rates.map { (low: $0, high: $0) }
    for index in rates.indices.dropLast().reversed() {
      after[index].low = min(rates[index], after[index + 1].low)
      after[index].high = max(rates[index], after[index + 1].high)
    }
    var (low, high) = (Double.infinity, -Double.infinity)
    var best: (index: Int, gap: Double)?
    for index in 1..<rates.count {
      low = min(low, rates[index - 1])
      high = max(high, rates[index - 1])
      let (newLow, newHigh) = after[index]
      let gap = newHigh < low ? 1 - newHigh / low : newLow > high ? newLow / high - 1 : 0
      if index == 1, newLow > high, samples[0].session == samples[1].session { continue }
      if gap >= comparedChange, gap > best?.gap ?? 0 { best = (index, gap) }
    }
    return best?.index
  }

  private func compare(
    _ samples: RateSamples, _ split: Int, _ result: inout Result
  ) throws {
    let runs = samples.samples
    let from = Statistics.median(runs[..<split].map(\.rate))
    let to = Statistics.median(runs[split...].map(\.rate))
    let before = try session(runs[split - 1].session)
    let after = try session(runs[split].session)
    result.comparisons.append(
      ComparisonReport(
        workload: samples.key, unit: samples.unit, fromRatePerSecond: from, toRatePerSecond: to,
        change: to / from - 1, runsBefore: split, runsAfter: runs.count - split,
        sameWorkload: true,
        suspects: Suspects(
          before: before, after: after, hidden: hidden, lines: runs.lines(before: split)
        ).list))
    result.note(
      Edge(
        before: runs[split - 1], after: runs[split], from: from, to: to, unit: samples.unit,
        isTested: false), before, after)
  }

  /// Compares two workloads that differ in what the log says about precision or device, and of which
  /// one came after the other: what people do when they try another setting.
  private func compareRelated(_ result: inout Result) throws {
    let groups = Dictionary(grouping: series.indices) { series[$0].relatedKey }
    for key in groups.keys.sorted() {
      guard let pair = groups[key], pair.count == 2 else { continue }
      let ordered = pair.sorted {
        (series[$0].samples.first?.session ?? 0) < (series[$1].samples.first?.session ?? 0)
      }
      let old = series[ordered[0]]
      let new = series[ordered[1]]
      guard let last = old.samples.last, let first = new.samples.first,
        last.session < first.session, old.samples.count + new.samples.count < Self.testedRuns
      else { continue }
      let from = Statistics.median(old.samples.map(\.rate))
      let to = Statistics.median(new.samples.map(\.rate))
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
}

/// Two neighbouring runs of a workload between which its level changed.
private struct Edge {
  var before: RateSamples.Sample
  var after: RateSamples.Sample
  var from: Double
  var to: Double
  var unit: String
  var isTested: Bool
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
        faster: (isDrop ? before : after).facts, slower: (isDrop ? after : before).facts))
  }
}

extension RateSamples {
  /// Whether a session begins at a run, with at least two runs on either side.
  fileprivate func startsSession(at run: Int) -> Bool {
    run >= 2 && samples.count - run >= 2 && samples[run - 1].session != samples[run].session
  }

  /// The key without precision and device.
  fileprivate var relatedKey: String { Self.relatedKey(of: key) }

  /// Returns a workload's key without precision and device.
  static func relatedKey(of key: String) -> String {
    // On bytes, because every workload's key is looked at.
    let parts = key.utf8.split(separator: 0x20).filter {
      !$0.starts(with: "dtype=".utf8) && !$0.starts(with: "device=".utf8)
    }
    return String(decoding: Array(parts.joined(separator: [0x20])), as: UTF8.self)
  }
}

extension RateSeries {
  /// The rates of a series, with the runs of one session together; sessions count as days.
  fileprivate init?(_ samples: RateSamples) {
    var sessions: [RateSeries.Session] = []
    var current: UInt32?
    for sample in samples.samples {
      if sample.session == current {
        sessions[sessions.count - 1].runs += 1
      } else {
        sessions.append(RateSeries.Session(day: sessions.count, runs: 1))
        current = sample.session
      }
    }
    self.init(rates: samples.samples.map(\.rate), sessions: sessions)
  }
}

extension [RateSamples.Sample] {
  /// Returns the lines after the run before the one at an index, up to that one.
  fileprivate func lines(before index: Int) -> Range<Int> {
    guard index > 0 else { return 0..<0 }
    let first = Int(self[index - 1].line) + 1
    return first..<Swift.max(first, Int(self[index].line) + 1)
  }
}
