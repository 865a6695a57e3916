/// Appends values to bytes in a compact form: variable-length integers, lengths before contents.
package struct ByteWriter {
  /// A place whose bytes a hash leaves out.
  struct Mark {
    var range: Range<Int>
    /// The line that is written there; `nil` where what is written does not count.
    var line: Int?
  }

  /// What was written.
  package private(set) var bytes: [UInt8] = []
  /// The places of lines, and of what does not count, in their order.
  private(set) var marks: [Mark] = []

  /// Starts with no bytes.
  package init() {}

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    marks.removeAll(keepingCapacity: true)
  }

  /// Appends an unsigned number, seven bits a byte, the lowest first.
  package mutating func write(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Appends a signed number in zigzag form.
  package mutating func write(_ value: Int) {
    write(UInt64(bitPattern: Int64((value << 1) ^ (value >> (Int.bitWidth - 1)))))
  }

  /// Appends the number of a line.
  mutating func write(line: Int) {
    let start = bytes.count
    write(line)
    marks.append(Mark(range: start..<bytes.count, line: line))
  }

  /// Appends a number that follows from where something stands.
  mutating func write(place: Int) {
    let start = bytes.count
    write(place)
    marks.append(Mark(range: start..<bytes.count))
  }

  mutating func write(_ value: Bool) {
    bytes.append(value ? 1 : 0)
  }

  mutating func write(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ value: String) {
    let utf8 = value.utf8
    write(UInt64(utf8.count))
    bytes.append(contentsOf: utf8)
  }

  /// Appends bytes as they are.
  mutating func append(_ other: [UInt8]) {
    bytes.append(contentsOf: other)
  }

  mutating func write<Value>(_ value: Value?, _ write: (inout ByteWriter, Value) -> Void) {
    self.write(value != nil)
    if let value { write(&self, value) }
  }

  mutating func write<Value>(_ values: [Value], _ write: (inout ByteWriter, Value) -> Void) {
    self.write(UInt64(values.count))
    for value in values { write(&self, value) }
  }
}
