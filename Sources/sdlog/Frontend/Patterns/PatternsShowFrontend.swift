import Localization
import PatternCatalogue
import Reporting

/// Shows a message in words, with its examples.
struct PatternsShowFrontend {
  /// Where the message is looked up.
  var catalogue: Catalogue
  /// Its id, or an alias.
  var id: String
  /// The language of the words.
  var language = Language.en

  /// Writes the message.
  ///
  /// - Parameter output: Takes it.
  /// - Throws: `Diagnostic` where there is no such message, else what the output reports.
  func run(_ output: inout some ByteOutput) throws {
    guard let message = catalogue.message(id) else {
      throw Diagnostic.unknown(.message, id, among: catalogue.messages.map(\.id), in: "list")
    }
    var text = ""
    for (name, value) in lines(message) {
      let name = DisplayWidth.padded(name + " ", to: 11)
      text += name + TextSanitizer.sanitized(value) + "\n"
    }
    try output.append(text)
  }
}

extension PatternsShowFrontend {
  private func say(_ en: String, _ zh: String) -> String {
    LocalizedText(en: en, zh: zh).text(in: language)
  }

  /// The message as names and values, in the schema's order.
  private func lines(_ message: MessageDefinition) -> [(name: String, value: String)] {
    var lines: [(name: String, value: String)] = [
      ("id", message.id), ("", message.title.en), ("", message.title.zh),
      (say("means", "性质"), meaning(message)),
    ]
    if let verdict = message.verdict {
      lines += [
        (say("verdict", "结论"), "\(verdict.effect.rawValue): \(verdict.text.en)"),
        ("", verdict.text.zh),
      ]
    }
    lines.append((say("printed by", "输出者"), emitters(message)))
    if message.isMarkedError {
      lines.append(
        (
          say("literals", "固定文本"),
          say(
            "none: tried on what a logger marks as an error and nothing else matches",
            "无：只用于日志器标为错误、且其他规则都不匹配的记录")
        ))
    } else if message.literals.isEmpty {
      lines.append(
        (
          say("literals", "固定文本"),
          say("none: the regex is tried on every record", "无：每条记录都要用正则表达式匹配")
        ))
    }
    lines += named(say("literals", "固定文本"), message.literals)
    lines.append((say("regex", "正则"), message.regex))
    lines += named(say("facts", "事实"), message.facts.map { $0.words.text(in: language) })
    lines += named(say("resolves", "表明恢复"), message.resolves)
    lines += named(say("matches", "匹配"), message.examples.map(\.text))
    lines += named(say("not", "不匹配"), message.rejects)
    lines.append((say("source", "来源"), message.source))
    lines.append((say("defined at", "定义于"), "\(message.origin.path):\(message.origin.line)"))
    return lines
  }

  private func named(_ name: String, _ values: [String]) -> [(name: String, value: String)] {
    values.enumerated().map { ($0.offset == 0 ? name : "", $0.element) }
  }

  private func meaning(_ message: MessageDefinition) -> String {
    var words = [message.category.rawValue]
    if let severity = message.severity {
      words.append(
        say("a finding of severity \(severity.rawValue)", "发现，级别 \(severity.rawValue)"))
    }
    if message.startsSession { words.append(say("opens a session", "开始一次会话")) }
    if let id = message.identifies {
      words.append(say("shows that the program is \(id)", "表明程序是 \(id)"))
    }
    if let run = message.run {
      words.append(
        say("states a run of kind \(run.kind.rawValue)", "给出一次 \(run.kind.rawValue) 类任务"))
    }
    if message.isUserText { words.append(say("what follows is the user's text", "其后是用户的文本")) }
    if let capture = message.distinct {
      words.append(
        say("occurrences are told apart by `\(capture)`", "各次出现按 `\(capture)` 区分"))
    }
    if let recurrence = message.oncePer {
      words.append(
        say("comes once per \(recurrence.rawValue)", "每个 \(recurrence.rawValue) 只出现一次"))
    }
    return words.joined(separator: say("; ", "；"))
  }

  private func emitters(_ message: MessageDefinition) -> String {
    var words = message.emitters.names.joined(separator: ", ")
    if message.emitters == .any {
      words = say("any program, since it is a library's", "任何程序，因为出自程序库")
    }
    let versions = message.versions.map { "\($0.fact) \($0.range.text)" }
    return versions.isEmpty
      ? words : words + say("; ", "；") + versions.joined(separator: ", ")
  }
}

extension FactRule {
  /// The rule in words.
  fileprivate var words: LocalizedText {
    let value =
      switch source {
      case .capture(let name): LocalizedText(en: "the capture `\(name)`", zh: "捕获 `\(name)`")
      case .value(let value): LocalizedText(en: "\"\(value)\"", zh: "“\(value)”")
      case .table(let table, let key):
        LocalizedText(
          en: "what the table `\(table)` has for \"\(key.text)\"",
          zh: "表 `\(table)` 中“\(key.text)”对应的值")
      }
    let condition = when?.words
    return LocalizedText(
      en: "\(name) is \(value.en)\(map == nil ? "" : ", renamed")"
        + (condition.map { ", when \($0.en)" } ?? ""),
      zh: "\(name) 为\(value.zh)\(map == nil ? "" : "（换名）")"
        + (condition.map { "，条件：\($0.zh)" } ?? ""))
  }
}

extension Diagnostic {
  /// What a name of the catalogue stands for.
  enum EntryKind {
    case message
    case cause

    fileprivate var words: LocalizedText {
      switch self {
      case .message: LocalizedText(en: "message", zh: "信息")
      case .cause: LocalizedText(en: "cause", zh: "原因")
      }
    }
  }

  /// A name that the catalogue does not have.
  ///
  /// - Parameters:
  ///   - kind: What was looked for.
  ///   - name: The name.
  ///   - names: The names that there are.
  ///   - command: The command of `sdlog patterns` that shows them.
  /// - Returns: What is said.
  static func unknown(
    _ kind: EntryKind, _ name: String, among names: [String], in command: String
  ) -> Diagnostic {
    let beginning = name.isEmpty ? [] : names.filter { $0.hasPrefix(name) }
    let nearest =
      (1...4).contains(beginning.count)
      ? beginning : nearestName(to: name, among: names).map { [$0] } ?? []
    let ways = nearest.map { "`\($0)`" }
    return Diagnostic(
      isWarning: false,
      message: LocalizedText(
        en: "there is no \(kind.words.en) \"\(name)\"", zh: "没有\(kind.words.zh)“\(name)”"),
      helps: [
        !nearest.isEmpty
          ? LocalizedText(
            en: "did you mean \(ways.joined(separator: " or "))?",
            zh: "是不是 \(ways.joined(separator: "、"))？")
          : LocalizedText(
            en: "`sdlog patterns \(command)` shows what there is",
            zh: "`sdlog patterns \(command)` 列出已有的内容")
      ])
  }
}
