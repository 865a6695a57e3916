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

extension RunRule {
  /// Reads a rule; `nil` where it is no mapping.
  init?(_ node: SyntaxNode, _ subject: Subject, problems: ProblemCollector) {
    let keys: [StaticString] = [
      "kind", "description", "unit", "rate", "completed", "total", "elapsed", "around", "interval",
      "counted",
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
  }
}

extension Table {
  /// Reads a file's table; `nil` where it has no name.
  init?(_ file: MappingReader, problems: ProblemCollector) {
    guard let name = file.string("table") else {
      file.reportMissing("table")
      return nil
    }
    let match = file.word("match", of: Match.self) ?? .exact
    if !file.has("rows") { file.reportMissing("rows") }
    let subject = Subject(kind: "a row of table", id: name)
    var rows: [Row] = []
    for node in file.items("rows") {
      guard let reader = MappingReader(node, subject, keys: [], problems: problems) else {
        continue
      }
      let key = reader.requiredString("key")
      var columns: [String: String] = [:]
      for (column, value) in node.pairs where !column.equals("key") {
        columns[column.text] = value.text
        if !problems.isTrusting, !value.isScalar {
          problems.report(
            .wrongType,
            LocalizedText(
              en: "`\(column.text)` of \(subject) is not a text",
              zh: "\(subject.chinese)的 `\(column.text)` 不是文本"), at: value)
        }
      }
      if match == .regex, !problems.isTrusting, let value = reader.value("key") {
        problems.checkRegex(
          value, LocalizedText(en: "key of \(subject)", zh: "\(subject.chinese)的键"))
      }
      rows.append(
        Row(key: key, columns: columns, pattern: match == .regex ? LazyPattern(key) : nil))
    }
    self.init(name: name, match: match, rows: rows)
  }
}
