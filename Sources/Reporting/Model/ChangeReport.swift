/// The throughput of one workload over all sessions.
package struct SeriesReport: Sendable, Equatable {
  /// The workload's key.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// The number of counted runs.
  package var runs: Int
  /// The median of the rates.
  package var medianRatePerSecond: Double?
  /// The robust relative spread of the rates: 0.05 is 5 %.
  package var spread: Double?
  /// Whether something that matters, such as the resolution, was not printed.
  package var isProxy: Bool
  /// At most 60 rates, each the median of an equal stretch of the series, the oldest first.
  package var outline: [Double]
  /// What pictures of the series show, which JSON leaves out; only for workloads worth a picture.
  package var chart: SeriesChart?

  /// Creates the value from its parts.
  package init(
    workload: String, unit: String = "it", runs: Int, medianRatePerSecond: Double? = nil,
    spread: Double? = nil, isProxy: Bool = false, outline: [Double] = [],
    chart: SeriesChart? = nil
  ) {
    self.workload = workload
    self.unit = unit
    self.runs = runs
    self.medianRatePerSecond = medianRatePerSecond
    self.spread = spread
    self.isProxy = isProxy
    self.outline = outline
    self.chart = chart
  }
}

/// A change of a workload's throughput that passes the test.
package struct ChangeReport: Sendable, Equatable {
  /// The workload's key.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// The level before.
  package var fromRatePerSecond: Double
  /// The level behind.
  package var toRatePerSecond: Double
  /// The relative change: -0.2 is 20 % slower.
  package var change: Double
  /// The lower bound of the change.
  package var low: Double?
  /// The upper bound of the change.
  package var high: Double?
  /// The test's statistic.
  package var z: Double?
  /// Where it happened.
  package var at: ChangePlace
  /// What changed at the same place.
  package var suspects: [SuspectReport]
  /// The change's form.
  package var kind: ChangeKind

  /// Creates the value from its parts.
  package init(
    workload: String, unit: String = "it", fromRatePerSecond: Double, toRatePerSecond: Double,
    change: Double, low: Double? = nil, high: Double? = nil, z: Double? = nil, at: ChangePlace,
    suspects: [SuspectReport] = [], kind: ChangeKind = .step
  ) {
    self.workload = workload
    self.unit = unit
    self.fromRatePerSecond = fromRatePerSecond
    self.toRatePerSecond = toRatePerSecond
    self.change = change
    self.low = low
    self.high = high
    self.z = z
    self.at = at
    self.suspects = suspects
    self.kind = kind
  }
}

/// The form of a change.
package enum ChangeKind: String, Sendable, Equatable, CaseIterable {
  /// A lasting step.
  case step
  /// A slow change.
  case drift
  /// A dip that went away.
  case incident
}

/// The first run of a new level.
package struct ChangePlace: Sendable, Equatable {
  /// The id of the run's session.
  package var session: String
  /// The run's number among the series' counted runs, from 0.
  package var run: Int
  /// When it began, in RFC 3339, where known.
  package var time: String?
  /// The line of its first frame, counted from 1.
  package var line: Int?

  /// Creates the value from its parts.
  package init(session: String, run: Int, time: String? = nil, line: Int? = nil) {
    self.session = session
    self.run = run
    self.time = time
    self.line = line
  }
}

extension ChangePlace {
  /// The path of the run's log: a session's id is the path with its first line behind it.
  var path: String { session.lastIndex(of: ":").map { String(session[..<$0]) } ?? session }
}

/// Something that changed where throughput changed.
package struct SuspectReport: Sendable, Equatable {
  /// What changed.
  package var subject: SuspectSubject
  /// What a finding is called, which JSON leaves out.
  package var title: LocalizedText?
  /// The value before, of a list what is gone; nil where there was none.
  package var before: String?
  /// The value behind, of a list what came; nil where there is none.
  package var after: String?
  /// Why it may have changed the throughput.
  package var why: LocalizedText

  /// Creates the value from its parts.
  package init(
    subject: SuspectSubject, title: LocalizedText? = nil, before: String? = nil,
    after: String? = nil, why: LocalizedText
  ) {
    self.subject = subject
    self.title = title
    self.before = before
    self.after = after
    self.why = why
  }
}

extension SuspectReport {
  /// What came and went of a list.
  package var listChange: LocalizedText {
    let parts = [
      before.map { LocalizedText(en: "\($0) removed", zh: "去掉 \($0)") },
      after.map { LocalizedText(en: "\($0) added", zh: "新增 \($0)") },
    ].compactMap(\.self)
    return LocalizedText(
      en: parts.map(\.en).joined(separator: ", "), zh: parts.map(\.zh).joined(separator: "，"))
  }
}

/// What a suspect is about.
package enum SuspectSubject: Sendable, Equatable {
  /// A fact, by name.
  case fact(String)
  /// A fact that is a list, by name: the suspect has what is gone of it and what came.
  case list(String)
  /// A finding, by its pattern's id.
  case finding(String)
}

/// Two levels with too few runs for a test, which are observed, or of one workload computed in two ways.
package struct ComparisonReport: Sendable, Equatable {
  /// The workload's key.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// The level before.
  package var fromRatePerSecond: Double
  /// The level behind.
  package var toRatePerSecond: Double
  /// The relative change: -0.2 is 20 % slower.
  package var change: Double
  /// The lower bound of the change; nil where the runs are too few for a test.
  package var low: Double?
  /// The upper bound of the change.
  package var high: Double?
  /// The test's statistic.
  package var z: Double?
  /// The number of runs before.
  package var runsBefore: Int
  /// The number of runs behind.
  package var runsAfter: Int
  /// Whether both sides ran the same workload, as far as the log tells.
  package var sameWorkload: Bool
  /// Whether the way of computing before did not come again.
  package var lasts: Bool
  /// What changed between the two.
  package var suspects: [SuspectReport]

  /// Creates the value from its parts.
  package init(
    workload: String, unit: String = "it", fromRatePerSecond: Double, toRatePerSecond: Double,
    change: Double, low: Double? = nil, high: Double? = nil, z: Double? = nil, runsBefore: Int,
    runsAfter: Int, sameWorkload: Bool, lasts: Bool = true, suspects: [SuspectReport] = []
  ) {
    self.workload = workload
    self.unit = unit
    self.fromRatePerSecond = fromRatePerSecond
    self.toRatePerSecond = toRatePerSecond
    self.change = change
    self.low = low
    self.high = high
    self.z = z
    self.runsBefore = runsBefore
    self.runsAfter = runsAfter
    self.sameWorkload = sameWorkload
    self.lasts = lasts
    self.suspects = suspects
  }
}
