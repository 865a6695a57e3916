import CatalogueSyntax
package import Localization

/// A root cause: what speaks for it and against it, and what to do.
package struct CauseRule: Sendable {
  /// The id.
  package let id: String
  /// What it belongs to: `torch-build`.
  package let family: String
  /// What it is, in short.
  package internal(set) var title: LocalizedText
  /// The findings that it explains.
  package let explains: [FindingReference]
  /// Without one of these the rule is silent; empty for none needed.
  package let needsAny: [Condition]
  /// What makes it certain.
  package let proves: [Evidence]
  /// What speaks for it.
  package let supports: [Evidence]
  /// What speaks against it.
  package let refutes: [Evidence]
  /// Causes that, when at least as likely, leave this one nothing to explain.
  package let explainedAwayBy: [String]
  /// What it costs.
  package internal(set) var cost: Cost?
  /// What it means for the user.
  package internal(set) var verdict: LocalizedText
  /// What to do.
  package internal(set) var remedy: Remedy
  /// How to see that it worked.
  package internal(set) var check: LocalizedText?
  /// Other words for some circumstances, of which the first that hold count.
  package internal(set) var wordings: [Wording]
  /// Where the entry stands.
  package let origin: Origin
  /// The entry as it was written.
  let node: SyntaxNode

  /// A condition with its weight.
  package struct Evidence: Sendable {
    /// What has to hold.
    package let condition: Condition
    /// 1 to 5; 5 for a proof.
    package let weight: Int
    /// Why it counts.
    package let because: LocalizedText?
  }

  /// The share of throughput that the cause costs.
  package struct Cost: Hashable, Sendable {
    /// At least, 0 to 1.
    package let low: Double
    /// At most, 0 to 1.
    package let high: Double
    /// Who measured it.
    package let source: String
  }

  /// What is said of the cause in some circumstances, as of another kind of program.
  package struct Wording: Sendable {
    /// When it is said.
    package let when: Condition
    /// What takes the place of the rule's; `nil` for what stays.
    package let title: LocalizedText?
    package let verdict: LocalizedText?
    package let cost: Cost?
    package let remedy: Remedy?
    package let check: LocalizedText?
  }

  /// What to do.
  package struct Remedy: Sendable {
    /// In words.
    package let text: LocalizedText
    /// The commands, each for its circumstances.
    package let commands: [Command]
  }

  /// A command line that mends it.
  package struct Command: Sendable {
    /// When it is the right one; `nil` for always.
    package let when: Condition?
    /// The line, with `{name}` for facts and what follows from them.
    package let shell: Template
  }
}

extension CauseRule {
  /// All conditions of its evidence.
  package var conditions: [Condition] {
    needsAny + (proves + supports + refutes).map(\.condition)
  }
}

extension CauseRule {
  /// Returns the rule with the words of one of its wordings.
  package func worded(_ wording: Wording) -> CauseRule {
    var rule = self
    rule.title = wording.title ?? title
    rule.verdict = wording.verdict ?? verdict
    rule.cost = wording.cost ?? cost
    rule.remedy = wording.remedy ?? remedy
    rule.check = wording.check ?? check
    rule.wordings = []
    return rule
  }
}

/// A log and what the rule has to make of it.
package struct CauseTest: Hashable, Sendable {
  /// The log's lines.
  package let log: [String]
  /// What the rule has to say.
  package let expect: Confidence
}

extension CauseRule {
  /// The rule's own tests; read from the file's tree at each call.
  package var tests: [CauseTest] {
    (node.value("tests")?.items ?? []).map { item in
      CauseTest(
        log: item.value("log")?.items.map(\.text) ?? [],
        expect: Confidence(rawValue: item.value("expect")?.text ?? "") ?? .none)
    }
  }

  /// Where a test says what it expects.
  func expectation(ofTest number: Int) -> SyntaxNode? {
    node.value("tests")?.items[number].value("expect")
  }
}

extension CauseRule {
  /// Whether it names no cause, but says that the log does not tell one.
  package var saysUnknown: Bool { family == "unknown" }

  /// Returns whether it explains the findings of a message.
  package func explains(findingsOf message: String) -> Bool {
    explains.contains { $0.matches(message) }
  }

  /// The share of throughput that it takes at least, 0 where nobody knows.
  package var leastCost: Double { cost?.low ?? 0 }
}
