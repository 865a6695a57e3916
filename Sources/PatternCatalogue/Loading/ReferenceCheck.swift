import CatalogueSyntax
import Localization

/// Looks for names of entries, facts and tables that the catalogue does not have.
struct ReferenceCheck {
  /// All entries together.
  let catalogue: Catalogue
  /// Where problems go.
  let problems: ProblemCollector
  /// Whether an entry is to be looked at.
  let isChecked: (Origin) -> Bool
}

extension ReferenceCheck {
  /// Looks at everything.
  func run() {
    for message in catalogue.messages where isChecked(message.origin) { check(message) }
    for frontEnd in catalogue.frontEnds where isChecked(frontEnd.origin) { check(frontEnd) }
    for bar in catalogue.bars where isChecked(bar.origin) { check(bar) }
    for cause in catalogue.causes where isChecked(cause.origin) { check(cause) }
    checkCycles()
  }

  private func check(_ message: MessageDefinition) {
    let subject = Subject(kind: "message", id: message.id)
    for item in message.node.value("emitters")?.items ?? [] where !item.equals("any") {
      checkFrontEnd(item, subject)
    }
    if let identified = message.node.value("identifies") { checkFrontEnd(identified, subject) }
    for item in message.node.value("facts")?.items ?? [] {
      if let name = item.value("name") { checkFact(name, subject) }
      if let table = item.value("table"), catalogue.table(table.text) == nil {
        report("table", table, subject, among: catalogue.tables.map(\.name))
      }
    }
    if let fact = message.node.value("unless")?.value("fact") { checkFact(fact, subject) }
    for (fact, _) in message.node.value("versions")?.pairs ?? [] { checkFact(fact, subject) }
    for item in message.node.value("resolves")?.items ?? [] { checkFinding(item, subject) }
    for item in message.node.value("overlaps")?.items ?? [] { checkMessage(item, subject) }
  }

  private func check(_ frontEnd: FrontEndDefinition) {
    let subject = Subject(kind: "front end", id: frontEnd.id)
    for item in frontEnd.node.value("extends")?.items ?? [] { checkFrontEnd(item, subject) }
    for item in frontEnd.node.value("workload")?.items ?? [] { checkFact(item, subject) }
    for bar in frontEnd.bars { check(bar) }
  }

  private func check(_ bar: BarRule) {
    if let after = bar.node.value("after") {
      checkMessage(after, Subject(kind: "a bar's rule", id: ""))
    }
  }

  private func check(_ cause: CauseRule) {
    let subject = Subject(kind: "cause", id: cause.id)
    for item in cause.node.value("explains")?.items ?? [] { checkFinding(item, subject) }
    for item in cause.node.value("explained_away_by")?.items ?? []
    where catalogue.cause(item.text) == nil {
      report("cause", item, subject, among: catalogue.causes.map(\.id))
    }
    for key: StaticString in ["needs_any", "proves", "supports", "refutes"] {
      if let node = cause.node.value(key) { checkConditions(node, subject) }
    }
    let wordings = cause.node.value("wordings")?.items ?? []
    for remedy in [cause.node.value("remedy")] + wordings.map({ $0.value("remedy") }) {
      for item in remedy?.value("commands")?.items ?? [] {
        if let when = item.value("when") { checkConditions(when, subject) }
      }
    }
    for wording in wordings {
      if let when = wording.value("when") { checkConditions(when, subject) }
    }
  }

  /// Looks at the conditions of a node and of all below it.
  private func checkConditions(_ node: SyntaxNode, _ subject: Subject) {
    for item in node.items { checkConditions(item, subject) }
    for (key, value) in node.pairs {
      if key.equals("finding") {
        checkFinding(value, subject)
      } else if key.equals("fact") || key.equals("differs") {
        checkFact(value, subject)
      } else if key.equals("frontend") {
        for item in value.items { checkFrontEnd(item, subject) }
      } else if !key.equals("captures") {
        checkConditions(value, subject)
      }
    }
  }
}

extension ReferenceCheck {
  private func checkFrontEnd(_ node: SyntaxNode, _ subject: Subject) {
    guard catalogue.frontEnd(node.text) == nil, node.text != FrontEndDefinition.unknown else {
      return
    }
    report("front end", node, subject, among: catalogue.frontEnds.map(\.id))
  }

  private func checkFact(_ node: SyntaxNode, _ subject: Subject) {
    // Without the table there is nothing to compare with.
    guard let facts = catalogue.table("facts"), facts.row(node.text) == nil else { return }
    report(
      "fact", node, subject, among: facts.rows.map(\.key),
      help: LocalizedText(en: "add it to the table `facts`", zh: "请把它加入表 `facts`"))
  }

  private func checkMessage(_ node: SyntaxNode, _ subject: Subject) {
    guard catalogue.messageNumber(node.text) == nil else { return }
    report("message", node, subject, among: catalogue.messages.map(\.id))
  }

  private func checkFinding(_ node: SyntaxNode, _ subject: Subject) {
    // Runs give findings as well as messages.
    if catalogue.slowRuns.contains(where: { $0.columns["id"] == node.text }) { return }
    let reference = FindingReference(node.text)
    let meant: [MessageDefinition] =
      reference.prefix == nil
      ? catalogue.message(node.text).map { [$0] } ?? []
      : catalogue.messages.filter { reference.matches($0.id) }
    if meant.isEmpty {
      report("message", node, subject, among: catalogue.messages.map(\.id))
    } else if meant.allSatisfy({ $0.severity == nil }) {
      problems.report(
        .unknownReference,
        LocalizedText(
          en: "\(subject) waits for a finding that never comes, `\(node.text)`",
          zh: "\(subject.chinese)等待的发现 `\(node.text)` 永远不会出现"),
        at: node,
        note: LocalizedText(
          en: "the message has no severity, so it makes no finding", zh: "该信息没有级别，因此不会成为发现"),
        help: LocalizedText(
          en: "give the message a severity, or ask for a fact", zh: "请给该信息设定级别，或改为判断事实"),
        isWarning: true)
    }
  }

  private func report(
    _ kind: StaticString, _ node: SyntaxNode, _ subject: Subject, among names: [String],
    help: LocalizedText? = nil
  ) {
    problems.report(
      .unknownReference,
      LocalizedText(
        en: "\(subject) names an unknown \(kind), `\(node.text)`",
        zh: "\(subject.chinese)引用了未知的\(Subject(kind: kind, id: "").chinese) `\(node.text)`"),
      at: node,
      help: suggestion(for: node.text, among: names) ?? help)
  }

  /// Reports causes that explain each other away, directly or through others, each cycle once.
  private func checkCycles() {
    var isDone: Set<String> = []
    for cause in catalogue.causes {
      var path: [String] = []
      visit(cause.id, &path, &isDone)
    }
  }

  private func visit(_ id: String, _ path: inout [String], _ isDone: inout Set<String>) {
    if let start = path.firstIndex(of: id) {
      guard let cause = catalogue.cause(path[path.count - 1]), isChecked(cause.origin) else {
        return
      }
      let names = cause.node.value("explained_away_by")?.items ?? []
      let place = names.first { $0.text == id } ?? cause.node
      problems.report(
        .cycle,
        LocalizedText(en: "causes explain each other away in a circle", zh: "原因之间循环地互相排除"),
        at: place,
        note: LocalizedText(verbatim: (path[start...] + [id]).joined(separator: " -> ")),
        help: LocalizedText(en: "remove the weakest of these", zh: "请去掉其中最弱的一条"))
      return
    }
    guard !isDone.contains(id), let cause = catalogue.cause(id) else { return }
    path.append(id)
    for other in cause.explainedAwayBy { visit(other, &path, &isDone) }
    path.removeLast()
    isDone.insert(id)
  }
}
