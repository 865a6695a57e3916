/// Everything of a report but its sessions and their runs.
///
/// It is complete before the first session is read, because both the text report and JSON, whose
/// keys are
/// sorted, need parts of it first.
package struct ReportHead: Sendable, Equatable {
  /// The program that wrote the report.
  package var tool: ToolReport
  /// The files, members of archives and streams that were read.
  package var inputs: [InputReport]
  /// What the sessions add up to.
  package var totals: TotalsReport
  /// The throughput of each workload over all sessions.
  package var series: [SeriesReport]
  /// Changes of throughput for the worse, the gravest first.
  package var regressions: [ChangeReport]
  /// Changes of throughput for the better.
  package var improvements: [ChangeReport]
  /// Pairs of levels with too few runs for a test.
  package var comparisons: [ComparisonReport]
  /// What the runs say of the cost of causes.
  package var costs: [ObservedCostReport] = []
  /// The workloads against earlier runs; empty without a history.
  package var baselines: [BaselineReport] = []
  /// What the report says as a whole.
  package var verdict: VerdictReport
  /// Every bound that was hit.
  package var limits: [LimitReport]
  /// The first cause of the verdict, with its session; JSON has it among the session's causes.
  package var leading: LeadingCause?
  /// The attention line that users ask about, which JSON leaves out.
  package var attention: LeadingAttention?

  /// Creates the value from its parts.
  package init(
    tool: ToolReport, inputs: [InputReport] = [], totals: TotalsReport = TotalsReport(),
    series: [SeriesReport] = [], regressions: [ChangeReport] = [],
    improvements: [ChangeReport] = [], comparisons: [ComparisonReport] = [],
    verdict: VerdictReport, limits: [LimitReport] = [], leading: LeadingCause? = nil,
    attention: LeadingAttention? = nil
  ) {
    self.tool = tool
    self.inputs = inputs
    self.totals = totals
    self.series = series
    self.regressions = regressions
    self.improvements = improvements
    self.comparisons = comparisons
    self.verdict = verdict
    self.limits = limits
    self.leading = leading
    self.attention = attention
  }
}

/// The program that wrote a report.
package struct ToolReport: Sendable, Equatable {
  /// The program's name.
  package var name: String
  /// The program's version.
  package var version: String
  /// The version of the pattern catalogue in force.
  package var catalogueVersion: String
  /// The catalogue's words for what reports name by id, which JSON leaves out.
  package var words: CatalogueWords

  /// Creates the value from its parts.
  package init(
    name: String = "sdlog", version: String, catalogueVersion: String, words: CatalogueWords
  ) {
    self.name = name
    self.version = version
    self.catalogueVersion = catalogueVersion
    self.words = words
  }
}

/// What the sessions of a report add up to.
package struct TotalsReport: Sendable, Equatable {
  /// The number of sessions.
  package var sessions: Int
  /// The number of runs.
  package var runs: Int
  /// The number of runs that go into throughput.
  package var countedRuns: Int
  /// The number of findings of severity note.
  package var notes: Int
  /// The number of findings of severity warning.
  package var warnings: Int
  /// The number of findings of severity error.
  package var errors: Int

  /// Creates the value from its parts.
  package init(
    sessions: Int = 0, runs: Int = 0, countedRuns: Int = 0, notes: Int = 0, warnings: Int = 0,
    errors: Int = 0
  ) {
    self.sessions = sessions
    self.runs = runs
    self.countedRuns = countedRuns
    self.notes = notes
    self.warnings = warnings
    self.errors = errors
  }
}

/// What a report says as a whole.
package struct VerdictReport: Sendable, Equatable {
  /// How bad it is.
  package var level: VerdictLevel
  /// The ids of the causes over all sessions, the best first.
  package var causes: [String]
  /// The verdict in one or two sentences.
  package var text: LocalizedText

  /// Creates the value from its parts.
  package init(level: VerdictLevel, causes: [String] = [], text: LocalizedText) {
    self.level = level
    self.causes = causes
    self.text = text
  }
}

/// How bad a report is.
package enum VerdictLevel: String, Sendable, Equatable, CaseIterable {
  /// Nothing to say.
  case clean
  /// Something worth knowing, nothing to mend.
  case notice
  /// Something slows the program down or may break.
  case warning
  /// Something failed.
  case error
}

/// A bound that was hit while reading.
package struct LimitReport: Sendable, Equatable {
  /// The bound, for example `match-limit` or `line-length`.
  package var what: String
  /// The input, pattern or place that it concerns.
  package var place: String
  /// How many times it was hit.
  package var count: Int

  /// Creates the value from its parts.
  package init(what: String, place: String, count: Int) {
    self.what = what
    self.place = place
    self.count = count
  }
}

extension LimitReport {
  /// The bound that counts the sessions which another log has as well.
  package static let repeatedSessions = "mirrored-sessions"
}

/// The first cause of a verdict, and where it was found.
package struct LeadingCause: Sendable, Equatable {
  /// The cause.
  package var cause: CauseReport
  /// The id of its session.
  package var session: String
  /// The input of its session.
  package var input: String
  /// In how many sessions the cause was found.
  package var sessions: Int
  /// Whether it may be the reason of trouble: it is more than possible, and explains more than notes.
  package var isReason: Bool
  /// Whether it is the reason of other things than of what failed, which the verdict speaks of.
  package var isBesides: Bool

  /// Creates the value from its parts.
  package init(
    cause: CauseReport, session: String, input: String, sessions: Int = 1, isReason: Bool = true,
    isBesides: Bool = false
  ) {
    self.isReason = isReason
    self.isBesides = isBesides
    self.cause = cause
    self.session = session
    self.input = input
    self.sessions = sessions
  }
}

/// The message about attention that users ask about, and what runs instead.
package struct LeadingAttention: Sendable, Equatable {
  /// The chain of attention backends in the message's session.
  package var attention: AttentionReport
  /// The message, where the log has one.
  package var finding: FindingReport?
  /// What the message means for this session.
  package var effect: LocalizedText?
  /// In how many sessions the message occurs.
  package var sessions: Int

  /// Creates the value from its parts.
  package init(
    attention: AttentionReport, finding: FindingReport? = nil, effect: LocalizedText? = nil,
    sessions: Int = 1
  ) {
    self.attention = attention
    self.finding = finding
    self.effect = effect
    self.sessions = sessions
  }
}
