/// The bytes are not what a `ByteWriter` of this version wrote.
package struct CorruptDataError: Error, Equatable {
  /// The offset at which reading failed.
  package var offset: Int

  /// Creates an error.
  package init(offset: Int) {
    self.offset = offset
  }
}

/// Reads what a `ByteWriter` wrote; never trusts a length.
package struct ByteReader {
  let bytes: ArraySlice<UInt8>
  private(set) var at: Int

  /// Starts in front of some bytes.
  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    at = bytes.startIndex
  }

  /// Whether all was read.
  package var isAtEnd: Bool { at == bytes.endIndex }

  var failure: CorruptDataError { CorruptDataError(offset: at - bytes.startIndex) }

  private mutating func byte() throws(CorruptDataError) -> UInt8 {
    guard at < bytes.endIndex else { throw failure }
    defer { at += 1 }
    return bytes[at]
  }

  /// Reads an unsigned number.
  package mutating func readUnsigned() throws(CorruptDataError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      let next = try byte()
      value |= UInt64(next & 0x7F) << UInt64(shift)
      if next < 0x80 { return value }
    }
    throw failure
  }

  /// Reads a signed number; one so large that sums of such numbers overflow is refused.
  package mutating func readInt() throws(CorruptDataError) -> Int {
    let value = try readUnsigned()
    guard value <= 1 << 53 else { throw failure }
    return Int(truncatingIfNeeded: Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
  }

  mutating func readBool() throws(CorruptDataError) -> Bool {
    try byte() != 0
  }

  mutating func readDouble() throws(CorruptDataError) -> Double {
    var pattern: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 8) { pattern |= UInt64(try byte()) << UInt64(shift) }
    return Double(bitPattern: pattern)
  }

  /// Reads a length that what is left can hold.
  mutating func readCount() throws(CorruptDataError) -> Int {
    let count = try readUnsigned()
    guard count <= UInt64(bytes.endIndex - at) else { throw failure }
    return Int(count)
  }

  mutating func readString() throws(CorruptDataError) -> String {
    let count = try readCount()
    defer { at += count }
    return String(decoding: bytes[at..<at + count], as: UTF8.self)
  }

  /// Goes over a text without making it.
  mutating func skipString() throws(CorruptDataError) {
    at += try readCount()
  }

  mutating func readOptional<Value>(
    _ read: (inout ByteReader) throws(CorruptDataError) -> Value
  ) throws(CorruptDataError) -> Value? {
    try readBool() ? try read(&self) : nil
  }

  mutating func readArray<Value>(
    _ read: (inout ByteReader) throws(CorruptDataError) -> Value
  ) throws(CorruptDataError) -> [Value] {
    let count = try readCount()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try read(&self)) }
    return values
  }
}
