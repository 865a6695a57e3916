import CatalogueSyntax
import PCRE

extension ProblemCollector {
  /// Checks a message against its own examples and near misses.
  func checkExamples(of message: MessageDefinition) {
    let name = "regex of message \"\(message.id)\""
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
        .reject, "message \"\(message.id)\" matches its near miss", at: item,
        span: match.utf8Range, label: "matched", note: "the regex was \(message.regex)",
        help: "anchor the regex, or remove the near miss")
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
        .example, "message \"\(message.id)\" does not match its own example", at: textNode,
        span: reach.map { $0..<$0 + 1 }, label: reach.map { _ in "matched up to here" },
        note: "the regex was \(message.regex)",
        help: "correct the example, or let the regex vary there")
      return
    }
    if !message.literalOccurs(in: text) {
      let literals = message.literals.map { "\"\($0)\"" }.joined(separator: ", ")
      report(
        .example, "none of the literals of message \"\(message.id)\" occurs in its example",
        at: textNode, note: "the literals are \(literals); the regex alone matches",
        help: "choose a literal that every text has")
    }
    for (key, value) in item.value("captures")?.pairs ?? [] {
      guard pattern.captureNumber(named: key.text) != nil else {
        reportUnknownCapture(key, of: message, pattern)
        continue
      }
      let found = match.namedCaptures[key.text]
      guard found != value.text else { continue }
      report(
        .example, "capture `\(key.text)` of message \"\(message.id)\" is not what its example says",
        at: value, label: "said here",
        note: found.map { "the regex captured \"\($0)\"" } ?? "the capture took no part in the match"
      )
    }
  }

  /// Searches, and reports a search that was given up; `nil` also for that.
  private func search(
    _ pattern: CompiledPattern, _ text: String, _ node: SyntaxNode
  ) -> TextMatch? {
    do {
      return try pattern.firstMatch(in: text)
    } catch {
      report(
        .regex, "the regex takes too many steps on this text", at: node,
        help: "avoid quantifiers within quantifiers")
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
      .capture, "the regex of message \"\(message.id)\" has no capture `\(name)`", at: node,
      note: names.isEmpty
        ? "it has no captures with names" : "it has \(names.joined(separator: ", "))",
      help: suggestion(for: name, among: names) ?? "name it with (?<\(name)>...)")
  }
}

extension MessageDefinition {
  /// Returns whether one of the literals lies in a text, or the entry has none.
  package func literalOccurs(in text: String) -> Bool {
    literals.isEmpty || literals.contains { text.utf8.contains(run: $0.utf8) }
  }
}

extension Collection where Element == UInt8 {
  /// Returns whether bytes lie in these, one after the other.
  fileprivate func contains(run other: some Collection<UInt8>) -> Bool {
    firstRange(of: other) != nil
  }
}
