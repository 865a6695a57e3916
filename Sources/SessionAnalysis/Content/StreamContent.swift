/// What an input as a whole is known by.
package struct StreamContent: Sendable, Equatable {
  /// The content of all its bytes.
  package var content: LogContent
  /// A hash of its last 256 bytes, by which it is found again at the same offset.
  package var checkpoint: UInt64

  /// Creates the value from its parts.
  package init(content: LogContent, checkpoint: UInt64) {
    self.content = content
    self.checkpoint = checkpoint
  }
}

/// The last bytes before a place in an input, which tell whether it is the same input.
package struct CheckpointTail: Sendable {
  /// The number of bytes.
  package static let size = 256

  private var bytes: [UInt8] = []

  /// Starts in front of an input.
  package init() {}

  /// Takes the next bytes.
  package mutating func add(_ chunk: UnsafeRawBufferPointer) {
    if chunk.count >= Self.size {
      bytes = Array(chunk.suffix(Self.size))
    } else {
      bytes.append(contentsOf: chunk)
      if bytes.count > Self.size { bytes.removeFirst(bytes.count - Self.size) }
    }
  }

  /// The hash of the bytes.
  package var hash: UInt64 { bytes.withUnsafeBytes { ByteHash.hash($0) } }
}

/// The hash of an input's first bytes.
package enum InputHead {
  /// The number of bytes.
  package static let size = 4096
  /// The hash of no bytes.
  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds bytes to a hash.
  static func add(_ bytes: some Sequence<UInt8>, to hash: inout UInt64) {
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  }

  /// Returns the hash of an input's first bytes, as `InputSummary.identity` has it.
  package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = start
    add(bytes.prefix(size), to: &hash)
    return hash
  }
}
