import Reporting

/// The part of a terminal that live lines use: text, CR, LF, cursor up, erase below, and folding at the
/// right edge.
struct ScreenModel {
  let width: Int
  private(set) var rows: [[Character]] = [[]]
  private var row = 0
  private var column = 0

  init(width: Int) {
    self.width = width
  }

  /// The rows without blanks at their ends.
  var lines: [String] {
    rows.map { row in
      var text = String(row.filter { $0 != "\0" })
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  /// Takes what a program writes.
  mutating func write(_ text: String) {
    var rest = Substring(text)
    while let scalar = rest.unicodeScalars.first {
      switch scalar {
      case "\u{1B}": escape(&rest)
      case "\r":
        column = 0
        rest.unicodeScalars.removeFirst()
      case "\n":
        // The system's line discipline adds the CR.
        move(to: row + 1)
        column = 0
        rest.unicodeScalars.removeFirst()
      default: put(rest.removeFirst())
      }
    }
  }

  private mutating func escape(_ rest: inout Substring) {
    rest.unicodeScalars.removeFirst(2)
    let digits = rest.unicodeScalars.prefix { ("0"..."9").contains($0) || $0 == ";" }
    rest.unicodeScalars.removeFirst(digits.count)
    let command = rest.unicodeScalars.removeFirst()
    switch command {
    case "A": row = max(0, row - (Int(String(digits)) ?? 1))
    case "J":
      rows[row] = Array(rows[row].prefix(column))
      rows.removeSubrange((row + 1)...)
    default: break
    }
  }

  private mutating func put(_ character: Character) {
    if character == "\r\n" {
      move(to: row + 1)
      column = 0
      return
    }
    let columns = DisplayWidth.columns(of: character)
    if column + columns > width {
      move(to: row + 1)
      column = 0
    }
    while rows[row].count < column + columns { rows[row].append(" ") }
    rows[row][column] = character
    // The second half of a wide character.
    if columns == 2 { rows[row][column + 1] = "\0" }
    column += columns
  }

  private mutating func move(to row: Int) {
    self.row = row
    while rows.count <= row { rows.append([]) }
  }
}
