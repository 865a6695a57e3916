internal import GRDB
internal import SessionAnalysis

/// The tables of a history and their versions.
enum Schema {
  /// Marks the file as a history of this program: "sdlg".
  static let applicationID = 0x7364_6C67

  /// The changes, each from the version before, the first from an empty file.
  static let migrations: [@Sendable (Database) throws -> Void] = [
    { try $0.execute(sql: SchemaVersion1.sql) }, { try $0.execute(sql: SchemaVersion2.sql) },
    { try SchemaVersion3.migrate($0) }, { try $0.execute(sql: SchemaVersion4.sql) },
    { try SchemaVersion5.migrate($0) },
  ]

  /// The version that this release writes.
  static var version: Int { migrations.count }

  /// Checks that the file is a history, of a version that this release knows.
  ///
  /// - Returns: The version; 0 where there is nothing yet.
  /// - Throws: `HistoryError`.
  static func check(_ db: Database, path: String) throws -> Int {
    var (found, number, tables) = (0, 0, 0)
    // In a transaction, since another process may be making the file.
    try db.inTransaction(.deferred) {
      found = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      number = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      tables = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
      return .commit
    }
    if found != applicationID, found != 0 || number != 0 || tables != 0 {
      throw HistoryError(code: .notAHistory, path: path)
    }
    guard number >= 0 else { throw CorruptDataError(offset: 0) }
    if number > version { throw HistoryError(code: .newerVersion(number), path: path) }
    return number
  }

  /// Brings a file that was checked to this release's version.
  ///
  /// A new file gets its write-ahead log behind its first input: that input is often all the logs that
  /// there are, and would be written twice.
  static func prepare(_ db: Database) throws {
    let isEmpty = try Int.fetchOne(db, sql: "PRAGMA application_id") != applicationID
    if isEmpty {
      // Three rows of sessions lie in a page, where one of 4 KiB holds one and stays half empty.
      try db.execute(sql: "PRAGMA page_size = 8192")
      // Room that pruning leaves is given back. Both have to be said before there are tables.
      try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
    }
    if !isEmpty { try useWriteAheadLog(db) }
    try db.execute(sql: "PRAGMA synchronous = NORMAL")
    try db.execute(sql: "PRAGMA cache_size = -65536")
    guard try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 < version else { return }
    try db.inTransaction(.immediate) {
      // Another process may have done it meanwhile.
      let number = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      for migration in migrations.dropFirst(number) { try migration(db) }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(max(number, version))")
      return .commit
    }
  }

  /// Returns how the bytes of logs are hashed.
  ///
  /// - Throws: `CorruptDataError` if a history does not say so.
  static func contentHash(_ db: Database) throws -> ContentHash {
    // An empty file that is opened to be read has no tables.
    let isThere = try Bool.fetchOne(
      db, sql: "SELECT EXISTS(SELECT 1 FROM sqlite_master WHERE name = 'trait')")
    guard isThere == true else { return .current }
    let number = try Int.fetchOne(db, sql: "SELECT content_hash FROM trait")
    guard let hash = number.flatMap(ContentHash.init) else { throw CorruptDataError(offset: 0) }
    return hash
  }

  /// Lets others read while one writes; without effect where another one uses a file that does not yet.
  static func useWriteAheadLog(_ db: Database) throws {
    do {
      try db.execute(sql: "PRAGMA journal_mode = WAL")
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      // The next one that opens the file tries again.
    }
  }
}
