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
  /// Records that differ in numbers alone make one entry. Frames of progress bars are no messages and are
  /// left out.
  ///
  /// - Parameter output: Takes the file.
  /// - Returns: The number of frames that are left out.
  /// - Throws: `Diagnostic` where a line is no record or none makes an entry, else what the output
  ///   reports.
  func run(_ output: inout some ByteOutput) throws -> Int {
    var drafts: [(draft: PatternDraft, texts: [String])] = []
    var places: [PatternDraft: Int] = [:]
    var frames = 0
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
      if record.kind == "progress" {
        frames += 1
      } else if let place = places[record.draft] {
        if !drafts[place].texts.contains(record.text) { drafts[place].texts.append(record.text) }
      } else {
        places[record.draft] = drafts.count
        drafts.append((record.draft, [record.text]))
      }
    }
    if drafts.isEmpty {
      throw Diagnostic(
        isWarning: false,
        message: frames > 0
          ? LocalizedText(
            en: "standard input holds frames of progress bars alone, which are no messages",
            zh: "标准输入中只有进度条的帧，它们不是信息")
          : LocalizedText(en: "standard input holds no record", zh: "标准输入中没有记录"),
        helps: [Self.pipeRecords])
    }
    var ids: Set<String> = []
    let entries = drafts.map { Self.entry($0.draft, of: $0.texts, ids: &ids) }
    try output.append("messages:\n" + entries.joined())
    return frames
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
  private static func entry(
    _ draft: PatternDraft, of texts: [String], ids: inout Set<String>
  ) -> String {
    let matches = texts.map { "      - text: \(YAMLText.quoted($0))" }.joined(separator: "\n")
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
      \(matches)
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
