/// The beginnings of an entry for a text: numbers vary, all else stays.
package struct PatternDraft: Hashable, Sendable {
  /// The regex, anchored at the text's beginning.
  package let regex: String
  /// The longest part that does not vary.
  package let literal: String
  /// The first words, as a part of an id.
  package let slug: String

  /// Makes a draft for one record.
  package init(_ text: String) {
    var regex = "^"
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
