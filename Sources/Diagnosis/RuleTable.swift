import PatternCatalogue

/// The rules as places of their conditions, to be weighed without a look at the rules themselves.
struct RuleTable: Sendable {
  /// The conditions of all rules.
  private(set) var conditions = ConditionTable()
  /// The places of the conditions, with their weights.
  private var items: [(place: Int, weight: Int)] = []
  private var rules: [Parts] = []

  /// The items of a rule.
  private struct Parts {
    var needs: Range<Int>
    var proves: Range<Int>
    var supports: Range<Int>
    var refutes: Range<Int>
  }

  /// What a session's evidence for a rule and against it comes to.
  struct Weighing {
    /// How sure the rule is.
    var confidence = Confidence.none
    /// The weights for it less those against it.
    var score = 0
    /// Whether it came to mind, and the log speaks against it.
    var isRefuted = false

    /// How much it says.
    var weight: (Int, Int) {
      confidence != .none ? (1 + confidence.rank, score) : (isRefuted ? 1 : 0, 0)
    }
  }

  /// Weights of this or more let no proof stand.
  private static let vetoWeight = 4

  /// Takes the rules in their order.
  init(_ rules: [CauseRule]) {
    for rule in rules {
      self.rules.append(
        Parts(
          needs: add(rule.needsAny.cheapestFirst.map { ($0, 0) }),
          proves: add(rule.proves.map(Self.weighed)),
          supports: add(rule.supports.map(Self.weighed)),
          refutes: add(rule.refutes.map(Self.weighed))))
    }
  }

  private static func weighed(_ evidence: CauseRule.Evidence) -> (Condition, Int) {
    (evidence.condition, evidence.weight)
  }

  private mutating func add(_ list: [(Condition, Int)]) -> Range<Int> {
    let start = items.count
    for (condition, weight) in list { items.append((conditions.add(condition), weight)) }
    return start..<items.count
  }
}

extension RuleTable {
  /// Weighs what a session has for the rule at a position and against it.
  ///
  /// - Complexity: O(conditions of the rule).
  func weigh(_ position: Int, _ inquiry: inout Inquiry) -> Weighing {
    let rule = rules[position]
    guard hasNeeded(rule.needs, &inquiry) else { return Weighing() }
    let proofs = held(rule.proves, &inquiry)
    let support = held(rule.supports, &inquiry)
    let against = held(rule.refutes, &inquiry)
    let score = (proofs.count > 0 ? 5 : 0) + support.total - against.total
    let confidence: Confidence =
      proofs.count > 0 && against.heaviest < Self.vetoWeight
      ? .certain : score >= Cause.likelyScore ? .likely : score >= 1 ? .possible : .none
    return Weighing(
      confidence: confidence, score: score,
      isRefuted: confidence == .none && against.count > 0 && against.total >= support.total)
  }

  /// Whether one of the conditions that a rule needs holds, or it needs none.
  private func hasNeeded(_ list: Range<Int>, _ inquiry: inout Inquiry) -> Bool {
    for item in list where conditions.holds(items[item].place, &inquiry) { return true }
    return list.isEmpty
  }

  /// The weights of those of some conditions that hold.
  private func held(
    _ list: Range<Int>, _ inquiry: inout Inquiry
  ) -> (count: Int, total: Int, heaviest: Int) {
    var result = (count: 0, total: 0, heaviest: 0)
    for item in list where conditions.holds(items[item].place, &inquiry) {
      result.count += 1
      result.total += items[item].weight
      result.heaviest = max(result.heaviest, items[item].weight)
    }
    return result
  }
}
