/// Makes text of a log fit for a terminal or a text file.
///
/// Nothing in the result acts on a terminal or changes the order in which other text is seen. A
/// C0 control is shown as its picture (`␛` for ESC), everything else in ``HiddenScalars`` as its
/// number (`<U+202E>`), a C1 control too. The result is one line: LF is shown as `␊`.
package enum TextSanitizer {
  /// Returns the text with everything harmful made visible.
  ///
  /// - Complexity: O(*n*); the text itself is returned where nothing has to change.
  package static func sanitized(_ text: String) -> String {
    var text = text
    return text.withUTF8 { utf8 in firstHidden(utf8, from: 0).map { rewrite(utf8, from: $0) } }
      ?? text
  }

  /// Returns bytes of a log as harmless text; each broken sequence becomes U+FFFD.
  package static func sanitized(lossy bytes: some Collection<UInt8>) -> String {
    sanitized(String(decoding: bytes, as: UTF8.self))
  }

  /// Returns the lines of a text, each of them harmless; LF and CR LF end a line.
  package static func sanitizedLines(_ text: String) -> [String] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      sanitized(lossy: line.last == 0x0D ? line.dropLast() : line)
    }
  }
}

extension TextSanitizer {
  /// Returns the offset of the first hidden character at or behind an offset.
  private static func firstHidden(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var offset = start
    while offset < utf8.count {
      guard HiddenScalars.mayBegin(with: utf8[offset]) else {
        offset += 1
        continue
      }
      let character = UTF8Character(utf8, at: offset)
      if HiddenScalars.contains(character.scalar) { return offset }
      offset += character.length
    }
    return nil
  }

  @inline(never)
  private static func rewrite(_ utf8: UnsafeBufferPointer<UInt8>, from first: Int) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count + 16)
    var start = 0
    var hidden: Int? = first
    while let offset = hidden {
      let character = UTF8Character(utf8, at: offset)
      result.append(contentsOf: utf8[start..<offset])
      appendVisibleForm(of: character.scalar, to: &result)
      start = offset + character.length
      hidden = firstHidden(utf8, from: start)
    }
    result.append(contentsOf: utf8[start...])
    return String(decoding: result, as: UTF8.self)
  }

  private static func appendVisibleForm(of scalar: UInt32, to result: inout [UInt8]) {
    switch scalar {
    case 0x00...0x1F: result.append(contentsOf: [0xE2, 0x90, 0x80 + UInt8(scalar)])
    case 0x7F: result.append(contentsOf: "␡".utf8)
    default:
      let number = String(scalar, radix: 16, uppercase: true)
      let padding = String(repeating: "0", count: max(0, 4 - number.count))
      result.append(contentsOf: "<U+\(padding)\(number)>".utf8)
    }
  }
}
