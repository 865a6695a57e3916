internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// A statement of which values are bound, and columns read, one by one.
///
/// Going through GRDB's arguments and rows costs an array and a box a value, which for what is done
/// once a session or run is more than the rest of it.
struct PreparedStatement {
  private let statement: Statement
  private let database: Database
  private var next: Int32 = 1

  /// Prepares a statement, or takes the one prepared before.
  init(_ db: Database, _ sql: String) throws {
    database = db
    statement = try db.cachedStatement(sql: sql)
    sqlite3_reset(statement.sqliteStatement)
    sqlite3_clear_bindings(statement.sqliteStatement)
  }
}

// MARK: - Binding

extension PreparedStatement {
  /// What SQLite copies before a call returns.
  private static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  /// Binds the next value.
  mutating func bind(_ value: Int?) {
    if let value {
      sqlite3_bind_int64(statement.sqliteStatement, next, Int64(value))
    } else {
      sqlite3_bind_null(statement.sqliteStatement, next)
    }
    next += 1
  }

  /// Binds the next value.
  mutating func bind(_ value: Bool) { bind(value ? 1 : 0) }

  /// Binds the next value.
  mutating func bind(_ value: Double?) {
    if let value {
      sqlite3_bind_double(statement.sqliteStatement, next, value)
    } else {
      sqlite3_bind_null(statement.sqliteStatement, next)
    }
    next += 1
  }

  /// Binds the next value.
  mutating func bind(_ value: String) {
    var value = value
    value.withUTF8 { bytes in
      _ = bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(
          statement.sqliteStatement, next, $0.baseAddress, Int32($0.count), Self.copied)
      }
    }
    next += 1
  }

  /// Binds the next value.
  mutating func bind(_ value: [UInt8]) {
    value.withUnsafeBytes { bind($0) }
  }

  /// Binds the next value: numbers one behind the other, the lowest byte first.
  mutating func bind(_ value: [some FixedWidthInteger]) {
    #if _endian(little)
    value.withUnsafeBytes { bind($0) }
    #else
    value.map { $0.littleEndian }.withUnsafeBytes { bind($0) }
    #endif
  }

  private mutating func bind(_ bytes: UnsafeRawBufferPointer) {
    // No address would stand for NULL.
    if bytes.isEmpty {
      sqlite3_bind_zeroblob(statement.sqliteStatement, next, 0)
    } else {
      sqlite3_bind_blob(
        statement.sqliteStatement, next, bytes.baseAddress, Int32(bytes.count), Self.copied)
    }
    next += 1
  }
}

// MARK: - Running

extension PreparedStatement {
  /// Runs a statement that gives no rows; it may be bound and run again.
  mutating func execute() throws {
    next = 1
    let code = sqlite3_step(statement.sqliteStatement)
    sqlite3_reset(statement.sqliteStatement)
    guard code == SQLITE_DONE else { throw failure(code) }
  }

  /// Moves to the next row; behind the last one the statement may be bound and run again.
  mutating func nextRow() throws -> Bool {
    next = 1
    let code = sqlite3_step(statement.sqliteStatement)
    if code == SQLITE_ROW { return true }
    sqlite3_reset(statement.sqliteStatement)
    guard code == SQLITE_DONE else { throw failure(code) }
    return false
  }

  /// Gives up the rows that were not read.
  func reset() {
    sqlite3_reset(statement.sqliteStatement)
  }

  /// The number in a column of the row, 0 for NULL.
  func int(_ column: Int32) -> Int {
    Int(sqlite3_column_int64(statement.sqliteStatement, column))
  }

  /// The bytes in a column of the row, none for NULL.
  func bytes(_ column: Int32) -> [UInt8] {
    let count = Int(sqlite3_column_bytes(statement.sqliteStatement, column))
    guard let base = sqlite3_column_blob(statement.sqliteStatement, column) else { return [] }
    return Array(UnsafeRawBufferPointer(start: base, count: count))
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
  }
}
