internal import GRDB

/// A file as it was when all that was in it had been taken in.
package struct FileLook: Sendable, Equatable {
  /// Where the file is kept, whatever its name.
  package var device: Int
  package var inode: Int
  /// Its size in bytes, as it lies there.
  package var size: Int
  /// When it was last changed, in nanoseconds since 1970.
  package var changed: Int
  /// Its path.
  package var path: String

  /// Creates the value from its parts.
  package init(device: Int, inode: Int, size: Int, changed: Int, path: String) {
    self.device = device
    self.inode = inode
    self.size = size
    self.changed = changed
    self.path = path
  }
}

/// Rows of looks.
enum LookTable {
  /// Notes looks.
  static func write(_ looks: [FileLook], _ db: Database) throws {
    for look in looks {
      try db.cachedStatement(sql: "INSERT OR REPLACE INTO look VALUES (?, ?, ?, ?, ?)")
        .execute(arguments: [look.device, look.inode, look.size, look.changed, look.path])
    }
  }
}

extension RunHistory {
  /// Whether a file is as it was when all that was in it had been taken in, whatever its name.
  package func isKnown(_ look: FileLook) throws(HistoryError) -> Bool {
    try perform { db in
      try Bool.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT EXISTS(SELECT 1 FROM look WHERE device = ? AND inode = ? AND size = ?
              AND changed = ?)
            """), arguments: [look.device, look.inode, look.size, look.changed]) ?? false
    }
  }

  /// Notes that all that is in some files was taken in.
  package func note(_ looks: [FileLook]) throws(HistoryError) {
    guard !looks.isEmpty else { return }
    try transact { try LookTable.write(looks, $0) }
  }

  /// Returns the looks, by path.
  package func looks() throws(HistoryError) -> [FileLook] {
    try perform { db in
      try Row.fetchAll(
        db, sql: "SELECT device, inode, size, changed, path FROM look ORDER BY path, inode"
      ).map {
        FileLook(device: $0[0], inode: $0[1], size: $0[2], changed: $0[3], path: $0[4])
      }
    }
  }

  /// Forgets a look.
  package func forget(_ look: FileLook) throws(HistoryError) {
    try transact { db in
      try db.execute(
        sql: "DELETE FROM look WHERE device = ? AND inode = ? AND path = ?",
        arguments: [look.device, look.inode, look.path])
    }
  }
}
