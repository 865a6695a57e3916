extension JSONWriter {
  /// Appends ASCII that needs no escapes.
  mutating func appendASCII(_ text: StaticString) {
    buffer.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a quoted text that needs no escapes.
  mutating func appendStatic(_ text: StaticString) {
    buffer.append(0x22)
    appendASCII(text)
    buffer.append(0x22)
  }

  /// Appends a quoted text.
  mutating func appendQuoted(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      buffer.append(0x22)
      appendEscaped(utf8)
      buffer.append(0x22)
    }
  }

  /// Appends valid UTF-8 with escapes where JSON demands them or ``HiddenScalars`` asks for them.
  ///
  /// Stretches without escapes are copied whole; in ASCII they are found eight bytes at a time,
  /// which is what makes large reports cheap.
  private mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeRawBufferPointer(utf8)
    var start = 0
    var offset = 0
    while offset < utf8.count {
      if offset + 8 <= utf8.count,
        isPlain(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      {
        offset += 8
        continue
      }
      let byte = utf8[offset]
      if byte != 0x22, byte != 0x5C, !HiddenScalars.mayBegin(with: byte) {
        offset += 1
        continue
      }
      let character = UTF8Character(utf8, at: offset)
      if byte < 0x80 || HiddenScalars.contains(character.scalar) {
        buffer.append(contentsOf: utf8[start..<offset])
        appendEscape(character.scalar)
        start = offset + character.length
      }
      offset += character.length
    }
    buffer.append(contentsOf: utf8[start...])
  }

  /// Appends the escape of one character.
  @inline(never)
  private mutating func appendEscape(_ scalar: UInt32) {
    switch scalar {
    case 0x22: appendASCII("\\\"")
    case 0x5C: appendASCII("\\\\")
    case 0x08: appendASCII("\\b")
    case 0x09: appendASCII("\\t")
    case 0x0A: appendASCII("\\n")
    case 0x0C: appendASCII("\\f")
    case 0x0D: appendASCII("\\r")
    case 0x10000...:
      appendHex(0xD800 + (scalar - 0x10000) >> 10)
      appendHex(0xDC00 + (scalar - 0x10000) & 0x3FF)
    default: appendHex(scalar)
    }
  }

  private mutating func appendHex(_ unit: UInt32) {
    appendASCII("\\u")
    for shift in stride(from: UInt32(12), through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: unit >> shift & 0xF)
      buffer.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}

/// Returns whether eight bytes are all ASCII that JSON takes as it is.
///
/// Each term has the high bit of a byte set where the byte is out of bounds. A borrow may set a
/// bit too many above a true one, never one too few.
@inline(__always)
private func isPlain(_ word: UInt64) -> Bool {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let highBits: UInt64 = 0x8080_8080_8080_8080
  let quote = word ^ (ones &* 0x22)
  let backslash = word ^ (ones &* 0x5C)
  let delete = word ^ (ones &* 0x7F)
  let found =
    word | (word &- ones &* 0x20) & ~word
    | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (delete &- ones) & ~delete
  return found & highBits == 0
}
