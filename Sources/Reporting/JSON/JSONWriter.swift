/// Writes JSON piece by piece, with its keys in the order of their bytes.
///
/// The caller writes the keys in that order; a debug build checks it. Text is escaped so that what
/// a terminal or an editor would act upon never stands in the output as it is. Finished bytes wait
/// in the writer until `flush(to:)` or `flushIfFull(to:)` hands them over.
///
/// A writer is a value for one thread at a time.
package struct JSONWriter {
  /// How the output is laid out.
  package enum Layout: Sendable {
    /// No white space: one value is one line.
    case compact
    /// One key or element a line, indented by two spaces; lists of numbers stay on one line.
    case pretty
  }

  /// The number of bytes from which on `flushIfFull(to:)` hands over.
  private static let flushSize = 64 << 10

  let layout: Layout
  var buffer: [UInt8] = []
  var depth = 0
  /// Whether something stands before the next key or element at this depth.
  var needsComma = false
  /// Whether a key was written whose value is to come.
  var isBehindKey = false
  /// The last key at each depth; kept in debug builds only.
  private var lastKeys: [[UInt8]?] = []

  /// Creates a writer without output.
  package init(layout: Layout = .compact) {
    self.layout = layout
    buffer.reserveCapacity(Self.flushSize + 4096)
  }
}

extension JSONWriter {
  /// Starts an object.
  package mutating func beginObject() {
    begin(0x7B)
    assert(opensKeys())
  }

  /// Writes a member that stands before the sorted ones, whatever its key.
  ///
  /// The keys that tell what a line of NDJSON is come first, for the eye and for `grep`.
  mutating func leadingMember(_ key: StaticString, _ value: String?) {
    leadingKey(key)
    if let value { self.value(value) } else { null() }
  }

  /// Writes a member that stands before the sorted ones, and is a whole number.
  mutating func leadingMember(_ key: StaticString, number: Int) {
    leadingKey(key)
    value(number)
  }

  /// Ends the object that was started last.
  package mutating func endObject() {
    assert(closesKeys())
    end(0x7D)
  }

  /// Starts an array.
  package mutating func beginArray() {
    begin(0x5B)
    assert(opensKeys())
  }

  /// Ends the array that was started last.
  package mutating func endArray() {
    assert(closesKeys())
    end(0x5D)
  }

  /// Writes a key; its value is to follow.
  package mutating func key(_ key: StaticString) {
    assert(follows(Array(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))))
    separate()
    appendStatic(key)
    appendColon()
    isBehindKey = true
  }

  /// Writes a key that is not known at compile time; its value is to follow.
  package mutating func key(named key: String) {
    assert(follows(Array(key.utf8)))
    separate()
    appendQuoted(key)
    appendColon()
    isBehindKey = true
  }

  /// Writes null.
  package mutating func null() {
    separate()
    buffer.append(contentsOf: [0x6E, 0x75, 0x6C, 0x6C])
  }

  /// Writes a truth value.
  package mutating func value(_ value: Bool) {
    separate()
    appendASCII(value ? "true" : "false")
  }

  /// Writes a whole number.
  package mutating func value(_ value: Int) {
    separate()
    appendInteger(value)
  }

  /// Writes a number, in the shortest decimal that reads back to the same one; null where it is
  /// infinite or not a number, which JSON cannot hold.
  package mutating func value(_ value: Double) {
    separate()
    appendNumber(value)
  }

  /// Writes a text.
  package mutating func value(_ value: String) {
    separate()
    appendQuoted(value)
  }

  /// Writes bytes of a log as a text; each broken sequence becomes U+FFFD.
  package mutating func value(lossy bytes: some Collection<UInt8>) {
    value(String(decoding: bytes, as: UTF8.self))
  }

  /// Writes whole numbers as an array on one line.
  package mutating func value(_ values: [Int]) {
    separate()
    appendList(values) { $0.appendInteger($1) }
  }

  /// Writes numbers as an array on one line.
  package mutating func value(_ values: [Double]) {
    separate()
    appendList(values) { $0.appendNumber($1) }
  }

  /// Ends a line, which in NDJSON is one value.
  package mutating func endLine() {
    buffer.append(0x0A)
    needsComma = false
  }
}

extension JSONWriter {
  /// Hands over what is finished if it is much.
  package mutating func flushIfFull(to output: inout some ByteOutput) throws {
    if buffer.count >= Self.flushSize { try flush(to: &output) }
  }

  /// Hands over everything that is finished.
  package mutating func flush(to output: inout some ByteOutput) throws {
    try buffer.withUnsafeBytes { try output.append($0) }
    buffer.removeAll(keepingCapacity: true)
  }
}

// MARK: - Layout

extension JSONWriter {
  private mutating func leadingKey(_ key: StaticString) {
    separate()
    appendStatic(key)
    appendColon()
    isBehindKey = true
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    buffer.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if needsComma { appendNewline() }
    buffer.append(bracket)
    needsComma = true
  }

  /// Writes what stands before a key or value: a comma, a new line, or behind a key nothing.
  private mutating func separate() {
    if isBehindKey {
      isBehindKey = false
      needsComma = true
      return
    }
    if needsComma { buffer.append(0x2C) }
    if depth > 0 { appendNewline() }
    needsComma = true
  }

  private mutating func appendNewline() {
    guard layout == .pretty else { return }
    // Most lines stand no deeper than these spaces reach.
    let lineStart: StaticString = "\n                                "
    let shown = min(1 + 2 * depth, lineStart.utf8CodeUnitCount)
    buffer.append(contentsOf: UnsafeBufferPointer(start: lineStart.utf8Start, count: shown))
    for _ in shown..<(1 + 2 * depth) { buffer.append(0x20) }
  }

  private mutating func appendColon() {
    buffer.append(0x3A)
    if layout == .pretty { buffer.append(0x20) }
  }

  private mutating func appendList<Element>(
    _ values: [Element], _ append: (inout JSONWriter, Element) -> Void
  ) {
    buffer.append(0x5B)
    for (index, value) in values.enumerated() {
      if index > 0 { appendASCII(layout == .pretty ? ", " : ",") }
      append(&self, value)
    }
    buffer.append(0x5D)
  }
}

// MARK: - The check of the keys' order

extension JSONWriter {
  private mutating func opensKeys() -> Bool {
    lastKeys.append(nil)
    return true
  }

  private mutating func closesKeys() -> Bool {
    lastKeys.popLast() != nil
  }

  private mutating func follows(_ key: [UInt8]) -> Bool {
    guard let last = lastKeys.popLast() else { return false }
    lastKeys.append(key)
    guard let last else { return true }
    return last.lexicographicallyPrecedes(key)
  }
}
