internal import LogTokenizer

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Finds where lines end in the bytes of a file, without decoding them.
struct LineEnds {
  let ending: LineEnding
  /// The file's offset of the next byte.
  private(set) var offset: Int
  /// The byte before it.
  private var last: UInt8 = 0

  init(_ ending: LineEnding, from offset: Int) {
    self.ending = ending
    self.offset = offset
  }
}

extension LineEnds {
  /// Moves behind the next line end, or to the end of the bytes where there is none.
  ///
  /// - Parameter bytes: The next bytes of the file.
  /// - Returns: How many of them were passed, and whether a line ends there.
  /// - Complexity: O(bytes passed).
  mutating func next(in bytes: UnsafeRawBufferPointer) -> (count: Int, endsLine: Bool) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return (0, false) }
    var count = bytes.count
    var endsLine = false
    switch ending {
    case .byte:
      if let found = memchr(base, 0x0A, bytes.count) {
        count = base.distance(to: UnsafeRawPointer(found)) + 1
        endsLine = true
      }
    case .littleEndianUnit:
      (count, endsLine) = nextUnit(in: bytes, 0x0A, 0)
    case .bigEndianUnit:
      (count, endsLine) = nextUnit(in: bytes, 0, 0x0A)
    }
    offset += count
    last = bytes[count - 1]
    return (count, endsLine)
  }

  /// Passes bytes in which line ends do not matter.
  mutating func pass(_ bytes: UnsafeRawBufferPointer) {
    offset += bytes.count
    last = bytes.last ?? last
  }

  private func nextUnit(
    in bytes: UnsafeRawBufferPointer, _ first: UInt8, _ second: UInt8
  ) -> (count: Int, endsLine: Bool) {
    for index in bytes.indices where !(offset + index).isMultiple(of: 2) && bytes[index] == second {
      if (index > 0 ? bytes[index - 1] : last) == first { return (index + 1, true) }
    }
    return (bytes.count, false)
  }
}
