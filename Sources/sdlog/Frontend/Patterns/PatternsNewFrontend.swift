import Foundation
import Localization
import PatternCatalogue
import Reporting

/// Makes catalogue entries of records, to be filled in.
struct PatternsNewFrontend {
  /// Records as `sdlog records --format ndjson` prints them, one a line.
  var records: String

  /// Writes the entries as a catalogue file.
  ///
  /// - Parameter output: Takes the file.
  /// - Throws: `Diagnostic` where a line is no record, else what the output reports.
  func run(_ output: inout some ByteOutput) throws {
    var text = "messages:\n"
    var ids: Set<String> = []
    for (number, line) in records.split(separator: "\n").enumerated() {
      guard let record = try? JSONDecoder().decode(Record.self, from: Data(line.utf8)),
        !record.text.isEmpty
      else {
        throw Diagnostic(
          isWarning: false,
          message: LocalizedText(
            en: "line \(number + 1) of standard input is no record",
            zh: "标准输入的第 \(number + 1) 行不是记录"),
          helps: [Self.pipeRecords])
      }
      text += Self.entry(record, ids: &ids)
    }
    if ids.isEmpty {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(en: "standard input holds no record", zh: "标准输入中没有记录"),
        helps: [Self.pipeRecords])
    }
    try output.append(text)
  }

  private static let pipeRecords = LocalizedText(
    en: "pipe lines of `sdlog records --format ndjson` into this command",
    zh: "请通过管道输入 `sdlog records --format ndjson` 的若干行")

  /// What is read of a record.
  private struct Record: Decodable {
    var text: String
    var kind: String?

    /// The draft of an entry.
    var draft: PatternDraft {
      switch kind {
      case "warning": PatternDraft(text, kind: .warning)
      case "traceback": PatternDraft(text, kind: .traceback)
      default: PatternDraft(text)
      }
    }
  }
}

extension PatternsNewFrontend {
  private static func entry(_ record: Record, ids: inout Set<String>) -> String {
    let draft = record.draft
    var id = "new.\(draft.slug)"
    while !ids.insert(id).inserted { id += "-2" }
    typealias Placeholder = PatternDraft.Placeholder
    return """
        - id: \(id)
          title: {en: "\(Placeholder.title.en)", zh: "\(Placeholder.title.zh)"}
          category: warning
          severity: note
          emitters: [any]
          literals: [\(YAMLText.quoted(draft.literal))]
          regex: \(YAMLText.quoted(draft.regex))
          verdict: {effect: depends, en: "\(Placeholder.verdict.en)", zh: "\(Placeholder.verdict.zh)"}
          matches:
            - text: \(YAMLText.quoted(record.text))
          rejects:
            - \(YAMLText.quoted(Placeholder.reject))
          source: \(YAMLText.quoted(Placeholder.source))

      """
  }
}

/// Quotes text for YAML.
enum YAMLText {
  /// Returns a text between quotes: single ones, double ones where it has control characters.
  static func quoted(_ text: String) -> String {
    let needsEscapes = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard needsEscapes else { return "'\(text.replacing("'", with: "''"))'" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.properties.generalCategory == .control:
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + (digits.count < 2 ? "0" : "") + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
