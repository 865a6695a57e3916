package import Localization
package import PatternCatalogue
package import SessionAnalysis

/// Something that a line of the log shows, for a cause or against it.
package struct Evidence: Sendable, Equatable {
  /// The 1-based line; `nil` where the whole session shows it.
  package var line: Int?
  /// What the log says there.
  package var text: String
  /// The fact that it is, if it is one: `text` has its name and its values.
  package var fact: StatedFact?
  /// Whether `text` stands in the log as it is.
  package var isQuoted = false
  /// How much it weighs, from 1 to 5; 5 for a proof.
  package var weight: Int
  /// Why it speaks for or against, where the rule says so.
  package var because: LocalizedText?
}

/// A fact that shows something.
package struct StatedFact: Sendable, Equatable {
  /// Its name.
  package var name: String
  /// Its value; of one that differs the value of the faster runs and that of the slower ones.
  package var values: [String]
}

extension Evidence {
  /// Creates evidence that is a fact.
  init(line: Int?, fact name: String, _ values: [String]) {
    self.init(
      line: line, text: "\(name) \(values.joined(separator: " → "))",
      fact: StatedFact(name: name, values: values), weight: 0)
  }
}

/// A cause that explains what a session shows, with what speaks for it and against it.
package struct Cause: Sendable {
  /// The rule.
  package var rule: CauseRule
  /// How sure it is.
  package var confidence: Confidence
  /// The weights for it less those against it.
  package var score: Int
  /// The place of its rule in the catalogue.
  package var position: Int
  /// Whether it explains nothing but messages that are notes, and need not cost anything: what slows runs
  /// down or fails has another reason.
  package var isIdle: Bool
  /// The severity of the worst finding that it explains and that nothing repaired; `nil` for none.
  package var explainedSeverity: Finding.Severity?
  /// The ids of the session's findings that it explains.
  package var explains: [String] = []
  /// What speaks for it.
  package var evidence: [Evidence] = []
  /// What speaks against it.
  package var against: [Evidence] = []
  /// The commands that mend it, with this session's versions.
  package var commands: [String] = []
}

extension Cause {
  /// Scores of this or more make a cause likely.
  package static let likelyScore = 3

  /// Whether it is named before another cause: what may be the reason of trouble comes first, then what is
  /// surer, and of those that are equally sure what is known to cost the most.
  package func precedes(_ other: Cause) -> Bool {
    let (own, others) = (order, other.order)
    return own == others ? position < other.position : own > others
  }

  private var order: (Int, Int, Double, Int) {
    let isReason = !isIdle && confidence >= .likely
    return (isReason ? 1 : 0, confidence.rank, rule.leastCost, score)
  }
}

/// A cause that comes to mind and that the log speaks against.
package struct RefutedCause: Sendable {
  /// The rule.
  package var rule: CauseRule
  /// What speaks against it.
  package var because: [Evidence]
}

/// What a session's evidence comes to.
package struct Diagnosis: Sendable {
  /// The causes, the likeliest first.
  package var causes: [Cause]
  /// The causes that the log speaks against.
  package var refuted: [RefutedCause]
}
