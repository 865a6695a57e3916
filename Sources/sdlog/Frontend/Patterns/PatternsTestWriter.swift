import Localization
import PCRE
import PatternCatalogue
import Reporting

extension PatternsTestFrontend {
  /// Formats what came of each line.
  struct Writer {
    /// A line that was tried.
    struct Line {
      /// Its number, from 1.
      var number: Int
      /// Its text without prefixes.
      var text: String
      /// Why the one message does not match it; `nil` where that is not asked.
      var miss: NearMiss?
      /// The literals of that message.
      var literals: [String] = []
    }

    private let format: Format
    private let language: Language
    private var json = JSONWriter()
    private var text = ""

    init(format: Format, language: Language) {
      self.format = format
      self.language = language
    }

    /// Writes one line's result.
    mutating func write(_ line: Line, _ hits: [(message: MessageDefinition, match: TextMatch)]) {
      switch format {
      case .ndjson: writeJSON(line, hits)
      case .text: writeText(line, hits)
      }
    }

    mutating func flush(to output: inout some ByteOutput) throws {
      try json.flush(to: &output)
      try output.append(text)
      text = ""
    }
  }
}

extension PatternsTestFrontend.Writer {
  private mutating func writeJSON(
    _ line: Line, _ hits: [(message: MessageDefinition, match: TextMatch)]
  ) {
    json.beginObject()
    json.key("line")
    json.value(line.number)
    json.key("matches")
    json.beginArray()
    for (message, match) in hits {
      json.beginObject()
      json.key("captures")
      json.beginObject()
      for (name, value) in match.namedCaptures.sorted(by: { $0.key < $1.key }) {
        json.key(named: name)
        json.value(value)
      }
      json.endObject()
      json.key("pattern")
      json.value(message.id)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endLine()
  }

  private mutating func writeText(
    _ line: Line, _ hits: [(message: MessageDefinition, match: TextMatch)]
  ) {
    let number = String(line.number)
    let margin = String(repeating: " ", count: max(1, 6 - number.count))
    text += number + (line.text.isEmpty ? "" : margin + TextSanitizer.sanitized(line.text)) + "\n"
    for (message, match) in hits {
      let captures = match.namedCaptures.sorted { $0.key < $1.key }
        .map { " \($0.key)=\"\(TextSanitizer.sanitized($0.value))\"" }
      text += "      \(message.id)\(captures.joined())\n"
    }
    if let miss = line.miss { text += words(miss, line) }
  }

  private func words(_ miss: NearMiss, _ line: Line) -> String {
    if case .regexFails(let reach?) = miss { return mark(reach, line.text) }
    let literals = line.literals.map { "\"\(TextSanitizer.sanitized($0))\"" }
    guard let words = Self.words(miss, literals) else { return "" }
    return "      " + words.text(in: language) + "\n"
  }

  private static func words(_ miss: NearMiss, _ literals: [String]) -> LocalizedText? {
    let missing =
      literals.count == 1
      ? LocalizedText(
        en: "the literal \(literals[0]) is missing", zh: "缺少固定文本 \(literals[0])")
      : LocalizedText(
        en: "all of these literals are missing: \(literals.joined(separator: ", "))",
        zh: "缺少以下所有固定文本：\(literals.joined(separator: "、"))")
    return switch miss {
    case .matches: nil
    case .literalMissing(true):
      LocalizedText(
        en: "no match: \(missing.en), though the regex alone matches",
        zh: "不匹配：\(missing.zh)，但正则表达式本身匹配")
    case .literalMissing(false):
      LocalizedText(en: "no match: \(missing.en)", zh: "不匹配：\(missing.zh)")
    case .limit:
      LocalizedText(
        en: "not known: the regex takes too many steps on this line",
        zh: "无法判断：正则表达式在这一行上步数过多")
    case .regexFails:
      LocalizedText(
        en: "no match: a literal occurs, the regex does not match",
        zh: "不匹配：有固定文本，但正则表达式不匹配")
    }
  }

  /// Returns a mark below the character that the regex did not get over.
  private func mark(_ reach: Int, _ line: String) -> String {
    let before = String(decoding: line.utf8.prefix(reach), as: UTF8.self)
    let padding = DisplayWidth.columns(of: TextSanitizer.sanitized(before))
    let words = LocalizedText(
      en: "no match: the regex matched up to here", zh: "不匹配：正则表达式只匹配到这里")
    return String(repeating: " ", count: 6 + padding) + "^ " + words.text(in: language) + "\n"
  }
}
