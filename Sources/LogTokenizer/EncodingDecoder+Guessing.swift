extension EncodingDecoder {
  /// How many bytes of a log's beginning are looked at for a guess.
  package static let guessSize = 64 << 10

  /// Makes a decoder that begins at a line within a log.
  ///
  /// It takes for granted what the log's beginning shows, a guess of what it would know had it read
  /// everything before.
  ///
  /// - Parameter head: The first bytes of the log.
  /// - Returns: The decoder.
  package static func guess(fromHead head: UnsafeRawBufferPointer) -> EncodingDecoder {
    var decoder = EncodingDecoder()
    decoder.decode(head, isLast: false) { _ in }
    var fresh = EncodingDecoder()
    fresh.mode = decoder.mode
    fresh.evidence = decoder.evidence
    fresh.lastBytes = (0x20, 0x0A)
    return fresh
  }

  /// Whether this decoder makes the same of all bytes to come as another one.
  package func agrees(with other: borrowing EncodingDecoder) -> Bool {
    mode == other.mode && isAtLineStart == other.isAtLineStart
      && isLineSettled == other.isLineSettled && lastBytes == other.lastBytes
      && waiting == other.waiting
      && (evidence == other.evidence || evidence.isUTF8 && other.evidence.isUTF8)
  }

  /// The bytes of an LF in the present state: one, or the two of UTF-16.
  package var lineEnding: LineEnding {
    switch mode {
    case .bytes: .byte
    case .utf16(let isBigEndian): isBigEndian ? .bigEndianUnit : .littleEndianUnit
    }
  }
}

/// What ends a line in a file: the byte LF, or a unit of UTF-16 at an even offset.
package enum LineEnding: Sendable {
  case byte
  case littleEndianUnit
  case bigEndianUnit
}
