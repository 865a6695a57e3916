import CatalogueSyntax
import Localization

extension FrontEndDefinition {
  /// Reads a front end; `nil` where it is no mapping or has no id.
  init?(_ node: SyntaxNode, bars: [BarRule], isBuiltin: Bool, problems: ProblemCollector) {
    let keys: [StaticString] = ["id", "title", "kind", "extends", "rank", "workload"]
    let subject = Subject(kind: "front end", id: node.value("id")?.text ?? "")
    guard let reader = MappingReader(node, subject, keys: keys, problems: problems),
      let id = reader.id()
    else { return nil }
    self.id = id
    self.bars = bars
    self.node = node
    title = reader.requiredString("title")
    if !reader.has("kind") { reader.reportMissing("kind") }
    kind = reader.word("kind", of: FrontEndKind.self) ?? .library
    extends = reader.strings("extends")
    workload = reader.strings("workload")
    origin = Origin(path: node.tree.path, line: node.place.line, isBuiltin: isBuiltin)
    if !reader.has("rank") { reader.reportMissing("rank") }
    let rank = reader.number("rank").flatMap(Int.init(exactly:)) ?? 0
    self.rank = rank
    if !(1...3).contains(rank), let node = reader.value("rank") {
      problems.report(
        .range,
        LocalizedText(
          en: "`rank` of \(subject) is not 1, 2 or 3", zh: "\(subject.chinese)的 `rank` 不是 1、2 或 3"),
        at: node,
        note: LocalizedText(
          en: "3 a program, 2 a library that programs use, 1 torch or Python itself",
          zh: "3 为程序，2 为程序使用的库，1 为 torch 或 Python 本身"))
    }
  }
}
