import CatalogueSyntax
import Localization

/// Looks for what works, but not well.
package struct CatalogueLint {
  /// The length from which on literals are found fast.
  package static let fastLiteralBytes = 7

  /// Tells how sure a report of a log would be of the cause with an id.
  package typealias Trial = (_ cause: String, _ lines: [String]) -> Confidence

  private let catalogue: Catalogue
  private let isChecked: (Origin) -> Bool
  private let trial: Trial?
  private let problems = ProblemCollector()

  /// Prepares a check.
  ///
  /// - Parameters:
  ///   - catalogue: All entries; they have been loaded with full validation.
  ///   - trial: Tries the tests of causes; `nil` for not to try them.
  ///   - isChecked: Whether an entry that stands there is to be looked at.
  package init(
    _ catalogue: Catalogue, trying trial: Trial? = nil,
    isChecked: @escaping (Origin) -> Bool
  ) {
    self.catalogue = catalogue
    self.trial = trial
    self.isChecked = isChecked
  }
}

extension CatalogueLint {
  /// Returns the warnings, by file and place.
  package func warnings() -> [CatalogueProblem] {
    for message in catalogue.messages where isChecked(message.origin) {
      checkLiterals(of: message)
      checkQuantifiers(of: message)
      checkPlaceholders(of: message)
    }
    for cause in catalogue.causes where isChecked(cause.origin) { checkTests(of: cause) }
    checkShadows()
    checkOverlaps()
    return problems.sorted()
  }

  private func warn(
    _ message: LocalizedText, at node: SyntaxNode, span: Range<Int>? = nil,
    note: LocalizedText? = nil, help: LocalizedText
  ) {
    problems.report(
      .quality, message, at: node, span: span, note: note, help: help, isWarning: true)
  }

  private func checkLiterals(of message: MessageDefinition) {
    guard let literals = message.node.value("literals") else { return }
    if message.isMarkedError {
      if !literals.items.isEmpty || message.isInPrefix {
        warn(
          LocalizedText(
            en: "message \"\(message.id)\" is a marked error, and its literals are not looked for",
            zh: "信息“\(message.id)”用于日志器标为错误的记录，不会查找其固定文本"),
          at: literals,
          help: LocalizedText(
            en: "leave the list empty, and `in_prefix` out", zh: "请把列表留空，并去掉 `in_prefix`"))
      }
      return
    }
    if literals.items.isEmpty, message.isInPrefix {
      warn(
        LocalizedText(
          en: "message \"\(message.id)\" never matches in a prefix without a literal",
          zh: "信息“\(message.id)”没有固定文本，在前缀中永远不会匹配"),
        at: literals,
        help: LocalizedText(
          en: "name a text that every match has", zh: "请写出每次匹配都含有的文本"))
      return
    }
    if literals.items.isEmpty {
      warn(
        LocalizedText(
          en: "message \"\(message.id)\" has no literal", zh: "信息“\(message.id)”没有固定文本"),
        at: literals,
        note: LocalizedText(
          en: "its regex is tried on every record", zh: "每条记录都要用它的正则表达式匹配"),
        help: LocalizedText(
          en: "name a text that every match has", zh: "请写出每次匹配都有的文本"))
    }
    // A literal that is a whole record cannot be longer.
    let whole = Set(message.examples.map(\.text))
    for literal in literals.items
    where literal.text.utf8.count < Self.fastLiteralBytes && !whole.contains(literal.text) {
      warn(
        LocalizedText(
          en: "a literal of message \"\(message.id)\" is short",
          zh: "信息“\(message.id)”的一个固定文本太短"),
        at: literal,
        note: LocalizedText(
          en:
            "it has \(literal.text.utf8.count) bytes; from \(Self.fastLiteralBytes) on it is fast",
          zh: "它有 \(literal.text.utf8.count) 字节，\(Self.fastLiteralBytes) 字节以上才够快"),
        help: LocalizedText(
          en: "take in more of the text around it", zh: "请把周围的文本也包括进来"))
    }
  }

  private func checkQuantifiers(of message: MessageDefinition) {
    guard let regex = message.node.value("regex"),
      let span = NestedQuantifiers.first(in: message.regex)
    else { return }
    warn(
      LocalizedText(
        en: "the regex of message \"\(message.id)\" repeats a repetition",
        zh: "信息“\(message.id)”的正则表达式中有嵌套的重复"),
      at: regex, span: span,
      note: LocalizedText(
        en: "on text that nearly matches, the steps double with each character",
        zh: "遇到几乎匹配的文本时，每多一个字符步数就翻倍"),
      help: LocalizedText(
        en: "put a fixed text between the repetitions, or make the inner one possessive: `++`",
        zh: "请在两层重复之间放固定文本，或让内层独占：`++`"))
  }

  /// Warns of what a new entry was given to be filled in.
  private func checkPlaceholders(of message: MessageDefinition) {
    let title = message.node.value("title")
    let verdict = message.node.value("verdict")
    let texts =
      [title, verdict].flatMap { [$0?.value("en"), $0?.value("zh")] }
      + [message.node.value("source")] + (message.node.value("rejects")?.items ?? [])
    for text in texts.compactMap({ $0 }) where PatternDraft.Placeholder.all.contains(text.text) {
      warn(
        LocalizedText(
          en: "message \"\(message.id)\" still has the placeholder \"\(text.text)\"",
          zh: "信息“\(message.id)”中还留着占位文字“\(text.text)”"),
        at: text,
        help: LocalizedText(
          en: "write what belongs there; Patterns/README.md says what",
          zh: "请填写应有的内容，Patterns/README.md 中有说明"))
    }
  }

  /// Warns of a cause without tests, and of tests that come out otherwise.
  private func checkTests(of cause: CauseRule) {
    let tests = cause.tests
    if tests.isEmpty {
      warn(
        LocalizedText(en: "cause \"\(cause.id)\" has no test", zh: "原因“\(cause.id)”没有测试"),
        at: cause.node,
        help: LocalizedText(en: "give one under `tests`", zh: "请在 `tests` 下给出一个"))
    }
    guard let trial else { return }
    for (number, test) in tests.enumerated() {
      let found = trial(cause.id, test.log)
      guard found != test.expect else { continue }
      warn(
        LocalizedText(
          en: "test \(number + 1) of cause \"\(cause.id)\" comes out otherwise",
          zh: "原因“\(cause.id)”的第 \(number + 1) 个测试结果不符"),
        at: cause.expectation(ofTest: number) ?? cause.node,
        note: LocalizedText(
          en: "it expects `\(test.expect.rawValue)`, and the log gives `\(found.rawValue)`",
          zh: "期望 `\(test.expect.rawValue)`，而该日志得出 `\(found.rawValue)`"),
        help: LocalizedText(
          en: "`sdlog patterns explain \(cause.id)` shows what counts how much",
          zh: "`sdlog patterns explain \(cause.id)` 会列出各条证据及其权重"))
    }
  }

  /// Warns of entries that have the regex of an earlier one.
  private func checkShadows() {
    var first: [String: Int] = [:]
    for (number, message) in catalogue.messages.enumerated() {
      guard let earlier = first[message.regex].map({ catalogue.messages[$0] }) else {
        first[message.regex] = number
        continue
      }
      guard isChecked(message.origin), earlier.emitters.overlap(message.emitters),
        let regex = message.node.value("regex")
      else { continue }
      warn(
        LocalizedText(
          en: "message \"\(message.id)\" has the regex of message \"\(earlier.id)\"",
          zh: "信息“\(message.id)”与信息“\(earlier.id)”的正则表达式相同"),
        at: regex,
        note: LocalizedText(
          en: "that one is at \(earlier.origin.path):\(earlier.origin.line)",
          zh: "后者在 \(earlier.origin.path):\(earlier.origin.line)"),
        help: LocalizedText(
          en: "make one entry of the two, or tell them apart", zh: "请把两者合为一条，或加以区分"))
    }
  }
}

extension CatalogueLint {
  /// How many entries that match examples of one entry are told.
  private static var clashLimit: Int { 10 }

  /// Warns of entries that match other entries' examples without saying so, once for each two, and of so
  /// many for each entry that the first can be mended.
  ///
  /// Two entries clash where one record would become two findings, or would count twice in one
  /// category, in the same front ends' sessions. Either may name the other under `overlaps`.
  private func checkOverlaps() {
    let trial = PatternTrial(catalogue)
    var matching: [String: [Int]] = [:]
    var seen: Set<[Int]> = []
    for (number, message) in catalogue.messages.enumerated() {
      var left = Self.clashLimit
      for example in message.node.value("matches")?.items ?? [] {
        guard left > 0, let text = example.value("text") else { continue }
        let hits = matching[text.text] ?? trial.hits(in: text.text).map(\.number)
        matching[text.text] = hits
        for hit in hits where hit != number && left > 0 {
          let other = catalogue.messages[hit]
          guard isChecked(message.origin) || isChecked(other.origin), clash(message, other),
            seen.insert([number, hit].sorted()).inserted
          else { continue }
          left -= 1
          warn(
            LocalizedText(
              en: "message \"\(other.id)\" matches an example of message \"\(message.id)\"",
              zh: "信息“\(other.id)”匹配了信息“\(message.id)”的示例"),
            at: text,
            note: LocalizedText(
              en: "the former is at \(other.origin.path):\(other.origin.line)",
              zh: "前者在 \(other.origin.path):\(other.origin.line)"),
            help: LocalizedText(
              en: "make it narrower, or name it under `overlaps`",
              zh: "请收窄它，或在 `overlaps` 中列出"))
        }
      }
    }
  }

  private func clash(_ one: MessageDefinition, _ other: MessageDefinition) -> Bool {
    guard one.emitters.overlap(other.emitters), !one.isUserText, !other.isUserText,
      !one.isFallback, !other.isFallback,
      !one.overlaps.contains(other.id), !other.overlaps.contains(one.id)
    else { return false }
    if one.severity != nil, other.severity != nil { return true }
    // What states facts or says nothing may be said twice.
    return one.category == other.category && one.category.countsOnce
  }
}

extension MessageCategory {
  /// Whether a record in two entries of this category would be counted twice.
  fileprivate var countsOnce: Bool {
    switch self {
    case .jobStart, .jobEnd, .sessionEnd, .throughput, .modelLoad: true
    default: false
    }
  }
}
