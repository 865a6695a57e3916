/// A regex in the syntax of ripgrep's own engine, which knows no lookaround and searches single lines.
///
/// Names of captures are left out, since many patterns may stand in one file (`rg -f`).
package struct RipgrepPattern: Hashable, Sendable {
  /// The regex.
  package let text: String

  /// Translates a PCRE2 regex; `nil` where it uses what the other engine does not have.
  package init?(_ regex: String) {
    var translation = Translation(Array(regex.unicodeScalars))
    guard translation.run() else { return nil }
    text = String(translation.result)
  }
}

/// The state of a translation.
private struct Translation {
  private let scalars: [Unicode.Scalar]
  private var at = 0
  private(set) var result = String.UnicodeScalarView()

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  /// Translates everything; false where that is impossible.
  mutating func run() -> Bool {
    while at < scalars.count {
      let scalar = scalars[at]
      at += 1
      let isDone: Bool
      switch scalar {
      case "\\": isDone = escape(inClass: false)
      case "[": isDone = characterClass()
      case "(": isDone = group()
      case "{": isDone = brace()
      case "}": isDone = append("\\}")
      case "]": isDone = append("\\]")
      case "*", "+", "?": isDone = quantifier(scalar)
      case "\n", "\r": isDone = false
      default: isDone = append(String(scalar))
      }
      guard isDone else { return false }
    }
    return true
  }

  private mutating func append(_ text: String) -> Bool {
    result.append(contentsOf: text.unicodeScalars)
    return true
  }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  /// A possessive quantifier has no equivalent.
  private mutating func quantifier(_ scalar: Unicode.Scalar) -> Bool {
    result.append(scalar)
    if next == "+" { return false }
    if next == "?" {
      result.append("?")
      at += 1
    }
    return true
  }

  private mutating func escape(inClass: Bool) -> Bool {
    guard let scalar = next else { return false }
    at += 1
    switch scalar {
    case "d", "D", "w", "W", "s", "S", "t", "f", "v", "a": return append("\\\(scalar)")
    case "b", "B", "A", "z": return inClass ? false : append("\\\(scalar)")
    case "e": return append("\\x1B")
    case "h": return append(inClass ? " \\t" : "[ \\t]")
    case "x": return hexadecimal()
    case ".", "+", "*", "?", "(", ")", "|", "[", "]", "{", "}", "^", "$", "\\", "-", "&", "~", "#":
      return append("\\\(scalar)")
    case _ where scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9" ~= scalar):
      return append(String(scalar))
    default: return false
    }
  }

  private mutating func hexadecimal() -> Bool {
    if next == "{" {
      guard let end = scalars[at...].firstIndex(of: "}") else { return false }
      let digits = String(String.UnicodeScalarView(scalars[at...end]))
      at = end + 1
      return append("\\x\(digits)")
    }
    let digits = scalars[at...].prefix(2).prefix { $0.properties.isASCIIHexDigit }
    guard digits.count == 2 else { return false }
    at += 2
    return append("\\x\(String(String.UnicodeScalarView(digits)))")
  }

  private mutating func characterClass() -> Bool {
    let isNegated = next == "^"
    if isNegated { at += 1 }
    var isFirst = true
    let whole = result
    result.append(contentsOf: (isNegated ? "[^" : "[").unicodeScalars)
    let empty = result.count
    while let scalar = next {
      at += 1
      switch scalar {
      case "]" where !isFirst:
        guard result.count == empty else { return append("]") }
        result = whole
        return isNegated ? append(".") : false
      case "\\":
        if next == "n" || next == "r" {
          // The end of a line is never searched, so a class need not leave it out.
          at += 1
        } else if !escape(inClass: true) {
          return false
        }
      case "[" where next == ":":
        guard let end = scalars[at...].firstIndex(of: "]") else { return false }
        result.append("[")
        result.append(contentsOf: scalars[at...end])
        at = end + 1
      case "[", "]", "&", "~": _ = append("\\\(scalar)")
      case "-" where next == "-": _ = append("\\-")
      default: result.append(scalar)
      }
      isFirst = false
    }
    return false
  }

  private mutating func group() -> Bool {
    guard next == "?" else { return next == "*" ? false : append("(") }
    let rest = scalars[(at + 1)...]
    switch rest.first {
    case ":":
      at += 2
      return append("(?:")
    case "<", "P", "'":
      let isLook =
        rest.first == "<" && (rest.dropFirst().first == "=" || rest.dropFirst().first == "!")
      let close: Unicode.Scalar = rest.first == "'" ? "'" : ">"
      let isNamed = rest.first != "P" || rest.dropFirst().first == "<"
      guard !isLook, isNamed, let end = rest.dropFirst().firstIndex(of: close) else { return false }
      at = end + 1
      return append("(?:")
    default: return flags(rest)
    }
  }

  /// Copies `(?i)` and `(?i:`; `m` and `s` do not matter within a line, others have no equivalent.
  private mutating func flags(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let end = rest.firstIndex(where: { $0 == ")" || $0 == ":" }) else { return false }
    let letters = rest[..<end]
    guard !letters.isEmpty, letters.allSatisfy({ "imsx-".unicodeScalars.contains($0) }) else {
      return false
    }
    at = end + 1
    return append("(?" + String(String.UnicodeScalarView(letters)) + String(scalars[end]))
  }

  /// Copies `{2,5}`; braces that are no counts are text.
  private mutating func brace() -> Bool {
    guard let end = scalars[at...].firstIndex(of: "}") else { return append("\\{") }
    let body = scalars[at..<end]
    let isCount =
      body.first.map { "0"..."9" ~= $0 } == true
      && body.allSatisfy { "0"..."9" ~= $0 || $0 == "," }
    guard isCount else { return append("\\{") }
    at = end + 1
    _ = append("{" + String(String.UnicodeScalarView(body)) + "}")
    if next == "+" { return false }
    if next == "?" {
      at += 1
      return append("?")
    }
    return true
  }
}
