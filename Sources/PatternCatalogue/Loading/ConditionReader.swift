import CatalogueSyntax
import Localization

extension Condition {
  /// The words that a condition begins with, and the keys that go with each.
  static let words: [(word: StaticString, keys: [StaticString])] = [
    ("finding", ["count", "captures", "resolved"]),
    ("fact", ValueTest.keys),
    ("frontend", []),
    ("run", ["rate", "unit", "finished", "count", "spread"]),
    ("attention", ValueTest.keys),
    ("before", []),
    ("slower_by", ["tested"]),
    ("differs", []),
    ("faster", []),
    ("slower", []),
    ("all", []),
    ("any", []),
    ("not", []),
  ]

  /// Reads a condition; `nil` where it is none, which is reported.
  ///
  /// - Parameters:
  ///   - node: The condition's mapping.
  ///   - subject: What the place is called in messages.
  ///   - extra: Keys that may stand beside the condition's own.
  ///   - orderings: How the facts' values are ordered, by name.
  ///   - problems: Where problems go.
  init?(
    _ node: SyntaxNode, _ subject: Subject, extra: [StaticString] = [],
    orderings: [String: Ordering], problems: ProblemCollector
  ) {
    guard let shape = MappingReader(node, subject, keys: [], problems: problems) else { return nil }
    let present = Self.words.filter { shape.has($0.word) }
    guard let word = present.first, present.count == 1 else {
      Self.reportShape(node, subject, count: present.count, problems)
      return nil
    }
    let keys = [word.word] + word.keys + extra
    guard let reader = MappingReader(node, subject, keys: keys, problems: problems) else {
      return nil
    }
    let inner = { Condition($0, subject, orderings: orderings, problems: problems) }
    let condition: Condition? =
      switch "\(word.word)" {
      case "finding": FindingCondition(reader).map { .finding($0) }
      case "fact": reader.fact(orderings)
      case "frontend": .frontEnd(reader.strings("frontend"))
      case "run": RunCondition(reader).map { .run($0) }
      case "attention": reader.attention()
      case "before": reader.before(inner)
      case "slower_by": SlowdownCondition(reader).map { .slowdown($0) }
      case "differs": reader.string("differs").map { .differs($0) }
      case "faster": reader.value("faster").flatMap(inner).map { .faster($0) }
      case "slower": reader.value("slower").flatMap(inner).map { .slower($0) }
      case "all": .all(reader.items("all").compactMap(inner))
      case "any": .any(reader.items("any").compactMap(inner))
      default: reader.value("not").flatMap(inner).map { .not($0) }
      }
    guard let condition else { return nil }
    self = condition
  }

  private static func reportShape(
    _ node: SyntaxNode, _ subject: Subject, count: Int, _ problems: ProblemCollector
  ) {
    let words = words.map(\.word.description)
    let first = node.pairs.first?.key
    let known = LocalizedText(
      en: "a condition has one of \(words.joined(separator: ", "))",
      zh: "条件的种类：\(words.joined(separator: "、"))")
    if count == 0 {
      let word = first?.text ?? ""
      problems.report(
        .condition,
        LocalizedText(
          en: "\(subject) has a condition of an unknown kind, `\(word)`",
          zh: "\(subject.chinese)中有未知种类的条件 `\(word)`"), at: first ?? node, note: known,
        help: suggestion(for: word, among: words))
    } else {
      problems.report(
        .condition,
        LocalizedText(
          en: "\(subject) has a condition of \(count) kinds",
          zh: "\(subject.chinese)中的一个条件有 \(count) 种写法"), at: first ?? node, note: known,
        help: LocalizedText(en: "join them with `all` or `any`", zh: "请用 `all` 或 `any` 组合"))
    }
  }
}

extension FindingCondition {
  /// Reads the keys that go with `finding`.
  fileprivate init?(_ reader: MappingReader) {
    guard let id = reader.string("finding") else { return nil }
    finding = FindingReference(id)
    count = reader.numberRange("count")
    isResolved = reader.bool("resolved")
    captures = (reader.value("captures")?.pairs ?? []).compactMap { key, value in
      MappingReader(
        value, reader.subject.within("captures"), keys: ValueTest.keys, problems: reader.problems)?
        .valueTest(ordering: .versions).map { CaptureTest(name: key.text, test: $0) }
    }
  }
}

extension RunCondition {
  /// Reads the keys that go with `run`.
  fileprivate init?(_ reader: MappingReader) {
    guard let kind = reader.word("run", of: RunKind.self) else { return nil }
    self.kind = kind
    rate = reader.numberRange("rate")
    unit = reader.string("unit")
    isFinished = reader.bool("finished")
    count = reader.numberRange("count")
    spread = reader.numberRange("spread")
  }
}

extension SlowdownCondition {
  /// Reads the keys that go with `slower_by`.
  fileprivate init?(_ reader: MappingReader) {
    guard let share = reader.numberRange("slower_by") else { return nil }
    self.share = share
    isTested = reader.bool("tested")
  }
}

extension MappingReader {
  /// Reads the keys that go with `fact`.
  fileprivate func fact(_ orderings: [String: Ordering]) -> Condition? {
    guard let name = string("fact") else { return nil }
    return valueTest(ordering: orderings[name] ?? .versions).map { .fact(name, $0) }
  }

  /// Reads the keys that go with `attention`.
  fileprivate func attention() -> Condition? {
    guard let place = word("attention", of: AttentionPlace.self) else { return nil }
    return valueTest(ordering: .versions).map { .attention(place, $0) }
  }

  /// Reads the two conditions of `before`.
  fileprivate func before(_ read: (SyntaxNode) -> Condition?) -> Condition? {
    let nodes = items("before")
    guard nodes.count == 2 else {
      problems.report(
        .condition,
        LocalizedText(
          en: "`before` in \(subject) takes two conditions, not \(nodes.count)",
          zh: "\(subject.chinese)中的 `before` 需要两个条件，现有 \(nodes.count) 个"),
        at: value("before") ?? node)
      return nil
    }
    guard let first = read(nodes[0]), let second = read(nodes[1]) else { return nil }
    return .before(first, second)
  }
}
