import CatalogueSyntax
import Localization
import PCRE

extension ProblemCollector {
  /// Checks a message against its own examples and near misses.
  func checkExamples(of message: MessageDefinition) {
    let name = LocalizedText(
      en: "regex of message \"\(message.id)\"", zh: "信息“\(message.id)”的正则表达式")
    guard let regex = message.node.value("regex"), let pattern = checkRegex(regex, name) else {
      return
    }
    checkCaptureNames(of: message, pattern)
    for item in message.node.value("matches")?.items ?? [] {
      guard let text = item.value("text"), text.isScalar else { continue }
      checkMatch(of: message, pattern, item, text)
    }
    for item in message.node.value("rejects")?.items ?? [] {
      let text = item.text
      guard message.literalOccurs(in: text), let match = search(pattern, text, item) else {
        continue
      }
      report(
        .reject,
        LocalizedText(
          en: "message \"\(message.id)\" matches its near miss",
          zh: "信息“\(message.id)”匹配了它不该匹配的反例"),
        at: item, span: match.utf8Range, label: LocalizedText(en: "matched", zh: "匹配"),
        note: Self.regex(of: message),
        help: LocalizedText(
          en: "anchor the regex, or remove the near miss", zh: "请给正则表达式加锚点，或去掉该反例"))
    }
  }

  private func checkMatch(
    of message: MessageDefinition, _ pattern: CompiledPattern, _ item: SyntaxNode,
    _ textNode: SyntaxNode
  ) {
    let text = textNode.text
    guard let match = search(pattern, text, textNode) else {
      let reach = pattern.reach(in: text)
      report(
        .example,
        LocalizedText(
          en: "message \"\(message.id)\" does not match its own example",
          zh: "信息“\(message.id)”不匹配它自己的示例"),
        at: textNode, span: reach.map { $0..<$0 + 1 },
        label: reach.map { _ in LocalizedText(en: "matched up to here", zh: "匹配到这里为止") },
        note: Self.regex(of: message),
        help: LocalizedText(
          en: "correct the example, or let the regex vary there", zh: "请改正示例，或放宽该处的正则表达式"))
      return
    }
    if !message.literalOccurs(in: text) {
      let literals = message.literals.map { "\"\($0)\"" }.joined(separator: ", ")
      report(
        .example,
        LocalizedText(
          en: "none of the literals of message \"\(message.id)\" occurs in its example",
          zh: "信息“\(message.id)”的固定文本都没有出现在它的示例中"),
        at: textNode,
        note: LocalizedText(
          en: "the literals are \(literals); the regex alone matches",
          zh: "固定文本：\(literals)；正则表达式本身匹配"),
        help: LocalizedText(
          en: "choose a literal that every text has", zh: "请选择每条文本都有的固定文本"))
    }
    for (key, value) in item.value("captures")?.pairs ?? [] {
      guard pattern.captureNumber(named: key.text) != nil else {
        reportUnknownCapture(key, of: message, pattern)
        continue
      }
      let found = match.namedCaptures[key.text]
      // Null says that the capture takes no part.
      guard found != (value.isNull ? nil : value.text) else { continue }
      report(
        .example,
        LocalizedText(
          en: "capture `\(key.text)` of message \"\(message.id)\" is not what its example says",
          zh: "信息“\(message.id)”的捕获 `\(key.text)` 与示例所写不符"),
        at: value, label: LocalizedText(en: "said here", zh: "示例写的是这里"),
        note: found.map {
          LocalizedText(en: "the regex captured \"\($0)\"", zh: "正则表达式捕获到“\($0)”")
        } ?? LocalizedText(en: "the capture took no part in the match", zh: "该捕获没有参与匹配"))
    }
  }

  private static func regex(of message: MessageDefinition) -> LocalizedText {
    LocalizedText(en: "the regex was \(message.regex)", zh: "正则表达式：\(message.regex)")
  }

  /// Searches, and reports a search that was given up; `nil` also for that.
  private func search(
    _ pattern: CompiledPattern, _ text: String, _ node: SyntaxNode
  ) -> TextMatch? {
    do {
      return try pattern.firstMatch(in: text)
    } catch {
      report(
        .regex,
        LocalizedText(
          en: "the regex takes too many steps on this text", zh: "正则表达式在该文本上步数过多"), at: node,
        help: LocalizedText(en: "avoid quantifiers within quantifiers", zh: "请避免量词嵌套"))
      return nil
    }
  }

  /// Reports names of captures that the regex does not have.
  private func checkCaptureNames(of message: MessageDefinition, _ pattern: CompiledPattern) {
    let check = { (node: SyntaxNode?, name: String) in
      guard let node, pattern.captureNumber(named: name) == nil else { return }
      self.reportUnknownCapture(node, name: name, of: message, pattern)
    }
    for (key, _) in message.node.value("captures")?.pairs ?? [] { check(key, key.text) }
    for item in message.node.value("facts")?.items ?? [] {
      if let capture = item.value("capture") { check(capture, capture.text) }
      if let key = item.value("key") {
        for name in Template(key.text).captures { check(key, name) }
      }
      if let when = item.value("when") { checkCaptures(of: when, check) }
    }
    if let distinct = message.node.value("distinct") { check(distinct, distinct.text) }
    guard let run = message.node.value("run") else { return }
    for key: StaticString in ["rate", "completed", "total", "elapsed"] {
      if let value = run.value(key), Double(value.text) == nil { check(value, value.text) }
    }
    for key: StaticString in ["description", "unit"] {
      guard let value = run.value(key) else { continue }
      for name in Template(value.text).captures { check(value, name) }
    }
  }

  private func checkCaptures(of when: SyntaxNode, _ check: (SyntaxNode?, String) -> Void) {
    if let capture = when.value("capture") { check(capture, capture.text) }
    for key: StaticString in ["all", "any"] {
      for item in when.value(key)?.items ?? [] { checkCaptures(of: item, check) }
    }
    if let inner = when.value("not") { checkCaptures(of: inner, check) }
  }

  private func reportUnknownCapture(
    _ node: SyntaxNode, name: String? = nil, of message: MessageDefinition,
    _ pattern: CompiledPattern
  ) {
    let name = name ?? node.text
    let names = pattern.namedCaptures.map(\.name)
    report(
      .capture,
      LocalizedText(
        en: "the regex of message \"\(message.id)\" has no capture `\(name)`",
        zh: "信息“\(message.id)”的正则表达式没有捕获 `\(name)`"),
      at: node,
      note: names.isEmpty
        ? LocalizedText(en: "it has no captures with names", zh: "其中没有命名捕获")
        : LocalizedText(
          en: "it has \(names.joined(separator: ", "))", zh: "已有：\(names.joined(separator: "、"))"),
      help: suggestion(for: name, among: names)
        ?? LocalizedText(en: "name it with (?<\(name)>...)", zh: "请用 (?<\(name)>...) 命名"))
  }
}
