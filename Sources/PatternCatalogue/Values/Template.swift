/// A text with captures in it: `sdp_utils.cpp:{line}`.
package struct Template: Hashable, Sendable {
  /// A part of a template.
  package enum Part: Hashable, Sendable {
    case text(String)
    case capture(String)
  }

  /// The text as it was written.
  package let text: String
  /// The parts, in order.
  package let parts: [Part]

  /// Reads a template; braces around anything but a capture's name are text.
  package init(_ text: String) {
    self.text = text
    var parts: [Part] = []
    var rest = text[...]
    var plain = ""
    while let open = rest.firstIndex(of: "{") {
      plain += rest[..<open]
      let name = rest[rest.index(after: open)...].prefix {
        $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")
      }
      if !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == "}" {
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = ""
        parts.append(.capture(String(name)))
        rest = rest[rest.index(after: name.endIndex)...]
      } else {
        plain += "{"
        rest = rest[rest.index(after: open)...]
      }
    }
    plain += rest
    if !plain.isEmpty { parts.append(.text(plain)) }
    self.parts = parts
  }
}

extension Template {
  /// The names of the captures, in order.
  package var captures: [String] {
    parts.compactMap { if case .capture(let name) = $0 { name } else { nil } }
  }

  /// Returns the text with the captures' values put in; `nil` where one of them has none.
  package func filled(_ value: (String) -> String?) -> String? {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .capture(let name):
        guard let text = value(name) else { return nil }
        result += text
      }
    }
    return result
  }
}
