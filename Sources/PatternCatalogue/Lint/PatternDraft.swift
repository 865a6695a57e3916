package import Localization

/// The beginnings of an entry for a text: numbers vary, all else stays.
package struct PatternDraft: Hashable, Sendable {
  /// The regex, anchored at the beginning of the text or of what is left of it.
  package let regex: String
  /// The longest part that does not vary.
  package let literal: String
  /// The first words, as a part of an id.
  package let slug: String

  /// What stands in a new entry where only a person knows what belongs there.
  package enum Placeholder {
    package static let title = LocalizedText(en: "TITLE", zh: "标题")
    package static let verdict = LocalizedText(en: "WHAT IT MEANS", zh: "含义")
    package static let reject = "A NEAR MISS"
    package static let source = "PROGRAM VERSION, FILE"

    static let all: Set<String> = [
      title.en, title.zh, verdict.en, verdict.zh, reject, source,
    ]
  }

  /// Makes a draft for one record.
  ///
  /// Of a Python warning the message alone goes into the draft: where the warning comes from is
  /// different on each machine, and the source line below is not matched. Of a traceback its last line
  /// does.
  package init(_ text: String, kind: RecordKind = .text) {
    let text = kind.message(of: text)
    var regex = kind == .text ? "^" : kind == .warning ? "\\b" : "(?m)^"
    var fixed = [""]
    var rest = text[...]
    while let first = rest.first {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      if digits.isEmpty {
        regex += Self.escaped(first)
        fixed[fixed.count - 1].append(first)
        rest = rest.dropFirst()
      } else {
        regex += "\\d+"
        fixed.append("")
        rest = rest[digits.endIndex...]
      }
    }
    self.regex = regex
    literal = fixed.max { $0.utf8.count < $1.utf8.count } ?? ""
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let named = words.filter { $0.contains { $0.isLetter } }.prefix(5)
    slug = named.isEmpty ? "message" : named.joined(separator: "-")
  }

  /// What kind of record a draft is for.
  package enum RecordKind: Sendable {
    case text
    case warning
    case traceback

    /// The part of a record that its message consists of.
    fileprivate func message(of text: String) -> String {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      switch self {
      case .text:
        return text
      case .traceback:
        return lines.last.map(String.init) ?? text
      case .warning:
        let isQuoted = lines.count > 1 && lines.last?.hasPrefix("  ") == true
        let message = lines.dropLast(isQuoted ? 1 : 0).joined(separator: "\n")
        return message.firstMatch(of: /(?s):\d+: (?<message>\w+Warning: .*)/).map {
          String($0.output.message)
        } ?? message
      }
    }
  }

  private static func escaped(_ character: Character) -> String {
    switch character {
    case "\n": "\\n"
    case "\r\n": "\\r\\n"
    case "\t": "\\t"
    case ".", "\\", "+", "*", "?", "[", "]", "^", "$", "(", ")", "{", "}", "|": "\\\(character)"
    default: String(character)
    }
  }
}
