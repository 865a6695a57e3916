/// A condition on a session; a closed set.
package indirect enum Condition: Hashable, Sendable {
  case finding(FindingCondition)
  /// One of a fact's values passes the test.
  case fact(String, ValueTest)
  /// The session is one of these front ends'.
  case frontEnd([String])
  case run(RunCondition)
  /// A place of the attention chain passes the test.
  case attention(AttentionPlace, ValueTest)
  /// The first one's first line lies before the second one's.
  case before(Condition, Condition)
  /// Runs were slower than others of the same workload.
  case slowdown(SlowdownCondition)
  /// A fact of the slower runs is another one than that of the faster ones.
  case differs(String)
  /// What holds of the faster runs.
  case faster(Condition)
  /// What holds of the slower runs.
  case slower(Condition)
  case all([Condition])
  case any([Condition])
  case not(Condition)
}

/// Asks for a finding.
package struct FindingCondition: Hashable, Sendable {
  /// Which.
  package let finding: FindingReference
  /// How often it was seen; `nil` for at least once.
  package let count: NumberRange?
  /// What captures are, by name; all have to be.
  package let captures: [CaptureTest]
  /// Whether it was repaired; `nil` for either.
  package let isResolved: Bool?
}

/// What a finding's capture has to be.
package struct CaptureTest: Hashable, Sendable {
  /// The capture's name.
  package let name: String
  /// What it has to be.
  package let test: ValueTest
}

/// A finding's id, or the beginning of ids: `torch.sdpa.*`.
package struct FindingReference: Hashable, Sendable {
  /// The text as it was written.
  package let text: String
  /// The beginning that ids have to have, where the reference is to several.
  package let prefix: String?

  /// Creates a reference.
  package init(_ text: String) {
    self.text = text
    prefix = text.utf8.last == UInt8(ascii: "*") ? String(text.dropLast()) : nil
  }
}

extension FindingReference {
  /// Returns whether the reference is to this id.
  package func matches(_ id: String) -> Bool {
    prefix.map { id.hasPrefix($0) } ?? (id == text)
  }
}

/// Asks for a run.
package struct RunCondition: Hashable, Sendable {
  /// What it does.
  package let kind: RunKind
  /// Units per second.
  package let rate: NumberRange?
  /// The unit.
  package let unit: String?
  /// Whether it came to its end.
  package let isFinished: Bool?
  /// How many runs fit; `nil` for at least one.
  package let count: NumberRange?
  /// The fastest over the slowest of a workload's first, median and last rate; `nil` for any.
  package let spread: NumberRange?
}

/// Asks how much slower runs were than others of the same workload.
package struct SlowdownCondition: Hashable, Sendable {
  /// The share of the faster ones' rate that was lost: 0.2 where they are 20 % slower.
  package let share: NumberRange
  /// Whether there were enough runs for a test; `nil` for either.
  package let isTested: Bool?
}

/// A place of the attention chain.
package enum AttentionPlace: String, CaseIterable, Sendable {
  case requested
  case inUse = "in_use"
  case fellBackTo = "fell_back_to"
}

extension AttentionPlace {
  /// The fact that holds this part of the attention chain.
  package var factName: String {
    switch self {
    case .requested: "attention_requested"
    case .inUse: "attention_backend"
    case .fellBackTo: "attention_fallback"
    }
  }
}

extension Condition {
  /// Whether it asks about runs that were slower than others.
  package var isAboutSlowdown: Bool {
    flattened.contains {
      switch $0 {
      case .slowdown, .differs, .faster, .slower: true
      default: false
      }
    }
  }

  /// Whether it asks how fast runs were, by themselves or against others.
  package var isAboutSpeed: Bool {
    isAboutSlowdown
      || flattened.contains {
        if case .run(let run) = $0 { run.rate != nil } else { false }
      }
  }

  /// The condition and all within it, in preorder.
  package var flattened: [Condition] {
    switch self {
    case .before(let first, let second): [self] + first.flattened + second.flattened
    case .all(let conditions), .any(let conditions): [self] + conditions.flatMap(\.flattened)
    case .not(let condition), .faster(let condition), .slower(let condition):
      [self] + condition.flattened
    default: [self]
    }
  }
}
