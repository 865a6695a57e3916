package import Localization

/// A table of facts: names, GPUs, wheels, fingerprints.
package struct Table: Sendable {
  /// How a key finds its row.
  package enum Match: String, CaseIterable, Sendable {
    /// The row's key equals it.
    case exact
    /// The first row whose key, a regex, matches it.
    case regex
  }

  /// A row.
  package struct Row: Sendable {
    /// The key, or a regex for it.
    package let key: String
    /// The other columns.
    package let columns: [String: String]
    /// The key as a regex, where the table has such.
    let pattern: LazyPattern?
  }

  /// The table's name.
  package let name: String
  /// How a key finds its row.
  package let match: Match
  /// The rows, in order.
  package let rows: [Row]
  private let rowByKey: [String: Int]

  /// Creates a table; of rows with the same key the first counts.
  init(name: String, match: Match, rows: [Row]) {
    self.name = name
    self.match = match
    self.rows = rows
    rowByKey = Dictionary(rows.enumerated().map { ($1.key, $0) }) { first, _ in first }
  }
}

extension Table {
  /// Returns the row of a key.
  ///
  /// - Complexity: O(1) for an exact table, else O(rows).
  package func row(_ key: String) -> Row? {
    switch match {
    case .exact: rowByKey[key].map { rows[$0] }
    case .regex: rows.first { $0.pattern?.matches(key) ?? false }
    }
  }

  /// Returns a cell: the column `value` where none is named.
  package func value(_ key: String, column: String = "value") -> String? {
    row(key)?.columns[column]
  }

  /// Returns this table with the rows of another one, which win over those with the same key.
  func merging(_ other: Table) -> Table {
    let replaced = Set(other.rows.map(\.key))
    let kept = rows.filter { !replaced.contains($0.key) }
    return Table(name: name, match: other.match, rows: other.rows + kept)
  }
}

extension Table.Row {
  /// Returns the text of the columns `NAME_en` and `NAME_zh`; nil where the row does not have it.
  package func text(_ name: String) -> LocalizedText? {
    columns["\(name)_en"].map { LocalizedText(en: $0, zh: columns["\(name)_zh"] ?? "") }
  }

  /// Returns the words of a column, in order.
  package func list(_ name: String) -> [String] {
    columns[name]?.split(separator: " ").map(String.init) ?? []
  }
}
