import Localization
package import PatternCatalogue
package import SessionAnalysis

/// Ranks the causes of what a session shows, by the rules of the catalogue.
///
/// A rule speaks only where one of its `needs_any` holds. It is certain only with a proof that nothing of
/// weight refutes; silence of the log proves nothing.
package struct Diagnostician: Sendable {
  private let rules: [CauseRule]
  private let positions: [String: Int]
  private let index: RuleIndex
  /// For each rule, whether it asks about runs that were slower than others.
  private let asksAboutSlowdowns: [Bool]
  /// The facts whose difference they ask for.
  private let comparedFacts: Set<String>

  /// Weights of this or more let no proof stand.
  static let vetoWeight = 4
  /// Scores of this or more make a cause likely.
  static let likelyScore = 3

  /// Takes the rules of a catalogue.
  package init(_ catalogue: Catalogue) {
    rules = catalogue.causes
    index = RuleIndex(rules)
    positions = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
    asksAboutSlowdowns = rules.map { $0.conditions.contains(where: \.isAboutSlowdown) }
    comparedFacts = Set(
      rules.flatMap(\.conditions).flatMap(\.flattened).compactMap {
        if case .differs(let name) = $0 { name } else { nil }
      })
  }
}

extension Diagnostician {
  /// Whether a rule asks about runs that were slower than others.
  package func isAboutSlowdowns(_ rule: CauseRule) -> Bool {
    positions[rule.id].map { asksAboutSlowdowns[$0] } ?? false
  }

  /// Diagnoses a session.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - slowdowns: Runs of it that were slower than others of their workload in other sessions.
  ///   - tells: Whether what shows a cause is wanted, by its rule, confidence and score; without, it
  ///     explains nothing and has neither evidence nor commands. Where it is asked, causes that the log
  ///     speaks against are left out.
  /// - Returns: The causes in the order of confidence, score and catalogue, and those refuted.
  /// - Complexity: O(rules that may speak).
  package func diagnose(
    _ session: Session, slowdowns: [Slowdown] = [],
    tells: ((CauseRule, Confidence, Int) -> Bool)? = nil
  ) -> Diagnosis {
    let evidence = SessionEvidence(session: session)
    let slowdowns =
      slowdowns + [Slowdown(within: session, names: comparedFacts)].compactMap(\.self)
    let views = slowdowns.map { SessionEvidence(evidence, slowdown: $0) }
    var causes: [Cause] = []
    var refuted: [RefutedCause] = []
    for position in index.rules(for: session) {
      let verdict =
        asksAboutSlowdowns[position]
        ? surest(views.map { weigh(position, $0, tells) }) ?? weigh(position, evidence, tells)
        : weigh(position, evidence, tells)
      switch verdict {
      case .cause(let cause): causes.append(cause)
      case .refuted(let cause): refuted.append(cause)
      case .silent: break
      }
    }
    explainAway(&causes, &refuted)
    causes.sort {
      ($0.confidence.rank, $0.score, -(positions[$0.rule.id] ?? 0))
        > ($1.confidence.rank, $1.score, -(positions[$1.rule.id] ?? 0))
    }
    return Diagnosis(causes: causes, refuted: refuted)
  }

  /// Returns the causes of a session in the same order, without what shows them.
  ///
  /// - Complexity: O(rules that may speak).
  package func causes(of session: Session) -> [Cause] {
    diagnose(session) { _, _, _ in false }.causes
  }

  /// Whether a rule about slower runs names a cause for some of a session.
  ///
  /// Where none does, ``diagnose(_:slowdowns:)`` says nothing else than without them.
  ///
  /// - Complexity: O(slowdowns · rules about slower runs).
  package func explains(_ slowdowns: [Slowdown], of session: Session) -> Bool {
    let evidence = SessionEvidence(session: session)
    let views = [evidence] + slowdowns.map { SessionEvidence(evidence, slowdown: $0) }
    return rules.indices.contains { position in
      asksAboutSlowdowns[position]
        && views.contains { weigh(position, $0, { _, _, _ in false }).isCause }
    }
  }

  private enum Verdict {
    case cause(Cause)
    case refuted(RefutedCause)
    case silent

    var isCause: Bool {
      if case .cause = self { true } else { false }
    }

    /// How much it says.
    var weight: (Int, Int) {
      switch self {
      case .cause(let cause): (1 + cause.confidence.rank, cause.score)
      case .refuted: (1, 0)
      case .silent: (0, 0)
      }
    }
  }

  /// Returns the verdict on the slowdown that a rule explains best.
  private func surest(_ verdicts: [Verdict]) -> Verdict? {
    verdicts.max { $0.weight < $1.weight }
  }

  /// Weighs the rule at a position, which is copied only where it has something to say.
  private func weigh(
    _ position: Int, _ evidence: SessionEvidence, _ tells: ((CauseRule, Confidence, Int) -> Bool)?
  ) -> Verdict {
    let needed = rules[position].needsAny.first(where: evidence.holds)
    guard needed != nil || rules[position].needsAny.isEmpty else { return .silent }
    let proves = evidence.held(rules[position].proves)
    let supports = evidence.held(rules[position].supports)
    let refutes = evidence.held(rules[position].refutes)
    let (support, against) = (Self.total(supports), Self.total(refutes))
    let isProved = !proves.isEmpty && !refutes.contains { $0.weight >= Self.vetoWeight }
    let score = (proves.isEmpty ? 0 : 5) + support - against
    let confidence: Confidence =
      isProved ? .certain : score >= Self.likelyScore ? .likely : score >= 1 ? .possible : .none
    if confidence == .none {
      guard tells == nil, against > 0, against >= support else { return .silent }
      return .refuted(RefutedCause(rule: rules[position], because: shown(refutes, evidence)))
    }
    let rule = rules[position]
    var cause = Cause(rule: rule, confidence: confidence, score: score)
    if tells?(rule, confidence, score) ?? true {
      cause.explains = evidence.session.findings.map(\.pattern).filter { id in
        rule.explains.contains { $0.matches(id) }
      }
      cause.evidence = Self.merged(
        shown(proves, evidence, weight: 5) + shown(supports, evidence),
        or: needed.flatMap(evidence.shown) ?? [])
      cause.against = shown(refutes, evidence)
      cause.commands = commands(of: rule, evidence)
    }
    return .cause(cause)
  }

  private static func total(_ list: [CauseRule.Evidence]) -> Int {
    list.reduce(0) { $0 + $1.weight }
  }

  /// What shows that weighted conditions hold.
  private func shown(
    _ list: [CauseRule.Evidence], _ evidence: SessionEvidence, weight: Int? = nil
  ) -> [Evidence] {
    list.flatMap { item in
      let weight = weight ?? item.weight
      let lines = evidence.shown(item.condition) ?? []
      // A condition that something is absent holds without a line; its reason is all there is to show.
      return (lines.isEmpty ? [Evidence(line: nil, text: "", weight: weight)] : lines).map {
        Evidence(line: $0.line, text: $0.text, weight: weight, because: item.because)
      }
    }
  }

  /// The evidence with each line once, at its heaviest; what the rule needed where nothing else shows.
  private static func merged(_ evidence: [Evidence], or needed: [Evidence]) -> [Evidence] {
    var result: [Evidence] = []
    for item in evidence where !item.text.isEmpty || item.because != nil {
      if let index = result.firstIndex(where: { $0.line == item.line && $0.text == item.text }) {
        result[index].weight = max(result[index].weight, item.weight)
      } else {
        result.append(item)
      }
    }
    return result.isEmpty ? needed : result
  }

  /// Takes out causes that another one, at least as likely, leaves nothing to explain.
  private func explainAway(_ causes: inout [Cause], _ refuted: inout [RefutedCause]) {
    let ranks = Dictionary(causes.map { ($0.rule.id, $0.confidence.rank) }) { max($0, $1) }
    causes.removeAll { cause in
      guard
        let other = cause.rule.explainedAwayBy.first(where: {
          (ranks[$0] ?? 0) >= cause.confidence.rank
        }), let position = positions[other]
      else { return false }
      let title = rules[position].title
      refuted.append(
        RefutedCause(
          rule: cause.rule,
          because: [
            Evidence(
              line: nil, text: other, weight: 0,
              because: LocalizedText(
                en: "Explained by: \(title.en)", zh: "已由此解释：\(title.zh)"))
          ]))
      return true
    }
  }

  /// The commands of a rule whose conditions hold, with the session's facts put in.
  private func commands(of rule: CauseRule, _ evidence: SessionEvidence) -> [String] {
    rule.remedy.commands.compactMap { command in
      if let condition = command.when, !evidence.holds(condition) { return nil }
      return command.shell.filled { name in
        evidence.values(of: name).latest(name).map { Self.shellWord($0.value) }
      }
    }
  }

  /// A fact's value as a word that a shell takes literally; a log's text must not become a command.
  private static func shellWord(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "._-+:/=,".utf8.contains(byte)
    }
    return isPlain && !text.isEmpty ? text : "'" + text.filter { $0 != "'" && !$0.isNewline } + "'"
  }
}
