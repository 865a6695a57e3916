/// Two sessions, or two logs, side by side: what changed, and what it did to the speed.
package struct DiffReport: Sendable, Equatable {
  /// The program that wrote the report.
  package var tool: ToolReport
  /// What is compared with.
  package var good: DiffSideReport
  /// What is judged.
  package var bad: DiffSideReport
  /// The facts of both sides, those that differ first.
  package var facts: [FactDifference]
  /// The messages that only the judged side has, the gravest first.
  package var newFindings: [FindingReport]
  /// The messages that only the other side has, the gravest first.
  package var goneFindings: [FindingReport]
  /// The speed of each workload that both sides have, the largest drop first.
  package var throughput: [SpeedDifference]
  /// The speed of workloads that only one side has.
  package var onlyGood: [LoneWorkload]
  package var onlyBad: [LoneWorkload]
  /// What most likely explains the difference, the likeliest first.
  package var suspects: [SuspectReport]
  /// The likely causes that only the judged side has, the best first.
  package var newCauses: [DiffCause]
  /// The most likely reason in one sentence; nil where there is nothing to explain.
  package var reason: LocalizedText?
  /// What comes of it.
  package var verdict: DiffVerdict

  /// Creates the value from its parts.
  package init(
    tool: ToolReport, good: DiffSideReport, bad: DiffSideReport, facts: [FactDifference] = [],
    newFindings: [FindingReport] = [], goneFindings: [FindingReport] = [],
    throughput: [SpeedDifference] = [], onlyGood: [LoneWorkload] = [],
    onlyBad: [LoneWorkload] = [], suspects: [SuspectReport] = [], newCauses: [DiffCause] = [],
    reason: LocalizedText? = nil, verdict: DiffVerdict
  ) {
    self.tool = tool
    self.good = good
    self.bad = bad
    self.facts = facts
    self.newFindings = newFindings
    self.goneFindings = goneFindings
    self.throughput = throughput
    self.onlyGood = onlyGood
    self.onlyBad = onlyBad
    self.suspects = suspects
    self.newCauses = newCauses
    self.reason = reason
    self.verdict = verdict
  }
}

extension DiffReport {
  /// Whether nothing speaks for or against the judged side, since no speeds can be compared.
  var isIncomparable: Bool { verdict == .same && throughput.isEmpty }
}

/// One side of a comparison.
package struct DiffSideReport: Sendable, Equatable {
  /// Where a side comes from.
  package enum Source: String, Sendable, Equatable {
    case log
    case history
  }

  /// What it is called: a path, `PATH#2`, or a session's id.
  package var name: String
  /// Where it comes from.
  package var source: Source
  /// The program's id, and its name for humans, which JSON leaves out.
  package var frontend: String
  package var frontendTitle: String?
  /// The number of sessions and of their runs.
  package var sessions: Int
  package var runs: Int
  /// When the first session began, in RFC 3339, where known.
  package var startedAt: String?
  /// Whether the log prints that, in place of a guess from when the log was last changed.
  package var isStartPrinted = true
  /// The machine, where a history names it.
  package var host: String?

  /// Creates the value from its parts.
  package init(
    name: String, source: Source = .log, frontend: String = SessionReport.unknownProgram,
    frontendTitle: String? = nil, sessions: Int = 1, runs: Int = 0, startedAt: String? = nil,
    host: String? = nil
  ) {
    self.name = name
    self.source = source
    self.frontend = frontend
    self.frontendTitle = frontendTitle
    self.sessions = sessions
    self.runs = runs
    self.startedAt = startedAt
    self.host = host
  }
}

/// A fact on both sides.
package struct FactDifference: Sendable, Equatable {
  /// The fact's name.
  package var name: String
  /// The values; nil where a side does not state it.
  package var good: String?
  package var bad: String?

  /// Creates the value from its parts.
  package init(name: String, good: String?, bad: String?) {
    self.name = name
    self.good = good
    self.bad = bad
  }

  /// Whether the sides differ.
  package var isChanged: Bool { good != bad }
}

/// The speed of a workload on both sides.
package struct SpeedDifference: Sendable, Equatable {
  /// The workload's key on the judged side.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// Whether both sides ran the same workload; else they are computed in different ways.
  package var sameWorkload: Bool
  /// The levels; first runs of sessions, which warm up, are left out where others are there.
  package var goodRatePerSecond: Double
  package var badRatePerSecond: Double
  /// The relative change: -0.2 is 20 % slower.
  package var change: Double
  /// The bounds of the change, and the test's statistic; nil where it is not tested.
  package var low: Double?
  package var high: Double?
  package var z: Double?
  /// The number of runs.
  package var goodRuns: Int
  package var badRuns: Int
  /// What comes of it.
  package var verdict: SpeedVerdict

  /// Creates the value from its parts.
  package init(
    workload: String, unit: String = "it", sameWorkload: Bool = true, goodRatePerSecond: Double,
    badRatePerSecond: Double, change: Double, low: Double? = nil, high: Double? = nil,
    z: Double? = nil, goodRuns: Int, badRuns: Int, verdict: SpeedVerdict
  ) {
    self.workload = workload
    self.unit = unit
    self.sameWorkload = sameWorkload
    self.goodRatePerSecond = goodRatePerSecond
    self.badRatePerSecond = badRatePerSecond
    self.change = change
    self.low = low
    self.high = high
    self.z = z
    self.goodRuns = goodRuns
    self.badRuns = badRuns
    self.verdict = verdict
  }

  /// A difference without a test that is smaller than this says nothing.
  package static let observedChange = 0.2

  /// Whether the judged side is slower: for certain, or as far as too few runs can tell.
  package var isSlower: Bool {
    verdict == .slower || verdict == .observed && change <= -Self.observedChange
  }

  /// Whether the judged side is faster: for certain, or as far as too few runs can tell.
  package var isFaster: Bool {
    verdict == .faster || verdict == .observed && change >= Self.observedChange
  }
}

/// The speed of a workload that one side alone has.
package struct LoneWorkload: Sendable, Equatable {
  /// The workload's key.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// The number of runs, and the median of their rates.
  package var runs: Int
  package var medianRatePerSecond: Double

  /// Creates the value from its parts.
  package init(workload: String, unit: String = "it", runs: Int, medianRatePerSecond: Double) {
    self.workload = workload
    self.unit = unit
    self.runs = runs
    self.medianRatePerSecond = medianRatePerSecond
  }
}

/// A cause as a comparison names it.
package struct DiffCause: Sendable, Equatable {
  /// The cause's id.
  package var cause: String
  /// The cause's name for humans.
  package var title: LocalizedText
  /// How sure it is.
  package var confidence: Confidence
  /// The share of throughput that it costs at most; nil where nobody knows.
  package var mostCost: Double?

  /// Creates the value from its parts.
  package init(
    cause: String, title: LocalizedText, confidence: Confidence, mostCost: Double? = nil
  ) {
    self.cause = cause
    self.title = title
    self.confidence = confidence
    self.mostCost = mostCost
  }
}

/// What comes of a comparison.
package enum DiffVerdict: String, Sendable, Equatable, CaseIterable {
  /// A workload is slower, or there is a warning or error that was not there.
  case worse
  /// Nothing is worse, and a workload is faster or a warning or error is gone.
  case better
  /// Nothing that matters differs.
  case same
}
