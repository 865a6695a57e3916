import PCRE

/// The part of a record that PCRE2 sees, since nothing bounds its time but the length of the text.
///
/// A window has 4 KiB, or 1 KiB for patterns that run without machine code. A record that is not
/// longer is searched whole. In a longer one, each cell of a quarter of a window has its own window,
/// with the cell in the middle as far as the record's ends allow, so that a literal that starts in the
/// cell has at least 1.5 KiB (0.4 KiB) of context on both sides:
///
///     record   |........................................................|
///     cells    |....|....|....|....|....|....|....|....|....|....|....|.|
///     window           |..... cell .....|
struct SearchWindow {
  /// The window's bytes are those from `start` to before `end`.
  var start: Int
  var end: Int

  /// Whether the record goes on behind the window.
  var isCutAtEnd: Bool

  /// Whether the window is not the whole record.
  var isCut: Bool { start > 0 || isCutAtEnd }
}

extension SearchWindow {
  /// Bytes of a window.
  static let bytes = (machineCode: 4_096, interpreted: 1_024)

  /// Returns the cell of a position.
  ///
  /// - Parameters:
  ///   - position: A byte offset in the record.
  ///   - length: Bytes of the record.
  ///   - pattern: The pattern to be searched for.
  /// - Returns: 0 when the window is the whole record.
  static func cell(of position: Int, in length: Int, for pattern: CompiledPattern) -> Int {
    let size = size(for: pattern)
    return length <= size ? 0 : position / (size / 4)
  }

  /// Places the window of a cell.
  ///
  /// - Parameters:
  ///   - cell: What ``cell(of:in:for:)`` returned for the same record and pattern.
  ///   - text: The record.
  ///   - pattern: The pattern to be searched for.
  init(cell: Int, in text: UnsafeRawBufferPointer, for pattern: CompiledPattern) {
    let count = text.count
    let size = count <= Self.bytes.interpreted ? count : Self.size(for: pattern)
    guard count > size else {
      self.init(start: 0, end: count, isCutAtEnd: false)
      return
    }
    // The search itself moves a start within a character to the character's end.
    let start = min(max(cell * (size / 4) - size * 3 / 8, 0), count - size)
    let end = Self.characterBoundary(in: text, atOrBefore: start + size)
    self.init(start: start, end: end, isCutAtEnd: end < count)
  }

  private static func size(for pattern: CompiledPattern) -> Int {
    pattern.isMachineCode ? bytes.machineCode : bytes.interpreted
  }

  /// Moves a position back to the start of the character that it lies in.
  ///
  /// Where there are more continuation bytes than a character has, the text is not UTF-8 there, and
  /// the position stays.
  private static func characterBoundary(
    in text: UnsafeRawBufferPointer, atOrBefore position: Int
  ) -> Int {
    var boundary = position
    while boundary < text.count, boundary > 0, text[boundary] & 0xC0 == 0x80 {
      guard position - boundary < 3 else { return position }
      boundary -= 1
    }
    return boundary
  }
}
