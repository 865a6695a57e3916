internal import GRDB

/// Writes rows of a table, some by one statement, which takes half as long as one by one.
///
/// What one statement has written stays where it fails at a later row, since the whole transaction is
/// given up then; so SQLite need not note how each page was before.
struct RowInsertion {
  /// The statements for several rows and for one.
  private let several: String
  private let one: String
  private let atOnce: Int

  /// Creates an insertion.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - columns: The number of its columns.
  ///   - atOnce: How many rows a statement writes.
  ///   - ignoresKnown: Whether a row is left out whose key is there already.
  init(into table: String, columns: Int, atOnce: Int, ignoresKnown: Bool = false) {
    let row = "(\(Self.places(columns)))"
    let start = "INSERT OR \(ignoresKnown ? "IGNORE" : "FAIL") INTO \(table) VALUES "
    several = start + Array(repeating: row, count: atOnce).joined(separator: ", ")
    one = start + row
    self.atOnce = atOnce
  }

  /// Places for so many values in a list.
  static func places(_ count: Int) -> String {
    Array(repeating: "?", count: count).joined(separator: ", ")
  }

  /// Writes rows.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - db: Where they go.
  ///   - bind: Binds the columns of a row, in order.
  /// - Throws: What SQLite reports, and then the transaction has to be given up.
  func write<Row>(
    _ rows: [Row], _ db: Database, bind: (borrowing Row, inout PreparedStatement) -> Void
  ) throws {
    // Not in a loop over the array, which would copy each row.
    try rows.withUnsafeBufferPointer { rows in
      var next = 0
      if rows.count >= atOnce {
        var statement = try PreparedStatement(db, several)
        while rows.count - next >= atOnce {
          for index in next..<next + atOnce { bind(rows[index], &statement) }
          try statement.execute()
          next += atOnce
        }
      }
      guard next < rows.count else { return }
      var statement = try PreparedStatement(db, one)
      for index in next..<rows.count {
        bind(rows[index], &statement)
        try statement.execute()
      }
    }
  }
}
