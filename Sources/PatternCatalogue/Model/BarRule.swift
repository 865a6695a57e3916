import CatalogueSyntax

/// What a progress bar means.
package struct BarRule: Sendable {
  /// What the whole description is; `nil` for any.
  package let description: LazyPattern?
  /// The units, one of which it has; `nil` for any.
  package let units: [String]?
  /// What its total is; `nil` for any, also for none.
  package let total: NumberRange?
  /// Whether it is inside of a job; `nil` for either.
  package let inJob: Bool?
  /// Whether it runs inside of a larger bar; `nil` for either.
  package let isNested: Bool?
  /// The message that came last of those that bars' rules name; `nil` for any.
  package let after: String?
  /// What it does.
  package let kind: RunKind
  /// Whether it goes into throughput.
  package let isCounted: Bool
  /// Where the rule stands.
  package let origin: Origin
  /// The entry as it was written.
  let node: SyntaxNode
}

extension BarRule {
  /// Returns whether a bar is what this rule is about.
  ///
  /// - Parameters:
  ///   - description: The bar's whole description, empty for none.
  ///   - unit: The unit: `it`, `B`.
  ///   - total: The units to do, where the bar shows them.
  ///   - isInJob: Whether a job is open.
  ///   - isNested: Whether it runs inside of a larger bar.
  ///   - lastMessage: The id of the message that came last of those that bars' rules name.
  /// - Returns: Whether all that the rule asks for holds.
  package func fits(
    description: String, unit: String, total: Double?, isInJob: Bool,
    isNested: Bool, lastMessage: String?
  ) -> Bool {
    if let inJob, inJob != isInJob { return false }
    if let nested = self.isNested, nested != isNested { return false }
    if let after, after != lastMessage { return false }
    if let units, !units.contains(unit) { return false }
    if let range = self.total, total.map(range.contains) != true { return false }
    return self.description?.matches(description) ?? true
  }
}
