import Localization

/// Reads JSON values one after the other from bytes, without building a tree.
///
/// Covers what a line of a series file needs: objects, arrays, strings, numbers and skipping.
struct JSONScanner {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// The deepest nesting that skipping follows.
  private static let deepest = 64

  /// Creates a scanner at the start of the bytes.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }
}

/// What a scanner could not read.
struct JSONFault: Error {
  let reason: LocalizedText
}

extension JSONScanner {
  /// Whether only white space is left.
  mutating func isAtEnd() -> Bool {
    skipSpace()
    return position == bytes.endIndex
  }

  /// Reads an object; calls `member` with each key, which must consume the value.
  mutating func readObject(
    _ member: (inout JSONScanner, String) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try expect(UInt8(ascii: "{"), LocalizedText(en: "an object", zh: "对象"))
    if take(UInt8(ascii: "}")) { return }
    repeat {
      let key = try readString()
      try expect(UInt8(ascii: ":"), LocalizedText(en: "a colon", zh: "冒号"))
      try member(&self, key)
    } while take(UInt8(ascii: ","))
    try expect(
      UInt8(ascii: "}"), LocalizedText(en: "a comma or the end of an object", zh: "逗号或对象的结尾"))
  }

  /// Reads an array; calls `element` for each element, which must consume it.
  mutating func readArray(
    _ element: (inout JSONScanner) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try expect(UInt8(ascii: "["), LocalizedText(en: "an array", zh: "数组"))
    if take(UInt8(ascii: "]")) { return }
    repeat {
      try element(&self)
    } while take(UInt8(ascii: ","))
    try expect(
      UInt8(ascii: "]"), LocalizedText(en: "a comma or the end of an array", zh: "逗号或数组的结尾"))
  }

  /// Reads a string with its escapes.
  mutating func readString() throws(JSONFault) -> String {
    try expect(UInt8(ascii: "\""), LocalizedText(en: "a string", zh: "字符串"))
    var text: [UInt8] = []
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try readEscape(into: &text)
      default: text.append(byte)
      }
    }
    throw JSONFault(reason: LocalizedText(en: "a string does not end", zh: "字符串没有结束"))
  }

  /// Reads a number; `null`, `NaN` and infinities, which some writers print, are numbers too.
  mutating func readNumber() throws(JSONFault) -> Double {
    skipSpace()
    let word = bytes[position...].prefix { !Self.delimiters.contains($0) }
    position = word.endIndex
    if word.elementsEqual("null".utf8) { return .nan }
    guard let value = Double(String(decoding: word, as: UTF8.self)) else {
      throw JSONFault(reason: LocalizedText(en: "a number was expected", zh: "此处应为数字"))
    }
    return value
  }

  /// Passes over a value of any kind.
  mutating func skipValue(depth: Int = 0) throws(JSONFault) {
    guard depth < Self.deepest else {
      throw JSONFault(reason: LocalizedText(en: "values are nested too deeply", zh: "值的嵌套太深"))
    }
    skipSpace()
    guard position < bytes.endIndex else {
      throw JSONFault(reason: LocalizedText(en: "a value was expected", zh: "此处应为一个值"))
    }
    switch bytes[position] {
    case UInt8(ascii: "{"):
      try readObject { (scanner, _) throws(JSONFault) in try scanner.skipValue(depth: depth + 1) }
    case UInt8(ascii: "["):
      try readArray { (scanner) throws(JSONFault) in try scanner.skipValue(depth: depth + 1) }
    case UInt8(ascii: "\""):
      _ = try readString()
    default:
      let word = bytes[position...].prefix { !Self.delimiters.contains($0) }
      guard !word.isEmpty else {
        throw JSONFault(reason: LocalizedText(en: "a value was expected", zh: "此处应为一个值"))
      }
      position = word.endIndex
    }
  }
}

extension JSONScanner {
  private static let delimiters: Set<UInt8> = Set(",:[]{}\" \t\r\n".utf8)

  private mutating func skipSpace() {
    while position < bytes.endIndex,
      bytes[position] == 0x20 || bytes[position] == 0x09
        || bytes[position] == 0x0d || bytes[position] == 0x0a
    {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.endIndex, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8, _ what: LocalizedText) throws(JSONFault) {
    guard take(byte) else {
      throw JSONFault(
        reason: LocalizedText(en: "\(what.en) was expected", zh: "此处应为\(what.zh)"))
    }
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(JSONFault) {
    guard position < bytes.endIndex else {
      throw JSONFault(reason: LocalizedText(en: "a string does not end", zh: "字符串没有结束"))
    }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "u"): try readUnicodeEscape(into: &text)
    default: text.append(byte)
    }
  }

  private mutating func readUnicodeEscape(into text: inout [UInt8]) throws(JSONFault) {
    var units = [try readHexUnit()]
    if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: "\\u".utf8) {
      position += 2
      units.append(try readHexUnit())
    }
    text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
  }

  private mutating func readHexUnit() throws(JSONFault) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4,
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      throw JSONFault(
        reason: LocalizedText(en: "an escape is not four hexadecimal digits", zh: "转义序列不是四位十六进制数"))
    }
    position += 4
    return unit
  }
}
