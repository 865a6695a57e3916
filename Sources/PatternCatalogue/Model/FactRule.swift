/// A fact that a match states or lets one derive.
package final class FactRule: Sendable {
  /// Where the value comes from.
  package enum Source: Sendable {
    /// The text of a capture.
    case capture(String)
    /// A value that the rule itself gives.
    case value(String)
    /// The `value` of a table's row.
    case table(String, key: Template)
  }

  /// The fact's name, one of `tables/facts.yaml`.
  package let name: String
  /// Where the value comes from.
  package let source: Source
  /// New names for values, `*` for all others; `nil` to keep them.
  package let map: [String: String]?
  /// What the captures have to be.
  package let when: CaptureCondition?
  /// How the fact came about.
  package let how: Provenance
  /// Whether it is about the program's next start, where it comes behind all work and another value is known.
  package let isBeforeWork: Bool

  init(
    name: String, source: Source, map: [String: String]?, when: CaptureCondition?,
    how: Provenance, isBeforeWork: Bool
  ) {
    self.name = name
    self.source = source
    self.map = map
    self.when = when
    self.how = how
    self.isBeforeWork = isBeforeWork
  }
}

extension FactRule {
  /// Returns the value's name in the facts; `nil` where the map has none, so that there is no fact.
  package func mapped(_ value: String) -> String? {
    guard let map else { return value }
    return map[value] ?? map["*"]
  }
}

/// A condition on a match's captures.
package indirect enum CaptureCondition: Sendable {
  case capture(String, ValueTest)
  case all([CaptureCondition])
  case any([CaptureCondition])
  case not(CaptureCondition)
}

extension CaptureCondition {
  /// Returns whether the condition holds.
  ///
  /// - Parameter value: Returns a capture's text; `nil` where it took no part in the match.
  /// - Returns: False also where a capture that is asked for took no part.
  package func holds(_ value: (String) -> String?) -> Bool {
    switch self {
    case .capture(let name, let test): value(name).map(test.holds) ?? false
    case .all(let conditions): conditions.allSatisfy { $0.holds(value) }
    case .any(let conditions): conditions.contains { $0.holds(value) }
    case .not(let condition): !condition.holds(value)
    }
  }

  /// The names of all captures that the condition mentions.
  package var captures: [String] {
    switch self {
    case .capture(let name, _): [name]
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.captures)
    case .not(let condition): condition.captures
    }
  }
}
