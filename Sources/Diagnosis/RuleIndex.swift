import PatternCatalogue
import SessionAnalysis

/// Tells which rules may have something to say of a session, by the findings that it has.
///
/// Most rules need a finding, and most sessions have few: the others are not weighed at all.
struct RuleIndex: Sendable {
  /// The positions of rules that need no finding.
  private var always: [Int] = []
  /// The positions of rules by the id of a finding that is enough for them.
  private var byPattern: [String: [Int]] = [:]
  /// The same for the beginnings of ids.
  private var byPrefix: [(prefix: String, rule: Int)] = []

  /// Builds the index of rules.
  init(_ rules: [CauseRule]) {
    for (position, rule) in rules.enumerated() {
      guard !rule.needsAny.isEmpty,
        let references = Self.references(rule.needsAny.map(Self.needed))
      else {
        always.append(position)
        continue
      }
      for reference in references {
        if let prefix = reference.prefix {
          byPrefix.append((prefix, position))
        } else {
          byPattern[reference.text, default: []].append(position)
        }
      }
    }
  }

  /// Returns the positions of the rules that may speak, in order.
  ///
  /// - Complexity: O(findings · prefixes).
  func rules(for session: Session) -> [Int] {
    var wanted = Set(always)
    for finding in session.findings {
      wanted.formUnion(byPattern[finding.pattern] ?? [])
      for (prefix, rule) in byPrefix where finding.pattern.hasPrefix(prefix) {
        wanted.insert(rule)
      }
    }
    return wanted.sorted()
  }

  /// The findings of which at least one is there wherever a condition holds, or `nil` if it may hold
  /// without any.
  private static func needed(_ condition: Condition) -> [FindingReference]? {
    switch condition {
    case .finding(let finding): [finding.finding]
    case .before(let first, _): needed(first)
    case .all(let conditions): conditions.lazy.compactMap(needed).first
    case .any(let conditions): references(conditions.map(needed))
    case .fact, .frontEnd, .run, .attention, .not, .slowdown, .differs, .slower, .faster: nil
    }
  }

  /// All references, or `nil` where one of the lists is missing.
  private static func references(_ lists: [[FindingReference]?]) -> [FindingReference]? {
    let known = lists.compactMap(\.self)
    return known.count == lists.count ? known.flatMap(\.self) : nil
  }
}
