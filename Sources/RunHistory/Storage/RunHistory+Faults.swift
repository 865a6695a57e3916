internal import GRDB

// What tests need to bring about what happens by itself only on a bad day.

extension RunHistory {
  /// Takes the lock that writers need, until `releaseLock`.
  package func holdLock() throws(HistoryError) {
    try perform { try $0.beginTransaction(.immediate) }
  }

  /// Gives the lock back.
  package func releaseLock() throws(HistoryError) {
    try perform { try $0.rollback() }
  }

  /// Lets this connection's file grow by so many pages at most; `nil` for any number.
  package func limitGrowth(pages: Int?) throws(HistoryError) {
    try perform { db in
      let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      let limit = pages.map { count + $0 } ?? 1_073_741_823
      _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(limit)")
    }
  }
}
