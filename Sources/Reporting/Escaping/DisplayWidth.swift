/// How many columns of a terminal a text takes.
///
/// Wide and fullwidth East Asian characters take two columns, combining marks none, an emoji
/// sequence two in all, everything else one; characters of ambiguous width count as narrow. The
/// tables are in ``WidthTable``.
package enum DisplayWidth {
  /// Returns the columns that a text takes.
  ///
  /// - Complexity: O(*n*), and cheap for ASCII.
  package static func columns(of text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(into: 0) { $0 += columns(of: $1) }
  }

  /// Returns the columns that one character takes, with all that is combined with it.
  package static func columns(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.index(after: scalars.startIndex) == scalars.endIndex {
      return columns(of: first)
    }
    return isEmojiSequence(scalars) ? 2 : scalars.reduce(into: 0) { $0 += columns(of: $1) }
  }

  /// Returns the longest beginning of a text that fits, with an ellipsis where something is cut.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - columns: The columns that there are; with none, the result is empty.
  /// - Returns: At most so many columns, cut between characters.
  package static func truncated(_ text: String, to columns: Int) -> String {
    guard columns > 0 else { return "" }
    var width = 0
    var cut = text.startIndex
    for index in text.indices {
      width += self.columns(of: text[index])
      if width > columns { return String(text[..<cut]) + "…" }
      if width <= columns - 1 { cut = text.index(after: index) }
    }
    return text
  }

  /// Returns the columns of the widest cell of each of some columns of a table.
  ///
  /// - Parameters:
  ///   - places: Which cells of a row, counted from 0.
  ///   - rows: The rows, each with so many cells.
  /// - Returns: A width for each place, in their order; 0 where there are no rows.
  package static func widest(_ places: some Sequence<Int>, of rows: [[String]]) -> [Int] {
    places.map { place in rows.map { columns(of: $0[place]) }.max() ?? 0 }
  }

  /// Returns a text with spaces behind it up to a width.
  package static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - self.columns(of: text)))
  }
}

extension DisplayWidth {
  private static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    if WidthTable.contains(value, in: WidthTable.zero) { return 0 }
    return WidthTable.contains(value, in: WidthTable.wide) ? 2 : 1
  }

  /// Returns whether several characters are drawn as one emoji: with the emoji variation selector,
  /// joined, of a skin tone, or as a flag.
  private static func isEmojiSequence(_ scalars: Character.UnicodeScalarView) -> Bool {
    scalars.dropFirst().contains { scalar in
      switch scalar.value {
      case 0xFE0F, 0x1F3FB...0x1F3FF, 0x1F1E6...0x1F1FF: true
      case 0x200D: scalars.first?.properties.isEmoji ?? false
      default: false
      }
    }
  }
}

extension WidthTable {
  /// Returns whether a character lies in one of the ranges.
  ///
  /// - Complexity: O(log *n*).
  static func contains(_ scalar: UInt32, in ranges: [(first: UInt32, last: UInt32)]) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].last < scalar { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].first <= scalar
  }
}
