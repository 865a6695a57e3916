import CatalogueSyntax
import Localization

/// What an error message calls the part of the catalogue that it is about.
struct Subject: CustomStringConvertible {
  /// The kind of entry: `message`.
  let kind: StaticString
  /// The entry's id; empty where it has none.
  let id: String
  /// The part of the entry; empty for the whole.
  var part: StaticString = ""

  /// `"captures" of message "a.b"`.
  var description: String {
    let entry = id.isEmpty ? "\(kind)" : "\(kind) \"\(id)\""
    return part.utf8CodeUnitCount == 0 ? entry : "`\(part)` of \(entry)"
  }

  /// The same in Chinese.
  var chinese: String {
    let kind = Self.kinds["\(kind)"] ?? "\(kind)"
    let entry = id.isEmpty ? kind : "\(kind)“\(id)”"
    return part.utf8CodeUnitCount == 0 ? entry : "\(entry)的 `\(part)`"
  }

  private static let kinds = [
    "message": "信息", "cause": "原因", "front end": "程序", "capture": "捕获", "fact": "事实", "table": "表",
    "a bar's rule": "进度条规则", "a row of table": "表的一行：", "the file": "文件",
  ]

  /// Returns the name of a part of the same entry.
  func within(_ part: StaticString) -> Subject { Subject(kind: kind, id: id, part: part) }
}

/// Reads the keys of one mapping and reports what is wrong with them.
struct MappingReader {
  /// The mapping.
  let node: SyntaxNode
  /// What it is called in messages.
  let subject: Subject
  /// Where problems go.
  let problems: ProblemCollector
  private let pairs: [(key: SyntaxNode, value: SyntaxNode)]

  /// Creates a reader; `nil` where the node is no mapping, which is reported.
  ///
  /// - Parameters:
  ///   - node: The mapping.
  ///   - subject: What it is called in messages.
  ///   - keys: All keys that it may have; empty for any.
  ///   - problems: Where problems go.
  init?(
    _ node: SyntaxNode, _ subject: Subject, keys: [StaticString], problems: ProblemCollector
  ) {
    guard node.kind == .mapping else {
      problems.report(
        .wrongType,
        LocalizedText(
          en: "\(subject) is not a mapping of keys to values", zh: "\(subject.chinese)不是键值映射"),
        at: node)
      return nil
    }
    self.node = node
    self.subject = subject
    self.problems = problems
    pairs = node.pairs
    guard !problems.isTrusting, !keys.isEmpty else { return }
    for (key, _) in pairs where !keys.contains(where: key.equals) {
      let names = keys.map(\.description)
      problems.report(
        .unknownKey,
        LocalizedText(
          en: "\(subject) has an unknown key `\(key.text)`",
          zh: "\(subject.chinese)中有未知的键 `\(key.text)`"),
        at: key,
        note: LocalizedText(
          en: "it may have \(names.joined(separator: ", "))",
          zh: "可用的键：\(names.joined(separator: "、"))"),
        help: suggestion(for: key.text, among: names))
    }
  }
}

extension MappingReader {
  /// Returns a key's node; `nil` where the key is absent.
  func value(_ key: StaticString) -> SyntaxNode? {
    node.tree.position(of: key, among: pairs).map { pairs[$0].value }
  }

  /// Returns whether the key is there.
  func has(_ key: StaticString) -> Bool { value(key) != nil }

  /// Reports that a key has to be there.
  func reportMissing(_ key: StaticString, help: LocalizedText? = nil) {
    problems.report(
      .missingKey,
      LocalizedText(en: "\(subject) lacks `\(key)`", zh: "\(subject.chinese)缺少 `\(key)`"), at: node,
      help: help)
  }

  /// Returns a text; `nil` where the key is absent.
  func string(_ key: StaticString) -> String? {
    guard let node = value(key) else { return nil }
    return text(node, key)
  }

  /// Returns a text that has to be there; empty where it is not, which is reported.
  func requiredString(_ key: StaticString) -> String {
    guard let node = value(key) else {
      reportMissing(key)
      return ""
    }
    let text = text(node, key) ?? ""
    if text.isEmpty, node.isScalar, !node.isNull {
      problems.report(
        .missingKey,
        LocalizedText(
          en: "`\(key)` of \(subject.withoutPart) is empty",
          zh: "\(subject.withoutPart.chinese)的 `\(key)` 为空"), at: node)
    }
    return text
  }

  /// Returns the texts of a list; empty where the key is absent.
  func strings(_ key: StaticString) -> [String] {
    guard let node = value(key) else { return [] }
    guard node.kind == .sequence else {
      problems.report(
        .wrongType, notAList(key), at: node,
        help: node.isScalar
          ? LocalizedText(
            en: "put it in brackets: [\(node.text)]", zh: "请放在方括号中：[\(node.text)]") : nil)
      return []
    }
    return node.items.compactMap { text($0, key) }
  }

  /// Returns a text in both languages; `nil` where the key is absent.
  func localized(_ key: StaticString) -> LocalizedText? {
    guard let node = value(key) else { return nil }
    return MappingReader(node, subject.within(key), keys: ["en", "zh"], problems: problems)?
      .languages()
  }

  /// Returns a text in both languages that has to be there.
  func requiredLocalized(_ key: StaticString) -> LocalizedText {
    if !has(key) { reportMissing(key) }
    return localized(key) ?? LocalizedText(en: "", zh: "")
  }

  /// Returns the texts under `en` and `zh` of this mapping itself.
  func languages() -> LocalizedText {
    for key: StaticString in ["en", "zh"] where value(key)?.text.isEmpty ?? true {
      let name =
        "\(key)" == "en"
        ? LocalizedText(en: "English", zh: "英文") : LocalizedText(en: "Chinese", zh: "中文")
      problems.report(
        .missingTranslation,
        LocalizedText(
          en: "\(subject) lacks its \(name.en) text `\(key)`",
          zh: "\(subject.chinese)缺少\(name.zh)文本 `\(key)`"), at: value(key) ?? node)
    }
    return LocalizedText(en: string("en") ?? "", zh: string("zh") ?? "")
  }

  /// Returns a word of a closed set; `nil` where the key is absent or the word unknown.
  func word<Word: RawRepresentable & CaseIterable>(_ key: StaticString, of: Word.Type) -> Word?
  where Word.RawValue == String {
    guard let node = value(key), let text = text(node, key) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let names = Word.allCases.map(\.rawValue)
    problems.report(
      .unknownWord,
      LocalizedText(
        en: "`\(text)` is no \(key) of \(subject.withoutPart)",
        zh: "`\(text)` 不能作为\(subject.withoutPart.chinese)的 `\(key)`"),
      at: node,
      note: LocalizedText(
        en: "it may be \(names.joined(separator: ", "))",
        zh: "可用的值：\(names.joined(separator: "、"))"),
      help: suggestion(for: text, among: names))
    return nil
  }

  /// Returns a yes or no; `nil` where the key is absent.
  func bool(_ key: StaticString) -> Bool? {
    guard let node = value(key) else { return nil }
    if node.equals("true") { return true }
    if node.equals("false") { return false }
    problems.report(
      .wrongType,
      LocalizedText(
        en: "`\(key)` of \(subject) is neither true nor false",
        zh: "\(subject.chinese)的 `\(key)` 既不是 true 也不是 false"), at: node)
    return nil
  }

  /// Returns a number; `nil` where the key is absent.
  func number(_ key: StaticString) -> Double? {
    guard let node = value(key) else { return nil }
    if node.isScalar, let number = Double(node.text) { return number }
    problems.report(
      .wrongType,
      LocalizedText(
        en: "`\(key)` of \(subject) is not a number", zh: "\(subject.chinese)的 `\(key)` 不是数字"),
      at: node)
    return nil
  }

  /// Returns a range of numbers; `nil` where the key is absent.
  func numberRange(_ key: StaticString) -> NumberRange? {
    guard let node = value(key) else { return nil }
    if node.isScalar, let range = NumberRange(node.text) { return range }
    problems.report(
      .range,
      LocalizedText(
        en: "`\(key)` of \(subject) is not a range of numbers",
        zh: "\(subject.chinese)的 `\(key)` 不是数字范围"),
      at: node,
      help: LocalizedText(
        en: "write it as `>=3`, `>=1,<20` or `1..250`", zh: "请写成 `>=3`、`>=1,<20` 或 `1..250`"))
    return nil
  }

  /// Returns the items of a list; empty where the key is absent.
  func items(_ key: StaticString) -> [SyntaxNode] {
    guard let node = value(key) else { return [] }
    if node.kind != .sequence {
      problems.report(.wrongType, notAList(key), at: node)
    }
    return node.items
  }

  private func notAList(_ key: StaticString) -> LocalizedText {
    LocalizedText(
      en: "`\(key)` of \(subject) is not a list", zh: "\(subject.chinese)的 `\(key)` 不是列表")
  }

  /// Returns a scalar's text; `nil` and a problem for anything else.
  private func text(_ node: SyntaxNode, _ key: StaticString) -> String? {
    guard node.isScalar, problems.isTrusting || !node.isNull else {
      let what =
        node.isScalar
        ? LocalizedText(en: "has no value", zh: "没有值")
        : LocalizedText(en: "is not a text", zh: "不是文本")
      problems.report(
        .wrongType,
        LocalizedText(
          en: "`\(key)` of \(subject.withoutPart) \(what.en)",
          zh: "\(subject.withoutPart.chinese)的 `\(key)` \(what.zh)"), at: node)
      return nil
    }
    return node.text
  }
}

extension Subject {
  /// The entry without the part.
  var withoutPart: Subject { Subject(kind: kind, id: id) }
}
