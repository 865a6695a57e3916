/// One start of a program, up to its exit.
///
/// Its runs are read apart, see ``ReportContent``.
package struct SessionReport: Sendable, Equatable {
  /// The session's id, unique within the report.
  package var id: String
  /// The path of the input in which it begins.
  package var input: String
  /// The id of the program, or ``unknownProgram``.
  package var frontend: String
  /// The program's name for humans, which JSON leaves out.
  package var frontendTitle: String?
  /// The line of its first record, counted from 1.
  package var firstLine: Int
  /// The line of its last record, counted from 1.
  package var lastLine: Int
  /// When it began, in RFC 3339, where the log shows it.
  package var startedAt: String?
  /// When it ended, in RFC 3339, where the log shows it.
  package var endedAt: String?
  /// A hash of the facts that may change speed.
  package var fingerprint: String
  /// What the log states about machine and software.
  package var facts: [FactReport]
  /// Messages that matter.
  package var findings: [FindingReport]
  /// What explains the findings, the best first.
  package var causes: [CauseReport]
  /// Causes that the log speaks against.
  package var refuted: [RefutedReport]
  /// The chain of attention backends.
  package var attention: AttentionReport
  /// The session's counted runs, one entry a workload.
  package var throughput: [WorkloadThroughput]
  /// The number of runs, counted or not.
  package var runCount: Int

  /// Creates the value from its parts.
  package init(
    id: String, input: String, frontend: String = Self.unknownProgram, frontendTitle: String? = nil,
    firstLine: Int, lastLine: Int, startedAt: String? = nil, endedAt: String? = nil,
    fingerprint: String = "", facts: [FactReport] = [], findings: [FindingReport] = [],
    causes: [CauseReport] = [], refuted: [RefutedReport] = [],
    attention: AttentionReport = AttentionReport(), throughput: [WorkloadThroughput] = [],
    runCount: Int = 0
  ) {
    self.id = id
    self.input = input
    self.frontend = frontend
    self.frontendTitle = frontendTitle
    self.firstLine = firstLine
    self.lastLine = lastLine
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.fingerprint = fingerprint
    self.facts = facts
    self.findings = findings
    self.causes = causes
    self.refuted = refuted
    self.attention = attention
    self.throughput = throughput
    self.runCount = runCount
  }
}

/// Something that the log states, or that follows from it plainly.
package struct FactReport: Sendable, Equatable {
  /// The fact's name, for example `torch`.
  package var name: String
  /// The value.
  package var value: String
  /// The line that shows it, counted from 1.
  package var line: Int?
  /// Whether the value was printed or follows from another.
  package var how: FactOrigin
  /// What is said of it where it contradicts what was printed.
  package var note: LocalizedText?

  /// Creates the value from its parts.
  package init(
    name: String, value: String, line: Int? = nil, how: FactOrigin = .printed,
    note: LocalizedText? = nil
  ) {
    self.name = name
    self.value = value
    self.line = line
    self.how = how
    self.note = note
  }
}

extension SessionReport {
  /// The id that stands for a program that is not known.
  package static let unknownProgram = "unknown"

  /// Whether it is known which program wrote the session.
  var isProgramKnown: Bool { frontend != Self.unknownProgram }

  /// The attention backend that runs.
  var attentionInUse: String? { attention.inUse ?? value(of: FactReport.attentionInUse) }
}

extension FactReport {
  /// The fact that tells which attention backend runs, and the one that tells the program's version.
  static let attentionInUse = "attention_backend"
  static let programVersion = "frontend_version"
}

extension [FactReport] {
  /// Returns a fact's latest value that contradicts none.
  func value(of name: String) -> String? {
    last { $0.name == name && $0.note == nil }?.value
  }
}

/// How a fact is known.
package enum FactOrigin: String, Sendable, Equatable, CaseIterable {
  /// The log shows the value.
  case printed
  /// The value follows from another one.
  case derived
}

/// Which attention backend was asked for, and which one runs.
package struct AttentionReport: Sendable, Equatable {
  /// What was asked for.
  package var requested: String?
  /// What runs.
  package var inUse: String?
  /// The kernel that took over, where the requested one was not there.
  package var fellBackTo: String?
  /// Why the requested one was not there.
  package var because: LocalizedText?

  /// Creates the value from its parts.
  package init(
    requested: String? = nil, inUse: String? = nil, fellBackTo: String? = nil,
    because: LocalizedText? = nil
  ) {
    self.requested = requested
    self.inUse = inUse
    self.fellBackTo = fellBackTo
    self.because = because
  }
}

extension AttentionReport {
  /// The id that stands for a backend that the log does not name.
  static let unknownBackend = "unknown"
}

/// The counted runs of one workload within one session.
package struct WorkloadThroughput: Sendable, Equatable {
  /// The workload's key.
  package var workload: String
  /// What the runs do.
  package var kind: RunKind
  /// What a rate counts, for example `it`.
  package var unit: String
  /// The number of runs.
  package var runs: Int
  /// The first run's rate.
  package var firstRatePerSecond: Double?
  /// The last run's rate.
  package var lastRatePerSecond: Double?
  /// The median of the rates.
  package var medianRatePerSecond: Double?
  /// The number of stalls in these runs.
  package var stalls: Int

  /// Creates the value from its parts.
  package init(
    workload: String, kind: RunKind = .sampling, unit: String = "it", runs: Int,
    firstRatePerSecond: Double? = nil, lastRatePerSecond: Double? = nil,
    medianRatePerSecond: Double? = nil, stalls: Int = 0
  ) {
    self.workload = workload
    self.kind = kind
    self.unit = unit
    self.runs = runs
    self.firstRatePerSecond = firstRatePerSecond
    self.lastRatePerSecond = lastRatePerSecond
    self.medianRatePerSecond = medianRatePerSecond
    self.stalls = stalls
  }
}
