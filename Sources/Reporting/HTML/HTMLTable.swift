/// A table with a caption, whose first cell in each row names the row.
package struct HTMLTable {
  /// A column.
  package struct Column: Sendable {
    /// The heading.
    package var title: String
    /// Whether the cells are numbers, which are aligned at their ends.
    package var isNumber: Bool
    /// Whether a narrow page does without the column.
    package var isSpare: Bool

    /// Creates a column.
    package init(_ title: String, isNumber: Bool = false, isSpare: Bool = false) {
      self.title = title
      self.isNumber = isNumber
      self.isSpare = isSpare
    }
  }

  /// What a cell holds.
  package enum Cell: Sendable {
    /// Words of the report.
    case text(String)
    /// Text of a log.
    case code(String)
    /// Words that lead to another place of the page.
    case link(String, id: String)
    /// A label in the colour of what it stands for.
    case badge(String, HTMLTone)
  }

  /// What the table shows, for those who do not see where it stands.
  package var caption: String
  /// The columns.
  package var columns: [Column]
  /// The rows, each with a cell for every column.
  package var rows: [[Cell]]

  /// Creates a table.
  package init(caption: String, columns: [Column], rows: [[Cell]]) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }

  /// Writes the table.
  package func write(to html: inout HTMLWriter) {
    html.element("table") { html in
      html.element("caption", text: caption)
      html.element("thead") { html in
        html.element("tr") { html in
          for column in columns {
            html.begin("th", ["scope": "col", "class": column.classes])
            html.text(column.title)
            html.end()
          }
        }
      }
      html.element("tbody") { html in
        for row in rows {
          html.element("tr") { html in write(row, to: &html) }
          html.newLine()
        }
      }
    }
    html.newLine()
  }

  private func write(_ row: [Cell], to html: inout HTMLWriter) {
    for (index, pair) in zip(columns, row).enumerated() {
      if index == 0 {
        html.begin("th", ["scope": "row", "class": pair.0.classes])
      } else {
        html.begin("td", ["class": pair.0.classes])
      }
      switch pair.1 {
      case .text(let text): html.text(text)
      case .code(let text): html.code(text)
      case .link(let text, let id): html.element("a", ["href": "#\(id)"], text: text)
      case .badge(let text, let tone): html.badge(text, tone)
      }
      html.end()
    }
  }
}

extension HTMLTable.Column {
  fileprivate var classes: String {
    isNumber ? isSpare ? "number spare" : "number" : isSpare ? "spare" : "text"
  }
}
