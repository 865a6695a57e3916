import CatalogueSyntax
import Localization

extension BarRule {
  /// Reads a rule; `nil` where it is no mapping.
  init?(_ node: SyntaxNode, isBuiltin: Bool, problems: ProblemCollector) {
    let keys: [StaticString] = [
      "description", "unit", "total", "in_job", "nested", "after", "kind", "counted",
    ]
    guard
      let reader = MappingReader(
        node, Subject(kind: "a bar's rule", id: ""), keys: keys, problems: problems)
    else { return nil }
    self.node = node
    description = reader.string("description").map { LazyPattern($0, isWhole: true) }
    units = reader.has("unit") ? reader.strings("unit") : nil
    total = reader.numberRange("total")
    inJob = reader.bool("in_job")
    isNested = reader.bool("nested")
    after = reader.string("after")
    if !reader.has("kind") { reader.reportMissing("kind") }
    kind = reader.word("kind", of: RunKind.self) ?? .other
    if !reader.has("counted") { reader.reportMissing("counted") }
    isCounted = reader.bool("counted") ?? false
    origin = Origin(path: node.tree.path, line: node.place.line, isBuiltin: isBuiltin)
    if !problems.isTrusting, let value = reader.value("description") {
      problems.checkRegex(
        value,
        LocalizedText(
          en: "description of \(reader.subject)", zh: "\(reader.subject.chinese)的 description "))
    }
  }
}
