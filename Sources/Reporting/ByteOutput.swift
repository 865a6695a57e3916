/// Something that takes a report's bytes: a file, standard output, or memory.
///
/// Formats hand over pieces of about 64 KiB, so an implementation needs no buffer of its own.
package protocol ByteOutput {
  /// Takes the next bytes of the report.
  ///
  /// - Parameter bytes: The bytes, valid during the call only.
  /// - Throws: What the destination reports, for example that its reader went away.
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws
}

/// A report kept in memory.
package struct MemoryOutput: ByteOutput, Sendable {
  /// The bytes taken so far.
  package private(set) var bytes: [UInt8] = []

  /// Creates an empty output.
  package init() {}

  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    self.bytes.append(contentsOf: bytes)
  }
}

extension MemoryOutput {
  /// The bytes as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension ByteOutput {
  /// Takes bytes.
  package mutating func append(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try append($0) }
  }

  /// Takes the UTF-8 of a text.
  package mutating func append(_ text: String) throws {
    var text = text
    try text.withUTF8 { try append(UnsafeRawBufferPointer($0)) }
  }
}
