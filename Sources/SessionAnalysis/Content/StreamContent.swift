internal import Hashing

/// What an input as a whole is known by.
package struct StreamContent: Sendable, Equatable {
  /// The content of all its bytes.
  package var content: LogContent
  /// A hash of its last 256 bytes, by which it is found again at the same offset.
  package var checkpoint: UInt64
  /// Where its last session begins.
  package var lastSession: StreamMark

  /// Creates the value from its parts.
  init(content: LogContent, checkpoint: UInt64, lastSession: StreamMark) {
    self.content = content
    self.checkpoint = checkpoint
    self.lastSession = lastSession
  }

  /// Creates the value for an input that holds one session.
  package init(content: LogContent, checkpoint: UInt64) {
    self.init(
      content: content, checkpoint: checkpoint,
      lastSession: StreamMark(byte: 0, line: 1, units: 0, chain: ContentAccumulator.seed))
  }
}

/// The start of an input's last session, with what the bytes before it are known by.
package struct StreamMark: Sendable, Equatable {
  /// The offset of its first byte, counted in UTF-8.
  package var byte: Int
  /// Its first line, counted from 1.
  package var line: Int
  /// The number of whole units before it.
  package var units: Int
  /// The hash after them.
  package var chain: UInt64

  /// Creates the value from its parts.
  package init(byte: Int, line: Int, units: Int, chain: UInt64) {
    self.byte = byte
    self.line = line
    self.units = units
    self.chain = chain
  }
}

/// What it takes to read on from the start of an input's last session as if all before had been read.
package struct StreamResume: Sendable, Equatable {
  /// The start of the session.
  package var start: StreamMark
  /// The hashes that were kept up to there, as `LogContent` has them.
  package var prefixes: [UInt32]
  package var marks: [UInt64]
  /// Up to 256 bytes before it.
  package var tail: [UInt8]
  /// The hash of the input's first bytes, of those before the session if these are fewer.
  package var head: UInt64
  /// Whether no more bytes go into that hash.
  package var isHeadComplete: Bool

  /// Creates the value from its parts.
  package init(
    start: StreamMark, prefixes: [UInt32], marks: [UInt64], tail: [UInt8], head: UInt64,
    isHeadComplete: Bool = false
  ) {
    self.start = start
    self.isHeadComplete = isHeadComplete || start.byte >= InputHead.size
    self.prefixes = prefixes
    self.marks = marks
    self.tail = tail
    self.head = head
  }

  var byte: Int { start.byte }
  var units: Int { start.units }
  var chain: UInt64 { start.chain }
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
  static var start: UInt64 { FNV1a().value }

  /// Adds bytes to a hash.
  static func add(_ bytes: UnsafeRawBufferPointer, to hash: inout UInt64) {
    var whole = FNV1a(resuming: hash)
    whole.add(bytes)
    hash = whole.value
  }

  /// Returns the hash of an input's first bytes, as `InputSummary.identity` has it.
  package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = start
    add(UnsafeRawBufferPointer(rebasing: bytes.prefix(size)), to: &hash)
    return hash
  }
}
