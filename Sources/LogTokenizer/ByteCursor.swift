/// A position in bytes with the few steps that hand-written grammars need; a failed step does not move.
struct ByteCursor {
  let bytes: UnsafeRawBufferPointer
  var at: Int

  init(_ bytes: UnsafeRawBufferPointer, at: Int = 0) {
    self.bytes = bytes
    self.at = at
  }

  var isAtEnd: Bool { at >= bytes.count }

  /// The byte at the position, or 0 at the end.
  var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

  /// Steps over one given byte.
  mutating func skip(_ expected: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == expected else { return false }
    at += 1
    return true
  }

  /// Steps over given text, which is not empty; most texts differ in the first byte.
  @inline(__always)
  mutating func skip(_ expected: StaticString) -> Bool {
    guard at < bytes.count, bytes[at] == expected.utf8Start[0] else { return false }
    return skipWhole(expected)
  }

  @inline(never)
  private mutating func skipWhole(_ expected: StaticString) -> Bool {
    let count = expected.utf8CodeUnitCount
    guard at + count <= bytes.count else { return false }
    for index in 0..<count where bytes[at + index] != expected.utf8Start[index] { return false }
    at += count
    return true
  }

  /// Steps over blanks and returns their number.
  mutating func skipBlanks() -> Int {
    let start = at
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    return at - start
  }

  /// Reads exactly `count` digits.
  mutating func digits(_ count: Int) -> Int? {
    guard at + count <= bytes.count else { return nil }
    var value = 0
    for index in at..<at + count {
      guard (0x30...0x39).contains(bytes[index]) else { return nil }
      value = value * 10 + Int(bytes[index] - 0x30)
    }
    at += count
    return value
  }

  /// Reads one to `limit` digits and returns their value and number.
  mutating func number(upTo limit: Int) -> (value: Int, digits: Int)? {
    let start = at
    var value = 0
    while at < bytes.count, at - start < limit, (0x30...0x39).contains(bytes[at]) {
      value = value * 10 + Int(bytes[at] - 0x30)
      at += 1
    }
    return at == start ? nil : (value, at - start)
  }

  /// Steps over the longest run of bytes that `isPart` accepts and returns its length.
  mutating func skip(while isPart: (UInt8) -> Bool) -> Int {
    let start = at
    while at < bytes.count, isPart(bytes[at]) { at += 1 }
    return at - start
  }

  /// Runs a grammar and moves only if it succeeds.
  mutating func attempt<Value>(_ grammar: (inout ByteCursor) -> Value?) -> Value? {
    var copy = self
    guard let value = grammar(&copy) else { return nil }
    at = copy.at
    return value
  }
}

extension UInt8 {
  /// Whether the byte is part of an ASCII word: letter, digit or underscore.
  var isWord: Bool {
    // A bit for each byte, the digits in the first word; names are crossed byte by byte.
    let bits: UInt64 = self < 0x40 ? 0x03FF_0000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
    return self < 0x80 && bits >> (self & 0x3F) & 1 != 0
  }

  /// Whether the byte is an ASCII capital letter.
  var isUpper: Bool { (0x41...0x5A).contains(self) }
}
