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
    decoder.waiting.removeAll()
    decoder.isAtLineStart = true
    decoder.isLineSettled = false
    decoder.lastBytes = (0x20, 0x0A)
    return decoder
  }

  /// Whether this decoder makes the same of all bytes to come as another one, which has read more of
  /// the log, and met no encoding that the other one did not.
  package func agrees(with other: borrowing EncodingDecoder) -> Bool {
    mode == other.mode && isAtLineStart == other.isAtLineStart
      && isLineSettled == other.isLineSettled && lastBytes == other.lastBytes
      && waiting == other.waiting
      && (evidence == other.evidence || evidence.isUTF8 && other.evidence.isUTF8)
      && seen.isSubset(of: other.seen) && (!hasBytes || other.hasBytes || !other.seen.isEmpty)
      && (!lacksConverter || other.lacksConverter)
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
