import PatternCatalogue
import Reporting

/// Shows a message in words, with its examples.
struct PatternsShowFrontend {
  /// Where the message is looked up.
  var catalogue: Catalogue
  /// Its id, or an alias.
  var id: String

  /// Writes the message.
  ///
  /// - Parameter output: Takes it.
  /// - Throws: `Diagnostic` where there is no such message, else what the output reports.
  func run(_ output: inout some ByteOutput) throws {
    guard let message = catalogue.message(id) else {
      throw Diagnostic.unknown("message", id, among: catalogue.messages.map(\.id), in: "list")
    }
    var text = ""
    for (name, value) in lines(message) {
      let padding = String(repeating: " ", count: max(1, 11 - name.count))
      text += "\(name)\(padding)\(TextSanitizer.sanitized(value))\n"
    }
    try output.append(text)
  }
}

extension PatternsShowFrontend {
  /// The message as names and values, in the schema's order.
  private func lines(_ message: MessageDefinition) -> [(name: String, value: String)] {
    var lines: [(name: String, value: String)] = [
      ("id", message.id), ("", message.title.en), ("", message.title.zh),
      ("means", meaning(message)),
    ]
    if let verdict = message.verdict {
      lines += [
        ("verdict", "\(verdict.effect.rawValue): \(verdict.text.en)"), ("", verdict.text.zh),
      ]
    }
    lines.append(("printed by", emitters(message)))
    if message.literals.isEmpty {
      lines.append(("literals", "none: the regex is tried on every record"))
    }
    lines += named("literals", message.literals)
    lines.append(("regex", message.regex))
    lines += named("facts", message.facts.map(\.words))
    lines += named("resolves", message.resolves)
    lines += named("matches", message.examples.map(\.text))
    lines += named("not", message.rejects)
    lines.append(("source", message.source))
    lines.append(("defined at", "\(message.origin.path):\(message.origin.line)"))
    return lines
  }

  private func named(_ name: String, _ values: [String]) -> [(name: String, value: String)] {
    values.enumerated().map { ($0.offset == 0 ? name : "", $0.element) }
  }

  private func meaning(_ message: MessageDefinition) -> String {
    var words = [message.category.rawValue]
    if let severity = message.severity {
      words.append("a finding of severity \(severity.rawValue)")
    }
    if message.startsSession { words.append("opens a session") }
    if let id = message.identifies { words.append("shows that the program is \(id)") }
    if let run = message.run { words.append("states a run of kind \(run.kind.rawValue)") }
    if message.isUserText { words.append("what follows is the user's text") }
    if let recurrence = message.oncePer { words.append("comes once per \(recurrence.rawValue)") }
    return words.joined(separator: "; ")
  }

  private func emitters(_ message: MessageDefinition) -> String {
    var words = message.emitters.names.joined(separator: ", ")
    if message.emitters == .any { words = "any program, since it is a library's" }
    let versions = message.versions.map { "\($0.fact) \($0.range.text)" }
    return versions.isEmpty ? words : "\(words); \(versions.joined(separator: ", "))"
  }
}

extension FactRule {
  /// The rule in words.
  fileprivate var words: String {
    let value =
      switch source {
      case .capture(let name): "the capture `\(name)`"
      case .value(let value): "\"\(value)\""
      case .table(let table, let key): "what the table `\(table)` has for \"\(key.text)\""
      }
    let condition = when.map { ", when \($0.words)" } ?? ""
    return "\(name) is \(value)\(map == nil ? "" : ", renamed")\(condition)"
  }
}

extension Diagnostic {
  /// A name that the catalogue does not have.
  static func unknown(
    _ kind: String, _ name: String, among names: [String], in command: String
  ) -> Diagnostic {
    let nearest = nearestName(to: name, among: names)
    return Diagnostic(
      isWarning: false, message: "there is no \(kind) \"\(name)\"",
      helps: [
        nearest.map { "did you mean `\($0)`?" } ?? "`sdlog patterns \(command)` shows what there is"
      ])
  }
}
