internal import GRDB
internal import GRDBSQLite

/// A statement that writes rows, with its values bound one by one.
///
/// Binding through GRDB's arguments costs an array and a box a value, which for runs is more than the
/// rest of writing them.
struct PreparedWrite {
  private let statement: Statement
  private let database: Database
  private var next: Int32 = 1

  /// Prepares a statement, or takes the one prepared before.
  init(_ db: Database, _ sql: String) throws {
    database = db
    statement = try db.cachedStatement(sql: sql)
    sqlite3_clear_bindings(statement.sqliteStatement)
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
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sqlite3_bind_text(statement.sqliteStatement, next, value, Int32(value.utf8.count), copied)
    next += 1
  }

  /// Writes the row.
  mutating func execute() throws {
    next = 1
    let code = sqlite3_step(statement.sqliteStatement)
    sqlite3_reset(statement.sqliteStatement)
    guard code == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
    }
  }
}
