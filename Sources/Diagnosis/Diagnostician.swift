package import PatternCatalogue
package import SessionAnalysis

/// Ranks the causes of what a session shows, by the rules of the catalogue.
///
/// A rule speaks only where one of its `needs_any` holds. It is certain only with a proof that nothing of
/// weight refutes; silence of the log proves nothing.
package struct Diagnostician: Sendable {
  let rules: [CauseRule]
  private let table: RuleTable
  private let positions: [String: Int]
  /// For each rule, the positions of those that leave it nothing to explain.
  private let explainedAwayBy: [[Int]]
  /// For each rule, whether it asks about runs that were slower than others.
  private let asksAboutSlowdowns: [Bool]
  /// For each rule, whether it need not cost anything, and explains messages alone.
  private let mayBeIdle: [Bool]
  let commandForms: CommandForms
  /// The facts that rules ask for of the slower and the faster runs, in order.
  package let factsOfRuns: [String]

  /// Takes the rules of a catalogue.
  package init(_ catalogue: Catalogue) {
    rules = catalogue.causes
    table = RuleTable(rules)
    commandForms = CommandForms(catalogue)
    let positions = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
    self.positions = positions
    explainedAwayBy = rules.map { $0.explainedAwayBy.compactMap { positions[$0] } }
    asksAboutSlowdowns = rules.map { $0.conditions.contains(where: \.isAboutSlowdown) }
    mayBeIdle = rules.map { rule in
      rule.leastCost == 0 && !rule.explains.isEmpty
        && !rule.conditions.contains(where: \.isAboutSpeed)
    }
    let wordings = rules.flatMap(\.wordings)
    let remedies = rules.map(\.remedy) + wordings.compactMap(\.remedy)
    let conditions =
      rules.flatMap(\.conditions) + wordings.map(\.when)
      + remedies.flatMap(\.commands).compactMap(\.when)
    factsOfRuns = Set(conditions.flatMap(\.flattened).compactMap(\.factOfRuns)).sorted()
  }
}

extension Diagnostician {
  /// Whether a rule asks about runs that were slower than others.
  package func isAboutSlowdowns(_ rule: CauseRule) -> Bool {
    positions[rule.id].map { asksAboutSlowdowns[$0] } ?? false
  }

  /// Whether a rule explains the findings of a message.
  package func mayExplain(_ message: String) -> Bool {
    rules.contains { $0.explains(findingsOf: message) }
  }

  /// Diagnoses a session.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - slowdowns: Runs of it that were slower than others of their workload in other sessions.
  ///   - tells: Whether what shows a cause is wanted, by its rule, confidence and score; without, it
  ///     explains nothing and has neither evidence nor commands. Where it is asked, causes that the log
  ///     speaks against are left out.
  /// - Returns: The causes, the likeliest reason of trouble first, and those refuted.
  /// - Complexity: O(conditions of the rules), a few instructions for each whose clues the session lacks.
  package func diagnose(
    _ session: Session, slowdowns: [Slowdown] = [],
    tells: ((CauseRule, Confidence, Int) -> Bool)? = nil
  ) -> Diagnosis {
    var inquiry = table.conditions.inquiry(into: session)
    // A log that somebody put together of two starts has two environments.
    let isMixed = table.conditions.comparedFacts.contains(where: inquiry.hasSeveral)
    let slowdowns =
      slowdowns
      + [isMixed ? Slowdown(within: session, names: factsOfRuns) : nil].compactMap(\.self)
    var views = slowdowns.map { table.conditions.inquiry(inquiry, with: $0) }
    var verdicts: [Verdict] = []
    var refuted: [RefutedCause] = []
    for position in rules.indices {
      let verdict =
        asksAboutSlowdowns[position]
        ? surest(position, &views) ?? weigh(position, &inquiry) : weigh(position, &inquiry)
      if verdict.weighing.confidence != .none {
        verdicts.append(verdict)
      } else if tells == nil, verdict.weighing.isRefuted, !rules[position].saysUnknown {
        refuted.append(refutation(by: verdict))
      }
    }
    let causes = withoutExplained(verdicts) { verdict, other in
      if tells == nil, !rules[verdict.position].saysUnknown {
        refuted.append(refutation(of: verdict, by: other))
      }
    }.map { verdict in
      let weighing = verdict.weighing
      let isWanted =
        tells?(rules[verdict.position], weighing.confidence, weighing.score) ?? true
      return isWanted ? shown(verdict) : named(verdict)
    }
    return Diagnosis(causes: causes.sorted { $0.precedes($1) }, refuted: refuted)
  }

  /// Returns the causes of a session in the same order, without what shows them.
  ///
  /// - Complexity: As ``diagnose(_:slowdowns:tells:)``.
  package func causes(of session: Session) -> [Cause] {
    diagnose(session) { _, _, _ in false }.causes
  }

  /// Whether a rule about slower runs names a cause for some of a session.
  ///
  /// Where none does, ``diagnose(_:slowdowns:tells:)`` says nothing else than without them.
  ///
  /// - Complexity: O(slowdowns · conditions of the rules about slower runs).
  package func explains(_ slowdowns: [Slowdown], of session: Session) -> Bool {
    let asking = rules.indices.filter { asksAboutSlowdowns[$0] }
    let names = { (inquiry: inout Inquiry) in
      asking.contains { table.weigh($0, &inquiry).confidence != .none }
    }
    var inquiry = table.conditions.inquiry(into: session)
    return names(&inquiry)
      || slowdowns.contains { slowdown in
        var inquiry = table.conditions.inquiry(inquiry, with: slowdown)
        return names(&inquiry)
      }
  }
}

// MARK: - Weighing

extension Diagnostician {
  /// What a session's evidence comes to for the rule at a position.
  struct Verdict {
    var position: Int
    var weighing: RuleTable.Weighing
    var evidence: SessionEvidence
  }

  /// Returns a cause without what shows it.
  func named(_ verdict: Verdict) -> Cause {
    var rule = rules[verdict.position]
    if let wording = rule.wordings.first(where: { verdict.evidence.holds($0.when) }) {
      rule = rule.worded(wording)
    }
    let explained =
      rule.explains.isEmpty
      ? []
      : verdict.evidence.session.findings.filter { rule.explains(findingsOf: $0.pattern) }
    return Cause(
      rule: rule, confidence: verdict.weighing.confidence, score: verdict.weighing.score,
      position: verdict.position,
      // What explains notes alone, and need not cost anything.
      isIdle: mayBeIdle[verdict.position] && !explained.isEmpty
        && explained.allSatisfy { $0.severity == .note },
      explainedSeverity: explained.lazy.filter { !$0.isResolved }.map(\.severity).max())
  }

  private func weigh(_ position: Int, _ inquiry: inout Inquiry) -> Verdict {
    Verdict(
      position: position, weighing: table.weigh(position, &inquiry), evidence: inquiry.evidence)
  }

  /// Returns the verdict on the slowdown that a rule explains best, of equals the first.
  private func surest(_ position: Int, _ views: inout [Inquiry]) -> Verdict? {
    var best: Verdict?
    for index in views.indices {
      let verdict = weigh(position, &views[index])
      if best.map({ $0.weighing.weight < verdict.weighing.weight }) ?? true { best = verdict }
    }
    return best
  }

  /// Leaves out causes that another one, at least as likely, leaves nothing to explain.
  private func withoutExplained(
    _ verdicts: [Verdict], _ leaveOut: (_ verdict: Verdict, _ other: Int) -> Void
  ) -> [Verdict] {
    verdicts.filter { verdict in
      let rank = verdict.weighing.confidence.rank
      let shared = verdict.evidence.slowdown?.sharedCauses ?? []
      let other = explainedAwayBy[verdict.position].first { other in
        !shared.contains(rules[other].id)
          && verdicts.contains { $0.position == other && $0.weighing.confidence.rank >= rank }
      }
      if let other { leaveOut(verdict, other) }
      return other == nil
    }
  }
}

extension Condition {
  /// The fact that it asks for of the faster or the slower runs alone, or whose difference it asks for.
  fileprivate var factOfRuns: String? {
    switch self {
    case .differs(let name), .faster(.fact(let name, _)), .slower(.fact(let name, _)): name
    default: nil
    }
  }
}
