/// Breaks text into lines that fit a width.
///
/// A line is broken at spaces, and before or behind Chinese and other wide characters, though not
/// in front of closing punctuation or behind an opening one. A word that is wider than a line is
/// cut.
package enum TextWrapper {
  /// Returns the lines of a text.
  ///
  /// - Parameters:
  ///   - text: One paragraph.
  ///   - columns: The width of a line, at least 2.
  /// - Returns: At least one line, each without spaces at its end.
  package static func lines(of text: String, columns: Int) -> [String] {
    let columns = max(2, columns)
    var lines: [String] = []
    var line = ""
    var width = 0
    for piece in pieces(of: text) {
      let pieceWidth = DisplayWidth.columns(of: piece)
      let visibleWidth = pieceWidth - trailingSpaces(of: piece)
      if width + visibleWidth > columns, !line.isEmpty {
        lines.append(trimmed(line))
        (line, width) = ("", 0)
      }
      if visibleWidth > columns {
        for character in piece {
          let characterWidth = DisplayWidth.columns(of: character)
          if width + characterWidth > columns {
            lines.append(trimmed(line))
            (line, width) = ("", 0)
          }
          line.append(character)
          width += characterWidth
        }
      } else {
        line += piece
        width += pieceWidth
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(trimmed(line)) }
    return lines
  }

  /// Returns at most so many lines of a text, the last one with an ellipsis where text is left out.
  package static func lines(of text: String, columns: Int, atMost limit: Int) -> [String] {
    let all = lines(of: text, columns: columns)
    guard all.count > limit, limit > 0 else { return Array(all.prefix(limit)) }
    let last = all[limit - 1]
    // With a full line there is no room for the ellipsis behind it.
    let cut =
      DisplayWidth.columns(of: last) < columns
      ? last + "…" : DisplayWidth.truncated(last + " ", to: columns)
    return all[..<(limit - 1)] + [cut]
  }
}

extension TextWrapper {
  /// Returns the pieces between which a line may be broken, spaces at the end of each.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var last: Character?
    for character in text {
      if let previous = last, mayBreak(between: previous, and: character) {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
      last = character
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }

  private static func mayBreak(between left: Character, and right: Character) -> Bool {
    if right == " " { return false }
    if left == " " { return true }
    if closing.contains(right) || opening.contains(left) { return false }
    return isWide(left) || isWide(right)
  }

  private static func isWide(_ character: Character) -> Bool {
    !character.isASCII && DisplayWidth.columns(of: character) == 2
  }

  private static func trailingSpaces(of text: String) -> Int {
    text.reversed().prefix { $0 == " " }.count
  }

  private static func trimmed(_ line: String) -> String {
    String(line.dropLast(trailingSpaces(of: line)))
  }
}

/// Characters that do not begin a line.
private let closing = Set("，。、；：？！）》」』】”’…％,.;:?!)]}%")

/// Characters that do not end a line.
private let opening = Set("（《「『【“‘([{")
