import CatalogueSyntax
import Localization

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
