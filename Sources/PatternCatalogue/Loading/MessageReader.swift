import CatalogueSyntax
import Localization

extension MessageDefinition {
  /// The keys of an entry in their order.
  static let keys: [StaticString] = [
    "id", "aliases", "title", "category", "severity", "emitters", "literals", "regex", "captures",
    "unless", "facts", "starts_session", "identifies", "run", "resolves", "user_text", "user_lines",
    "fallback", "wrapper", "each_line", "last_line", "marked_error",
    "in_prefix", "distinct", "once_per", "versions",
    "overlaps", "verdict", "matches", "rejects", "source",
  ]

  /// Reads an entry; `nil` where it is no mapping or has no id.
  init?(_ node: SyntaxNode, isBuiltin: Bool, problems: ProblemCollector) {
    let id = node.value("id")?.text ?? ""
    let subject = Subject(kind: "message", id: id)
    guard let reader = MappingReader(node, subject, keys: Self.keys, problems: problems),
      reader.id() != nil
    else { return nil }
    self.id = id
    self.node = node
    origin = Origin(path: node.tree.path, line: node.place.line, isBuiltin: isBuiltin)
    aliases = reader.strings("aliases")
    title = reader.requiredLocalized("title")
    if !reader.has("category") { reader.reportMissing("category") }
    category = reader.word("category", of: MessageCategory.self) ?? .noise
    severity = reader.word("severity", of: Severity.self)
    emitters = reader.emitters()
    if !reader.has("literals") {
      reader.reportMissing(
        "literals",
        help: LocalizedText(
          en: "an empty list puts it into the slow second tier", zh: "空列表会使它进入较慢的第二级"))
    }
    literals = reader.literals()
    regex = reader.requiredString("regex")
    captureTypes = reader.captureTypes()
    exception = reader.exception()
    facts = reader.facts(captureTypes)
    startsSession = (reader.bool("starts_session") ?? false) || category == .sessionStart
    identifies = reader.string("identifies")
    run = reader.value("run").flatMap { RunRule($0, subject, problems: problems) }
    resolves = reader.strings("resolves")
    isUserText = reader.bool("user_text") ?? false
    hasUserLines = reader.bool("user_lines") ?? false
    isFallback = reader.bool("fallback") ?? false
    isWrapper = reader.bool("wrapper") ?? false
    isOfEachLine = reader.bool("each_line") ?? false
    isOfLastLine = reader.bool("last_line") ?? false
    isMarkedError = reader.bool("marked_error") ?? false
    isInPrefix = reader.bool("in_prefix") ?? false
    distinct = reader.string("distinct")
    oncePer = reader.word("once_per", of: Recurrence.self)
    versions = reader.versions()
    overlaps = reader.strings("overlaps")
    verdict = reader.verdict(isRequired: severity != nil)
    source = reader.requiredString("source")
    if !problems.isTrusting { reader.checkExampleShapes() }
  }
}

extension MappingReader {
  /// Returns the entry's id, and reports one that is missing or misspelt.
  func id() -> String? {
    guard let node = value("id") else {
      reportMissing("id")
      return nil
    }
    let id = node.text
    guard !problems.isTrusting else { return id }
    let isGood = id.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard id.utf8.count <= CatalogueLoader.idBytes else {
      problems.report(
        .badID,
        LocalizedText(
          en: "the id has \(id.utf8.count) bytes; at most \(CatalogueLoader.idBytes) are allowed",
          zh: "id 有 \(id.utf8.count) 字节，最多 \(CatalogueLoader.idBytes) 字节"), at: node,
        help: LocalizedText(en: "shorten it", zh: "请缩短"))
      return nil
    }
    guard isGood, !id.isEmpty else {
      problems.report(
        .badID, LocalizedText(en: "`\(id)` is no id", zh: "`\(id)` 不是有效的 id"), at: node,
        note: LocalizedText(
          en: "an id has lower case letters, digits, dots and hyphens",
          zh: "id 由小写字母、数字、点和连字符组成"))
      return nil
    }
    return id
  }

  /// Returns the texts of which a match has one.
  fileprivate func literals() -> [String] {
    let literals = strings("literals")
    guard !problems.isTrusting, let node = value("literals") else { return literals }
    if literals.count > CatalogueLoader.literalLimit {
      problems.report(
        .tooMany,
        LocalizedText(
          en: "\(subject) has \(literals.count) literals; "
            + "at most \(CatalogueLoader.literalLimit) are allowed",
          zh: "\(subject.chinese)有 \(literals.count) 个固定文本，"
            + "最多 \(CatalogueLoader.literalLimit) 个"), at: node,
        help: LocalizedText(
          en: "name a text that they have in common, or make several entries",
          zh: "请写出它们共有的文本，或拆成几条"))
    }
    for item in node.items where item.text.utf8.count > CatalogueLoader.literalBytes {
      problems.report(
        .tooMany,
        LocalizedText(
          en: "a literal of \(subject) has \(item.text.utf8.count) bytes; "
            + "at most \(CatalogueLoader.literalBytes) are allowed",
          zh: "\(subject.chinese)的一个固定文本有 \(item.text.utf8.count) 字节，"
            + "最多 \(CatalogueLoader.literalBytes) 字节"), at: item,
        help: LocalizedText(en: "name a part of it", zh: "请只写其中一部分"))
    }
    return literals
  }

  /// Returns in whose sessions the message may appear.
  fileprivate func emitters() -> Emitters {
    guard has("emitters") else {
      reportMissing(
        "emitters", help: LocalizedText(en: "[any] is for libraries", zh: "程序库用 [any]"))
      return .any
    }
    let names = strings("emitters")
    if names == ["any"] { return .any }
    if names.isEmpty || names.contains("any"), let node = value("emitters"), node.kind == .sequence
    {
      problems.report(
        .wrongType,
        LocalizedText(
          en: "`emitters` of \(subject) are either [any] or front ends",
          zh: "\(subject.chinese)的 `emitters` 要么是 [any]，要么是若干程序"), at: node)
    }
    return .frontEnds(names)
  }

  /// Returns the captures' types.
  fileprivate func captureTypes() -> [String: CaptureType] {
    guard let node = value("captures"),
      let captures = MappingReader(node, subject.within("captures"), keys: [], problems: problems)
    else { return [:] }
    var types: [String: CaptureType] = [:]
    for (key, value) in captures.node.pairs {
      let part = Subject(kind: "capture", id: key.text)
      let reader = MappingReader(value, part, keys: ["type"], problems: problems)
      types[key.text] = reader?.word("type", of: CaptureType.self) ?? .text
    }
    return types
  }

  /// Returns the value of a fact behind which the message does not count.
  fileprivate func exception() -> FactException? {
    guard let node = value("unless"),
      let reader = MappingReader(
        node, subject.within("unless"), keys: ["fact", "is"], problems: problems)
    else { return nil }
    return FactException(fact: reader.requiredString("fact"), value: reader.requiredString("is"))
  }

  /// Returns the rules for facts.
  fileprivate func facts(_ types: [String: CaptureType]) -> [FactRule] {
    items("facts").compactMap {
      FactRule($0, subject.within("facts"), types: types, problems: problems)
    }
  }

  /// Returns the versions of components that print the message.
  fileprivate func versions() -> [VersionedComponent] {
    guard let node = value("versions"),
      let reader = MappingReader(node, subject.within("versions"), keys: [], problems: problems)
    else { return [] }
    return reader.node.pairs.compactMap { key, value in
      guard let range = VersionRange(value.text) else {
        problems.report(
          .range,
          LocalizedText(
            en: "`\(value.text)` is not a range of versions", zh: "`\(value.text)` 不是版本范围"),
          at: value,
          help: LocalizedText(en: "write it as `>=2.2,<2.5`", zh: "请写成 `>=2.2,<2.5`"))
        return nil
      }
      return VersionedComponent(fact: key.text, range: range)
    }
  }

  /// Returns what the finding means.
  fileprivate func verdict(isRequired: Bool) -> Verdict? {
    guard let node = value("verdict") else {
      if isRequired {
        reportMissing(
          "verdict",
          help: LocalizedText(
            en: "an entry with a severity says what it means for the user",
            zh: "有级别的条目要说明它对用户意味着什么"))
      }
      return nil
    }
    guard
      let reader = MappingReader(
        node, subject.within("verdict"), keys: ["effect", "en", "zh"], problems: problems)
    else { return nil }
    if !reader.has("effect") { reader.reportMissing("effect") }
    return Verdict(
      effect: reader.word("effect", of: Effect.self) ?? .depends, text: reader.languages())
  }

  /// Reports examples that are missing or of the wrong form.
  fileprivate func checkExampleShapes() {
    for key: StaticString in ["matches", "rejects"] where items(key).isEmpty {
      let what =
        "\(key)" == "matches"
        ? LocalizedText(en: "an example that it matches", zh: "匹配的示例")
        : LocalizedText(en: "a near miss", zh: "不该匹配的反例")
      problems.report(
        .missingExample,
        LocalizedText(
          en: "\(subject) lacks \(what.en)", zh: "\(subject.chinese)缺少\(what.zh)"),
        at: value(key) ?? node,
        help: LocalizedText(
          en: "give at least one under `\(key)`", zh: "请在 `\(key)` 下至少给出一个"))
    }
    for item in items("matches") {
      guard
        let reader = MappingReader(
          item, subject.within("matches"), keys: ["text", "captures"], problems: problems)
      else { continue }
      _ = reader.requiredString("text")
      if let captures = reader.value("captures") {
        _ = MappingReader(captures, subject.within("captures"), keys: [], problems: problems)
      }
    }
    _ = strings("rejects")
  }
}
