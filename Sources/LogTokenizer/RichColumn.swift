/// The message column of a rich console: where it begins, how wide it is, what stands right of it.
///
/// A row is `time(20) level(9) message... file.py:123`; the message is folded at the column's width, and
/// the rows below are blank left and right of it. Without a place in the source the width is not known.
struct RichColumn {
  /// The column of the message's first character, 0-based.
  var start: Int
  /// The number of characters that fit; `nil` where that is not known.
  var width: Int?
  /// The bytes of ` file.py:123` at the end of the first row.
  var placeCount: Int

  /// Consoles are at least so wide; what would have fitted into such a row was not folded.
  private static let leastConsole = 80

  /// Reads the layout of a first row.
  init(_ piece: TextPiece) {
    start = piece.prefixCount
    placeCount = 0
    readPlace(piece)
  }

  /// Reads the place in the source at the right, if there is one.
  private mutating func readPlace(_ piece: TextPiece) {
    let row = piece.bytes
    var at = row.count
    while at > 0, row[at - 1].isDigit { at -= 1 }
    guard at < row.count, at > 4, row[at - 1] == 0x3A, row[at - 2] == UInt8(ascii: "y"),
      row[at - 3] == UInt8(ascii: "p"), row[at - 4] == 0x2E
    else { return }
    while at > 0, row[at - 1] != 0x20 { at -= 1 }
    guard at > piece.prefixCount else { return }
    placeCount = row.count - at
    width = Self.columns(UnsafeRawBufferPointer(rebasing: row[..<at])) - start - 1
  }
}

extension RichColumn {
  /// Whether a row below holds more of the message.
  func holds(_ piece: TextPiece) -> Bool {
    piece.bytes.indent >= start
  }

  /// Returns the range of the message in a row.
  func message(of row: UnsafeRawBufferPointer, isFirst: Bool) -> Range<Int> {
    var end = isFirst ? row.count - placeCount : row.count
    while end > start, row[end - 1] == 0x20 { end -= 1 }
    return min(start, end)..<end
  }

  /// Returns what stood between two rows before folding: a blank, nothing in a broken word, or LF.
  func separator(_ above: UnsafeRawBufferPointer, _ below: UnsafeRawBufferPointer) -> UInt8? {
    let used = Self.columns(above)
    let hasBlank = above.contains(0x20)
    // A row without a blank may be a whole word or a piece of one: only a known width tells.
    if !hasBlank, width.map({ used >= $0 }) ?? false { return nil }
    let width = width ?? max(Self.leastConsole - start, used)
    var word = 0
    while word < below.count, below[word] != 0x20 { word += 1 }
    let next = Self.columns(UnsafeRawBufferPointer(rebasing: below[..<word]))
    return used + 1 + next > width ? 0x20 : 0x0A
  }

  /// Returns the columns that text takes: two for the wide characters of East Asia.
  ///
  /// An estimate by the length of the UTF-8 sequence, enough to tell a full row: what takes three
  /// bytes or more is counted as wide.
  private static func columns(_ text: UnsafeRawBufferPointer) -> Int {
    var columns = 0
    for byte in text {
      if byte < 0x80 || (0xC0...0xDF).contains(byte) { columns += 1 }
      if byte >= 0xE0 { columns += 2 }
    }
    return columns
  }
}
