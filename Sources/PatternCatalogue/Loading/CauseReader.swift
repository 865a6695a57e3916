import CatalogueSyntax
import Localization

extension CauseRule {
  /// Reads a rule; `nil` where it is no mapping or has no id.
  ///
  /// - Parameters:
  ///   - node: The rule's mapping.
  ///   - isBuiltin: Whether its file is inside the binary.
  ///   - orderings: How the facts' values are ordered, by name.
  ///   - problems: Where problems go.
  init?(
    _ node: SyntaxNode, isBuiltin: Bool, orderings: [String: Ordering], problems: ProblemCollector
  ) {
    let keys: [StaticString] = [
      "id", "family", "title", "explains", "needs_any", "proves", "supports", "refutes",
      "explained_away_by", "cost", "verdict", "remedy", "check", "wordings", "tests",
    ]
    let subject = Subject(kind: "cause", id: node.value("id")?.text ?? "")
    guard let reader = MappingReader(node, subject, keys: keys, problems: problems),
      let id = reader.id()
    else { return nil }
    self.id = id
    self.node = node
    origin = Origin(path: node.tree.path, line: node.place.line, isBuiltin: isBuiltin)
    family = reader.requiredString("family")
    title = reader.requiredLocalized("title")
    explains = reader.strings("explains").map(FindingReference.init)
    needsAny = reader.items("needs_any").compactMap {
      Condition($0, subject.within("needs_any"), orderings: orderings, problems: problems)
    }
    proves = reader.evidence("proves", weight: 5, orderings)
    supports = reader.evidence("supports", weight: nil, orderings)
    refutes = reader.evidence("refutes", weight: nil, orderings)
    explainedAwayBy = reader.strings("explained_away_by")
    cost = reader.cost()
    verdict = reader.requiredLocalized("verdict")
    remedy = reader.requiredRemedy(orderings)
    check = reader.localized("check")
    wordings = reader.items("wordings").compactMap { node in
      let subject = subject.within("wordings")
      guard
        let reader = MappingReader(
          node, subject, keys: ["when", "title", "cost", "verdict", "remedy", "check"],
          problems: problems)
      else { return nil }
      guard let when = reader.value("when") else {
        reader.reportMissing("when")
        return nil
      }
      return Condition(when, subject, orderings: orderings, problems: problems).map {
        Wording(
          when: $0, title: reader.localized("title"), verdict: reader.localized("verdict"),
          cost: reader.cost(), remedy: reader.remedy(orderings), check: reader.localized("check"))
      }
    }
    if !problems.isTrusting { reader.checkTests() }
  }
}

extension MappingReader {
  /// Returns the conditions of a list with their weights: the given one, or each its own.
  fileprivate func evidence(
    _ key: StaticString, weight: Int?, _ orderings: [String: Ordering]
  ) -> [CauseRule.Evidence] {
    let extra: [StaticString] = weight == nil ? ["weight", "because"] : ["because"]
    return items(key).compactMap { node in
      let subject = subject.within(key)
      guard
        let condition = Condition(
          node, subject, extra: extra, orderings: orderings, problems: problems),
        let reader = MappingReader(node, subject, keys: [], problems: problems)
      else { return nil }
      return CauseRule.Evidence(
        condition: condition, weight: weight ?? reader.weight(),
        because: reader.localized("because"))
    }
  }

  /// Returns the weight of a condition; 1 where it is wrong, which is reported.
  private func weight() -> Int {
    guard has("weight") else {
      reportMissing("weight", help: Self.weightHelp)
      return 1
    }
    if let number = number("weight"), let weight = Int(exactly: number), (1...5).contains(weight) {
      return weight
    }
    if let node = value("weight") {
      problems.report(
        .weight,
        LocalizedText(
          en: "`weight` in \(subject) is not a whole number from 1 to 5",
          zh: "\(subject.chinese)中的 `weight` 不是 1 到 5 的整数"), at: node, help: Self.weightHelp)
    }
    return 1
  }

  private static let weightHelp = LocalizedText(
    en: "1 says little, 5 nearly proves it", zh: "1 表示作用很小，5 表示几乎可以证明")

  /// Returns the share of throughput that the cause costs.
  fileprivate func cost() -> CauseRule.Cost? {
    guard let node = value("cost"),
      let reader = MappingReader(
        node, subject.within("cost"), keys: ["low", "high", "source"], problems: problems)
    else { return nil }
    for key: StaticString in ["low", "high"] where !reader.has(key) { reader.reportMissing(key) }
    let low = reader.number("low") ?? 0
    let high = reader.number("high") ?? 0
    if !(0...1).contains(low) || !(0...1).contains(high) || low > high {
      problems.report(
        .range,
        LocalizedText(
          en: "\(reader.subject) is not a share of throughput",
          zh: "\(reader.subject.chinese)不是速度的比例"), at: node,
        note: LocalizedText(
          en: "`low` and `high` lie between 0 and 1, `low` first",
          zh: "`low` 和 `high` 在 0 到 1 之间，`low` 不大于 `high`"))
    }
    return CauseRule.Cost(low: low, high: high, source: reader.requiredString("source"))
  }

  /// Returns what to do, which has to be said.
  fileprivate func requiredRemedy(_ orderings: [String: Ordering]) -> CauseRule.Remedy {
    if !has("remedy") { reportMissing("remedy") }
    return remedy(orderings)
      ?? CauseRule.Remedy(text: LocalizedText(en: "", zh: ""), commands: [])
  }

  /// Returns what to do; `nil` where nothing says it.
  fileprivate func remedy(_ orderings: [String: Ordering]) -> CauseRule.Remedy? {
    guard let node = value("remedy") else { return nil }
    let subject = subject.within("remedy")
    let reader = MappingReader(node, subject, keys: ["en", "zh", "commands"], problems: problems)
    let commands = reader?.items("commands").compactMap { node -> CauseRule.Command? in
      guard
        let command = MappingReader(node, subject, keys: ["when", "shell"], problems: problems)
      else { return nil }
      let when = command.value("when").flatMap {
        Condition($0, subject, orderings: orderings, problems: problems)
      }
      return CauseRule.Command(when: when, shell: Template(command.requiredString("shell")))
    }
    return CauseRule.Remedy(
      text: reader?.languages() ?? LocalizedText(en: "", zh: ""), commands: commands ?? [])
  }

  /// Reports tests of the wrong form.
  fileprivate func checkTests() {
    for item in items("tests") {
      guard
        let test = MappingReader(
          item, subject.within("tests"), keys: ["log", "expect"], problems: problems)
      else { continue }
      for key: StaticString in ["log", "expect"] where !test.has(key) { test.reportMissing(key) }
      _ = test.strings("log")
      _ = test.word("expect", of: Confidence.self)
    }
  }
}
