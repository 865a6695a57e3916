import CatalogueSyntax

extension RunRule {
  /// Reads a rule; `nil` where it is no mapping.
  init?(_ node: SyntaxNode, _ subject: Subject, problems: ProblemCollector) {
    let keys: [StaticString] = [
      "kind", "description", "unit", "rate", "completed", "total", "elapsed", "around", "interval",
      "counted", "least",
    ]
    guard
      let reader = MappingReader(node, subject.within("run"), keys: keys, problems: problems)
    else { return nil }
    if !reader.has("kind") { reader.reportMissing("kind") }
    kind = reader.word("kind", of: RunKind.self) ?? .other
    description = reader.string("description").map(Template.init)
    unit = reader.string("unit").map(Template.init)
    let quantity = { (key: StaticString) -> Quantity? in
      reader.string(key).map { text in Double(text).map { .number($0) } ?? .capture(text) }
    }
    rate = quantity("rate")
    completed = quantity("completed")
    total = quantity("total")
    elapsed = quantity("elapsed")
    around = reader.word("around", of: RunKind.self)
    isInterval = reader.bool("interval") ?? false
    isCounted = reader.bool("counted") ?? true
    least = reader.number("least") ?? 0
  }
}
