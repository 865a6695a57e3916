/// What a summary says to a person who looks at it in the morning.
///
/// The parts stand in the order in which they are told. A report holds no more than its builder put
/// in, and everything in it may be shown as it is once it is escaped; nothing has to be looked up.
package struct SummaryReport: Sendable, Equatable {
  /// The program that wrote the report.
  package var tool: ToolReport
  /// What the report is about.
  package var period: SummaryPeriod
  /// What it says as a whole.
  package var verdict: SummaryVerdict
  /// What was read, and what could not be.
  package var quality: SummaryQuality
  /// Workloads that are slower than they were: the new ones first, then the gravest.
  package var regressions: [SummaryChange]
  /// Workloads that became faster, and regressions that are over.
  package var improvements: [SummaryChange]
  /// Causes that are new, still there, or gone.
  package var causes: [SummaryCause]
  /// Sessions that stood still or ended with an error.
  package var incidents: [SummaryIncident]
  /// Workloads that were not judged.
  package var unjudged: [UnjudgedWorkload]
  /// The course of every workload that ran in the period, night by night.
  package var workloads: [SummaryWorkload]
  /// What to type next.
  package var commands: SummaryCommands

  /// Creates the value from its parts.
  package init(
    tool: ToolReport, period: SummaryPeriod, verdict: SummaryVerdict,
    quality: SummaryQuality = SummaryQuality(), regressions: [SummaryChange] = [],
    improvements: [SummaryChange] = [], causes: [SummaryCause] = [],
    incidents: [SummaryIncident] = [], unjudged: [UnjudgedWorkload] = [],
    workloads: [SummaryWorkload] = [], commands: SummaryCommands = SummaryCommands()
  ) {
    self.tool = tool
    self.period = period
    self.verdict = verdict
    self.quality = quality
    self.regressions = regressions
    self.improvements = improvements
    self.causes = causes
    self.incidents = incidents
    self.unjudged = unjudged
    self.workloads = workloads
    self.commands = commands
  }
}

extension SummaryReport {
  /// Whether nobody has to read it: nothing needs attention, nothing ended or became better, and
  /// nothing was lost.
  package var isQuiet: Bool {
    !verdict.needsAttention && improvements.isEmpty && quality.losses.isEmpty
      && quality.errors.isEmpty && !causes.contains { $0.state == .gone }
  }
}

extension SummaryReport {
  /// The regressions that were not acknowledged.
  var openRegressions: [SummaryChange] { regressions.filter { $0.acknowledgement == nil } }

  /// The causes that were not acknowledged, and those that are gone.
  var openCauses: [SummaryCause] {
    causes.filter { $0.acknowledgement == nil || $0.state == .gone }
  }
}

/// What a summary is about: what came between two times.
package struct SummaryPeriod: Sendable, Equatable {
  /// What the period begins with.
  package enum Start: String, Sendable, Equatable, CaseIterable {
    /// The summary before.
    case lastSummary = "last_summary"
    /// A time that the user named.
    case given
    /// The beginning: there was no summary before.
    case everything
  }

  /// What it begins with.
  package var start: Start
  /// Its beginning, as `2026-11-22 06:00`; nil for ``Start/everything``.
  package var from: String?
  /// Its end: when the summary was made.
  package var to: String

  /// Creates the value from its parts.
  package init(start: Start, from: String? = nil, to: String) {
    self.start = start
    self.from = from
    self.to = to
  }
}

/// What a summary says as a whole.
package struct SummaryVerdict: Sendable, Equatable {
  /// How bad it is.
  package var level: VerdictLevel
  /// Whether something is to be said that was not acknowledged.
  package var needsAttention: Bool
  /// The verdict in one or two sentences.
  package var text: LocalizedText

  /// Creates the value from its parts.
  package init(level: VerdictLevel, needsAttention: Bool, text: LocalizedText) {
    self.level = level
    self.needsAttention = needsAttention
    self.text = text
  }
}

/// What to type next.
package struct SummaryCommands: Sendable, Equatable {
  /// The command that shows more of what matters most.
  package var look: String?
  /// The command that acknowledges it.
  package var acknowledge: String?

  /// Creates the value from its parts.
  package init(look: String? = nil, acknowledge: String? = nil) {
    self.look = look
    self.acknowledge = acknowledge
  }
}

/// A time in a summary, on the log's own clock, or on this machine's where the log prints none.
package struct SummaryTime: Sendable, Equatable {
  /// The time as `2026-11-22 23:10`.
  package var text: String
  /// Whether the log prints no date, so that the time is that of the file or follows from bars.
  package var isInferred: Bool

  /// Creates a time.
  package init(_ text: String, isInferred: Bool = false) {
    self.text = text
    self.isInferred = isInferred
  }
}
