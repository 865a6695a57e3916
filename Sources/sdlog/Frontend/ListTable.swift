import Reporting

/// Rows of a list in columns as wide as they need to be.
struct ListTable {
  /// The rows, the head first; all have the same number of cells.
  let rows: [[String]]

  /// Creates a table.
  init(_ head: [String], _ rows: [[String]]) {
    self.rows = ([head] + rows).map { $0.map(TextSanitizer.sanitized) }
  }
}

extension ListTable {
  /// The table as lines, none of which ends in blanks.
  ///
  /// - Parameters:
  ///   - width: The columns that a line may take; nil for any number.
  ///   - least: The columns that the last cell has in any case.
  /// - Returns: The lines, each with its LF.
  func text(width: Int? = nil, leaving least: Int = 0) -> String {
    let last = (rows.first?.count ?? 1) - 1
    let widths = DisplayWidth.widest(0..<last, of: rows)
    let used = widths.reduce(0) { $0 + $1 + 2 }
    return rows.map { row in
      let cells = zip(row, widths).map { DisplayWidth.padded($0, to: $1 + 2) }
      let text = cells.joined() + row[last]
      let room = width.map { max($0, used + least) }
      let line = room.map { DisplayWidth.truncated(text, to: $0) } ?? text
      return line.trimmedAtEnd + "\n"
    }.joined()
  }
}

extension String {
  /// The text without blanks at its end.
  fileprivate var trimmedAtEnd: Substring {
    let end = lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex
    return self[..<end]
  }
}
