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
    }

    private let format: Format
    private var json = JSONWriter()
    private var text = ""

    init(format: Format) { self.format = format }

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
    text += "\(number)\(margin)\(TextSanitizer.sanitized(line.text))\n"
    for (message, match) in hits {
      let captures = match.namedCaptures.sorted { $0.key < $1.key }
        .map { " \($0.key)=\"\(TextSanitizer.sanitized($0.value))\"" }
      text += "      \(message.id)\(captures.joined())\n"
    }
    if let miss = line.miss { text += words(miss, line.text) }
  }

  private func words(_ miss: NearMiss, _ line: String) -> String {
    switch miss {
    case .matches: ""
    case .literalMissing(true):
      "      no match: none of the literals occurs, though the regex alone matches\n"
    case .literalMissing(false): "      no match: none of the literals occurs\n"
    case .limit: "      not known: the regex takes too many steps on this line\n"
    case .regexFails(nil): "      no match: a literal occurs, the regex does not match\n"
    case .regexFails(let reach?): mark(reach, line)
    }
  }

  /// Returns a mark below the character that the regex did not get over.
  private func mark(_ reach: Int, _ line: String) -> String {
    let before = String(decoding: line.utf8.prefix(reach), as: UTF8.self)
    let padding = DisplayWidth.columns(of: TextSanitizer.sanitized(before))
    return String(repeating: " ", count: 6 + padding)
      + "^ no match: the regex matched up to here\n"
  }
}
