internal import GRDB
internal import SessionAnalysis

/// Finds contents that may be the beginning of another one, which has their last mark.
///
/// Many that begin alike may have the same last mark, but few that have the same last prefix: the hash
/// of all up to there. The other content has that among those that lie behind the mark and before its
/// next one, since behind the next one the beginning would have that as its last. So each of these
/// prefixes is looked for, and nothing is lost.
struct BeginningSearch {
  private let mark: String
  private let prefixes: String

  /// How many prefixes are looked for at once.
  private static let chunk = 16

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - table: A table with an index of `top_mark` and the last four bytes of `prefixes`.
  ///   - condition: Which of its rows the index has.
  init(table: String, condition: String = "TRUE") {
    mark = "SELECT 1 FROM \(table) WHERE \(condition) AND top_mark = ? LIMIT 1"
    prefixes = """
      SELECT id FROM \(table) WHERE \(condition) AND top_mark = ? AND units <= ?
        AND substr(prefixes, -4) IN (\(RowInsertion.places(Self.chunk)))
      """
  }
}

extension BeginningSearch {
  /// Returns the rows with not more units of which the last mark and the last prefix are some of a
  /// content's.
  ///
  /// - Complexity: O(marks), and O(prefixes) behind those that are the last one of a row.
  func rows(for content: LogContent, _ db: Database) throws -> [Int] {
    var rows: [Int] = []
    for (index, top) in content.marks.enumerated() {
      guard try isLast(top, db) else { continue }
      let behind = Prefixes.behind(mark: index, of: content)
      var find = try PreparedStatement(db, prefixes)
      for start in stride(from: behind.startIndex, to: behind.endIndex, by: Self.chunk) {
        let some = behind[start...].prefix(Self.chunk)
        find.bind(Prefixes.number(top))
        find.bind(content.units)
        for place in 0..<Self.chunk {
          find.bind(Prefixes.bytes([some[min(start + place, some.endIndex - 1)]]))
        }
        while try find.nextRow() { rows.append(find.int(0)) }
      }
    }
    return rows
  }

  /// Whether a mark is the last one of any row.
  private func isLast(_ top: UInt64, _ db: Database) throws -> Bool {
    var find = try PreparedStatement(db, mark)
    find.bind(Prefixes.number(top))
    defer { find.reset() }
    return try find.nextRow()
  }
}
