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
    if !marks.isEmpty { marks.removeAll(keepingCapacity: true) }
  }

  /// Appends what a body writes, at once: growing the bytes costs more than writing most values.
  ///
  /// - Parameters:
  ///   - limit: The most bytes that it writes.
  ///   - body: Writes from a place on, which it moves.
  @inline(__always)
  mutating func append(atMost limit: Int, _ body: (inout UnsafeMutablePointer<UInt8>) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: limit) { buffer in
      guard let base = buffer.baseAddress else { return }
      var place = base
      body(&place)
      bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: place - base))
    }
  }

  /// Appends an unsigned number, seven bits a byte, the lowest first.
  package mutating func write(_ value: UInt64) {
    if value < 0x80 {
      bytes.append(UInt8(value))
    } else {
      append(atMost: UnsafeMutablePointer.longestNumber) { $0.write(value) }
    }
  }

  /// Appends a signed number in zigzag form.
  package mutating func write(_ value: Int) {
    write(value.zigzag)
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
    append(atMost: 8) { $0.write(value) }
  }

  mutating func write(_ value: String) {
    let utf8 = value.utf8
    write(UInt64(utf8.count))
    let isDone: Void? = utf8.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
    if isDone == nil { bytes.append(contentsOf: utf8) }
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

extension Int {
  /// The number with its sign in the lowest bit.
  fileprivate var zigzag: UInt64 {
    UInt64(bitPattern: Int64((self << 1) ^ (self >> (Int.bitWidth - 1))))
  }
}

// MARK: - At a place

/// The same forms, written to memory that has room for them.
extension UnsafeMutablePointer<UInt8> {
  /// The most bytes of a whole number.
  static var longestNumber: Int { 10 }
  /// The most bytes of a number that may be missing.
  static var longestOptional: Int { 1 + longestNumber }

  @inline(__always)
  mutating func write(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      pointee = UInt8(truncatingIfNeeded: rest) | 0x80
      self += 1
      rest >>= 7
    }
    pointee = UInt8(rest)
    self += 1
  }

  @inline(__always)
  mutating func write(_ value: Int) { write(value.zigzag) }

  @inline(__always)
  mutating func write(_ value: Bool) {
    pointee = value ? 1 : 0
    self += 1
  }

  @inline(__always)
  mutating func write(_ value: Double) {
    UnsafeMutableRawPointer(self).storeBytes(of: value.bitPattern.littleEndian, as: UInt64.self)
    self += 8
  }

  @inline(__always)
  mutating func write(_ value: Double?) {
    write(value != nil)
    if let value { write(value) }
  }
}
