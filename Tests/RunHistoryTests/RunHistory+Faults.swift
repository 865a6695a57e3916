import GRDB

@testable import RunHistory

// What tests need to bring about what happens by itself only on a bad day.

extension RunHistory {
  /// Takes the lock that writers need, until `releaseLock`.
  func holdLock() throws(HistoryError) {
    try perform { try $0.beginTransaction(.immediate) }
  }

  /// Gives the lock back.
  func releaseLock() throws(HistoryError) {
    try perform { try $0.rollback() }
  }

  /// Lets this connection's file grow by so many pages at most; `nil` for any number.
  func limitGrowth(pages: Int?) throws(HistoryError) {
    try perform { db in
      let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      let limit = pages.map { count + $0 } ?? 1_073_741_823
      _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(limit)")
    }
  }
}

extension RunHistory {
  /// Makes a file of an earlier version, whose tables some statements fill.
  static func make(_ path: String, version: Int, rows: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    try DatabaseQueue(path: path, configuration: configuration).inDatabase { db in
      for migration in Schema.migrations.prefix(version) { try migration(db) }
      try db.execute(sql: rows)
      try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(version)")
    }
  }
}
