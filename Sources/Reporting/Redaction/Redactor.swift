/// Replaces what tells who ran a program, or what must stay secret, before a report is shared.
///
/// Recognised are user names in home directories (Windows, Linux, macOS) and shell prompts,
/// prompts for pictures and text, access tokens and passwords, host names, IPv4 and IPv6
/// addresses, and e-mail addresses. Each becomes a word in angle brackets, such as `<user>`.
/// Addresses of the machine itself (127.0.0.1, ::1, 0.0.0.0, localhost) and hosts from which
/// everybody loads packages are left alone, because they tell nothing about anybody.
///
/// It works by form, so it is a help and no guarantee.
package enum Redactor {
  /// Returns a text with everything private replaced.
  ///
  /// - Complexity: O(*n*): what a rule looks at from one position is bounded.
  package static func redacted(_ text: String) -> String {
    var text = text
    return text.withUTF8 { utf8 in RedactionScanner(bytes: utf8).redacted() } ?? text
  }
}

/// A part of a text to be replaced.
struct Redaction {
  /// The bytes to be replaced.
  let range: Range<Int>
  /// What stands there instead.
  let replacement: StaticString
}

/// Finds what is private in a text; each rule is a function of the position from which it looks.
struct RedactionScanner {
  let bytes: UnsafeBufferPointer<UInt8>
}

extension RedactionScanner {
  /// Returns the text with everything private replaced, or nil where there is nothing.
  func redacted() -> String? {
    var result: [UInt8] = []
    var copied = 0
    var offset = 0
    while offset < bytes.count {
      guard let found = redaction(at: offset) else {
        offset += 1
        continue
      }
      result.append(contentsOf: bytes[copied..<found.range.lowerBound])
      let replacement = found.replacement
      result.append(
        contentsOf: UnsafeBufferPointer(
          start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
      copied = found.range.upperBound
      offset = max(copied, offset + 1)
    }
    guard copied > 0 else { return nil }
    result.append(contentsOf: bytes[copied...])
    return String(decoding: result, as: UTF8.self)
  }

  /// Returns what is private at or shortly behind an offset, as far as a rule looks there.
  private func redaction(at offset: Int) -> Redaction? {
    switch bytes[offset] {
    case UInt8(ascii: "/"), UInt8(ascii: "\\"):
      return homeDirectory(at: offset) ?? networkShare(at: offset)
    case UInt8(ascii: ":"):
      return address6(at: offset) ?? urlHost(at: offset)
    default:
      guard isWord(offset), !isWord(offset - 1) else { return nil }
      return secret(at: offset) ?? prompt(at: offset) ?? mailOrShellPrompt(at: offset)
        ?? address4(at: offset) ?? address6(at: offset) ?? hostName(at: offset)
    }
  }
}

// MARK: - Reading bytes

extension RedactionScanner {
  /// Returns the byte at an offset, or 0 outside of the text.
  func byte(_ offset: Int) -> UInt8 {
    bytes.indices.contains(offset) ? bytes[offset] : 0
  }

  /// Returns whether an ASCII letter, digit or underscore stands at an offset.
  func isWord(_ offset: Int) -> Bool {
    let byte = byte(offset)
    return byte.isAlphanumeric || byte == UInt8(ascii: "_")
  }

  /// Returns whether a text in lower case stands at an offset, in any case.
  func stands(_ text: StaticString, at offset: Int) -> Bool {
    guard offset >= 0, offset + text.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<text.utf8CodeUnitCount
    where bytes[offset + index].lowercased != text.utf8Start[index] {
      return false
    }
    return true
  }

  /// Returns the first offset at or behind a start whose byte is not of a kind.
  func end(
    from start: Int, atMost limit: Int = .max, while belongs: (UInt8) -> Bool
  ) -> Int {
    let last = min(bytes.count, limit > bytes.count - start ? bytes.count : start + limit)
    var offset = start
    while offset < last, belongs(bytes[offset]) { offset += 1 }
    return offset
  }

  /// Returns the end of the line in which an offset lies.
  func lineEnd(from offset: Int) -> Int {
    end(from: offset) { $0 != 0x0A && $0 != 0x0D }
  }

  /// Returns where a value stands that begins at an offset: up to its closing quotation mark, or
  /// up to white space or a separator.
  func value(at start: Int) -> Range<Int> {
    let quote = byte(start)
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      return (start + 1)..<closingQuote(quote, from: start + 1)
    }
    return start..<end(from: start) { $0 > 0x20 && !endsValue($0) }
  }

  private func endsValue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: ")"),
      UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      true
    default: false
    }
  }

  /// Returns the offset of a closing quotation mark, or of the text's end.
  func closingQuote(_ quote: UInt8, from start: Int) -> Int {
    var offset = start
    while offset < bytes.count, bytes[offset] != quote {
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(offset, bytes.count)
  }
}

extension UInt8 {
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  var isUppercase: Bool { (0x41...0x5A).contains(self) }
  var isAlphanumeric: Bool { isDigit || isLetter }
  var isHexDigit: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }
  var isPathSeparator: Bool { self == UInt8(ascii: "/") || self == UInt8(ascii: "\\") }
  var lowercased: UInt8 { isUppercase ? self | 0x20 : self }
}
