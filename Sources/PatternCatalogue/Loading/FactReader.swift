import CatalogueSyntax
import Localization

extension FactRule {
  /// Reads a rule; `nil` where it cannot be told what it states.
  convenience init?(
    _ node: SyntaxNode, _ subject: Subject, types: [String: CaptureType],
    problems: ProblemCollector
  ) {
    let keys: [StaticString] = [
      "name", "capture", "value", "table", "key", "map", "when", "how", "before_work",
    ]
    guard let reader = MappingReader(node, subject, keys: keys, problems: problems) else {
      return nil
    }
    let name = reader.requiredString("name")
    var sources: [Source] = []
    if let capture = reader.string("capture") { sources.append(.capture(capture)) }
    if let value = reader.string("value") { sources.append(.value(value)) }
    if let table = reader.string("table") {
      sources.append(.table(table, key: Template(reader.requiredString("key"))))
    }
    guard let source = sources.first, sources.count == 1 else {
      problems.report(
        .wrongType,
        LocalizedText(
          en: "\(subject) takes its value from one of `capture`, `value` and `table`",
          zh: "\(subject.chinese)的值应取自 `capture`、`value`、`table` 之一"), at: node)
      return nil
    }
    let map = reader.value("map").flatMap { node -> [String: String]? in
      guard let map = MappingReader(node, subject, keys: [], problems: problems) else { return nil }
      let pairs = map.node.pairs.map { ($0.key.text, $0.value.text) }
      return Dictionary(pairs) { first, _ in first }
    }
    let when = reader.value("when").flatMap {
      CaptureCondition($0, subject, types: types, problems: problems)
    }
    let isPrinted = if case .capture = source { true } else { false }
    let how = reader.word("how", of: Provenance.self) ?? (isPrinted ? .printed : .derived)
    self.init(
      name: name, source: source, map: map, when: when, how: how,
      isBeforeWork: reader.bool("before_work") ?? false)
  }
}

extension CaptureCondition {
  /// Reads a condition; `nil` where it is none.
  init?(
    _ node: SyntaxNode, _ subject: Subject, types: [String: CaptureType],
    problems: ProblemCollector
  ) {
    let keys: [StaticString] =
      ["capture", "all", "any", "not"] + ValueTest.keys.filter { "\($0)" != "known" }
    guard
      let reader = MappingReader(node, subject.within("when"), keys: keys, problems: problems)
    else { return nil }
    let read = { CaptureCondition($0, subject, types: types, problems: problems) }
    if reader.has("all") {
      self = .all(reader.items("all").compactMap(read))
    } else if reader.has("any") {
      self = .any(reader.items("any").compactMap(read))
    } else if let inner = reader.value("not") {
      guard let condition = read(inner) else { return nil }
      self = .not(condition)
    } else if let capture = reader.string("capture") {
      guard let test = reader.valueTest(ordering: Ordering(types[capture])) else { return nil }
      self = .capture(capture, test)
    } else {
      problems.report(
        .condition,
        LocalizedText(
          en: "\(reader.subject) is no condition", zh: "\(reader.subject.chinese)不是条件"), at: node,
        help: LocalizedText(
          en: "begin it with `capture`, `all`, `any` or `not`",
          zh: "请以 `capture`、`all`、`any` 或 `not` 开头"))
      return nil
    }
  }
}

/// How the values of a fact or a capture are ordered, for `in` with a range.
enum Ordering {
  case versions
  case numbers

  /// The order of a capture's values; of text that is compared in a range, most is versions.
  init(_ type: CaptureType?) {
    switch type {
    case .integer, .decimal, .megabytes, .seconds: self = .numbers
    case .text, .version, .path, nil: self = .versions
    }
  }
}

extension ValueTest {
  /// The keys that say what a value has to be.
  static let keys: [StaticString] = ["is", "has", "matches", "in", "known"]
}

extension MappingReader {
  /// Returns what a value has to be; `nil` where that cannot be told, which is reported.
  func valueTest(ordering: Ordering) -> ValueTest? {
    let present = ValueTest.keys.filter(has)
    guard let key = present.first, let node = value(key), present.count == 1 else {
      let names = present.map(\.description).joined(separator: ", ")
      problems.report(
        .condition,
        LocalizedText(
          en: "\(subject) has to say in one way what the value is",
          zh: "\(subject.chinese)只能用一种方式说明取值"),
        at: self.node,
        note: LocalizedText(
          en: "there is \(present.isEmpty ? "none" : names)",
          zh: present.isEmpty ? "一种也没有" : "现有：\(names)"),
        help: LocalizedText(
          en: "give one of \(ValueTest.keys.map { "`\($0)`" }.joined(separator: ", "))",
          zh: "请用 \(ValueTest.keys.map { "`\($0)`" }.joined(separator: "、")) 之一"))
      return nil
    }
    switch "\(key)" {
    case "is": return string(key).map { .equals($0) }
    case "has": return string(key).map { .contains($0) }
    case "matches":
      if !problems.isTrusting {
        problems.checkRegex(
          node,
          LocalizedText(
            en: "text for `matches` in \(subject)", zh: "\(subject.chinese)中 `matches` 的文本"))
      }
      return string(key).map { .matches(LazyPattern($0)) }
    case "known": return bool(key).map { .known($0) }
    default: return node.kind == .sequence ? .inList(strings(key)) : range(node, ordering)
    }
  }

  private func range(_ node: SyntaxNode, _ ordering: Ordering) -> ValueTest? {
    let test: ValueTest? =
      switch ordering {
      case .versions: VersionRange(node.text).map { .inVersions($0) }
      case .numbers: NumberRange(node.text).map { .inNumbers($0) }
      }
    if test == nil {
      problems.report(
        .range,
        LocalizedText(en: "`\(node.text)` is not a range", zh: "`\(node.text)` 不是范围"), at: node,
        help: LocalizedText(
          en: "write it as `>=2.2,<2.5`, or as a list of values: [a, b]",
          zh: "请写成 `>=2.2,<2.5`，或写成值的列表：[a, b]"))
    }
    return test
  }
}
