import TestSupport
import Testing

@testable import RunHistory

struct RowInsertionTests {
  @Test(arguments: [0, 1, 3, 4, 5, 8, 11]) func writesEachRowOnce(_ count: Int) throws {
    let insertion = RowInsertion(into: "pair", columns: 2, atOnce: 4)
    let rows = (0..<count).map { [$0, $0 * $0] }
    #expect(try written(rows, insertion) == rows)
  }

  @Test func leavesOutRowsThatAreKnown() throws {
    let insertion = RowInsertion(into: "pair", columns: 2, atOnce: 4, ignoresKnown: true)
    let rows = [[1, 1], [2, 2], [1, 3], [3, 3], [2, 4]]
    #expect(try written(rows, insertion) == [[1, 1], [2, 2], [3, 3]])
  }

  @Test func failsAtARowThatIsKnown() throws {
    let insertion = RowInsertion(into: "pair", columns: 2, atOnce: 4)
    #expect(throws: HistoryError.self) {
      try written([[1, 1], [2, 2], [1, 3], [3, 3]], insertion)
    }
  }

  private func written(_ rows: [[Int]], _ insertion: RowInsertion) throws -> [[Int]] {
    let folder = try TemporaryFolder()
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    return try history.perform { db in
      var create = try PreparedStatement(
        db, "CREATE TABLE pair(a INTEGER PRIMARY KEY, b INTEGER NOT NULL)")
      try create.execute()
      try insertion.write(rows, db) { row, write in
        write.bind(row[0])
        write.bind(row[1])
      }
      var read = try PreparedStatement(db, "SELECT a, b FROM pair ORDER BY a")
      var found: [[Int]] = []
      while try read.nextRow() { found.append([read.int(0), read.int(1)]) }
      return found
    }
  }
}
