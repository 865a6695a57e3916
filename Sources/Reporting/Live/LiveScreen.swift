/// Keeps a few lines at the bottom of a terminal, below text that scrolls by.
///
/// It knows what it has drawn and hands out the bytes that change it; it touches no terminal itself.
/// Lines that a resize has folded are taken into account when they are removed.
package struct LiveScreen: Sendable {
  /// Whether colours are used.
  private let usesColor: Bool
  /// The columns that each drawn line takes.
  private var drawn: [Int] = []
  private var drawnText = ""

  /// Creates a screen of which nothing is drawn.
  package init(usesColor: Bool) {
    self.usesColor = usesColor
  }
}

extension LiveScreen {
  /// Puts lines in the place of those that are there.
  ///
  /// - Parameters:
  ///   - lines: The lines, each narrower than the terminal.
  ///   - width: The terminal's columns now.
  /// - Returns: The bytes for the terminal; none if the lines are there already.
  package mutating func draw(_ lines: [[LiveLines.Piece]], width: Int) -> String {
    let text = lines.map(render).joined(separator: "\r\n")
    guard text != drawnText else { return "" }
    let bytes = erasing(width: width) + text
    drawn = lines.map { $0.reduce(0) { $0 + DisplayWidth.columns(of: $1.text) } }
    drawnText = text
    return bytes
  }

  /// Returns the bytes that remove the lines, so that other text can take their place.
  package mutating func clear(width: Int) -> String {
    let bytes = erasing(width: width)
    drawn = []
    drawnText = ""
    return bytes
  }

  private func erasing(width: Int) -> String {
    guard let last = drawn.last else { return "" }
    // The cursor stands behind the last line's text.
    let folds = { (columns: Int) in columns <= 0 ? 0 : (columns - 1) / max(width, 1) }
    let above = drawn.dropLast().reduce(folds(last)) { $0 + folds($1) + 1 }
    return "\r" + (above > 0 ? "\u{1B}[\(above)A" : "") + "\u{1B}[J"
  }

  private func render(_ line: [LiveLines.Piece]) -> String {
    line.map { piece in
      guard usesColor, let parameters = piece.parameters else { return piece.text }
      return "\u{1B}[\(parameters)m\(piece.text)\u{1B}[0m"
    }.joined()
  }
}
