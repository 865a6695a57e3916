/// What explains findings or slowness, with the evidence for and against.
package struct CauseReport: Sendable, Equatable {
  /// The cause's id.
  package var cause: String
  /// The family of causes to which it belongs.
  package var family: String
  /// The cause's name for humans.
  package var title: LocalizedText
  /// How sure it is.
  package var confidence: Confidence
  /// Whether it only says that the log does not hold the reason.
  package var saysUnknown: Bool
  /// The sum of the weights for it, less those against.
  package var score: Int
  /// The ids of the patterns that it explains.
  package var explains: [String]
  /// What speaks for it.
  package var evidence: [EvidenceReport]
  /// What speaks against it.
  package var against: [EvidenceReport]
  /// What it means here.
  package var verdict: LocalizedText
  /// What to do.
  package var remedy: RemedyReport
  /// How to see that the remedy worked.
  package var check: LocalizedText?
  /// What it costs.
  package var cost: CostReport?
  /// What it costs as far as the runs of these logs show; JSON has it in the report's `costs`.
  package var observedCost: ObservedCostReport? = nil

  /// Creates the value from its parts.
  package init(
    cause: String, family: String, title: LocalizedText, confidence: Confidence,
    saysUnknown: Bool = false, score: Int = 0, explains: [String] = [],
    evidence: [EvidenceReport] = [], against: [EvidenceReport] = [],
    verdict: LocalizedText, remedy: RemedyReport, check: LocalizedText? = nil,
    cost: CostReport? = nil
  ) {
    self.cause = cause
    self.family = family
    self.title = title
    self.confidence = confidence
    self.saysUnknown = saysUnknown
    self.score = score
    self.explains = explains
    self.evidence = evidence
    self.against = against
    self.verdict = verdict
    self.remedy = remedy
    self.check = check
    self.cost = cost
  }
}

/// How sure a cause is.
package enum Confidence: String, Sendable, Equatable, CaseIterable {
  /// The log proves it.
  case certain
  /// The evidence outweighs by far.
  case likely
  /// There is some evidence.
  case possible
}

extension Confidence: Comparable {
  package static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .certain: 3
    case .likely: 2
    case .possible: 1
    }
  }
}

/// A line that speaks for or against a cause.
package struct EvidenceReport: Sendable, Equatable {
  /// The line, counted from 1; nil where the evidence is that something is missing.
  package var line: Int?
  /// The line's text, or the statement.
  package var text: String
  /// The fact that the text states, if it is one.
  package var fact: FactStatement?
  /// Whether the text stands in the log as it is.
  package var isQuoted: Bool
  /// How much it weighs, from 1 to 5; nil behind a refutation.
  package var weight: Int?
  /// Why it speaks for or against.
  package var reason: LocalizedText?

  /// Creates the value from its parts.
  package init(
    line: Int? = nil, text: String, fact: FactStatement? = nil, isQuoted: Bool = false,
    weight: Int? = nil, reason: LocalizedText? = nil
  ) {
    self.line = line
    self.text = text
    self.fact = fact
    self.isQuoted = isQuoted
    self.weight = weight
    self.reason = reason
  }
}

/// A fact that shows something.
package struct FactStatement: Sendable, Equatable {
  /// The fact's id.
  package var id: String
  /// Its value; of one that differs the earlier and the later one.
  package var values: [String]

  /// Creates the value from its parts.
  package init(id: String, values: [String]) {
    self.id = id
    self.values = values
  }
}

/// What to do about a cause.
package struct RemedyReport: Sendable, Equatable {
  /// What to do, in words.
  package var text: LocalizedText
  /// The exact commands, the first being the one to try.
  package var commands: [String]

  /// Creates the value from its parts.
  package init(text: LocalizedText, commands: [String] = []) {
    self.text = text
    self.commands = commands
  }
}

/// The share of throughput that a cause costs, from 0 to 1.
package struct CostReport: Sendable, Equatable {
  /// The lower bound.
  package var low: Double
  /// The upper bound.
  package var high: Double
  /// Where the numbers come from.
  package var source: String

  /// Creates the value from its parts.
  package init(low: Double, high: Double, source: String = "") {
    self.low = low
    self.high = high
    self.source = source
  }
}

/// The runs of sessions that have a cause against those of sessions without it: seen, and no proof that
/// the cause makes the difference.
package struct ObservedCostReport: Sendable, Equatable {
  /// The cause's id.
  package var cause: String
  /// The workload's key.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// Whether something that matters, such as the resolution, was not printed.
  package var isProxy: Bool
  /// The levels on either side.
  package var ratePerSecondWith: Double
  package var ratePerSecondWithout: Double
  /// The relative change from runs without the cause to those with it: -0.2 is 20 % slower.
  package var change: Double
  /// The bounds of the change; nil where it is not tested.
  package var low: Double?
  package var high: Double?
  /// How many runs are compared, and in how many sessions they are.
  package var runsWith: Int
  package var runsWithout: Int
  package var sessionsWith: Int
  package var sessionsWithout: Int
  /// What comes of it.
  package var verdict: SpeedVerdict
  /// The facts in which the two sides differ as well, before being without the cause.
  package var differences: [SuspectReport]

  /// Creates the value from its parts.
  package init(
    cause: String, workload: String, unit: String = "it", isProxy: Bool = false,
    ratePerSecondWith: Double, ratePerSecondWithout: Double, change: Double, low: Double? = nil,
    high: Double? = nil, runsWith: Int, runsWithout: Int, sessionsWith: Int = 1,
    sessionsWithout: Int = 1, verdict: SpeedVerdict, differences: [SuspectReport] = []
  ) {
    self.cause = cause
    self.workload = workload
    self.unit = unit
    self.isProxy = isProxy
    self.ratePerSecondWith = ratePerSecondWith
    self.ratePerSecondWithout = ratePerSecondWithout
    self.change = change
    self.low = low
    self.high = high
    self.runsWith = runsWith
    self.runsWithout = runsWithout
    self.sessionsWith = sessionsWith
    self.sessionsWithout = sessionsWithout
    self.verdict = verdict
    self.differences = differences
  }
}

/// A cause that the log speaks against.
package struct RefutedReport: Sendable, Equatable {
  /// The cause's id.
  package var cause: String
  /// The cause's name for humans.
  package var title: LocalizedText?
  /// What speaks against it.
  package var because: [EvidenceReport]

  /// Creates the value from its parts.
  package init(cause: String, title: LocalizedText? = nil, because: [EvidenceReport] = []) {
    self.cause = cause
    self.title = title
    self.because = because
  }
}
