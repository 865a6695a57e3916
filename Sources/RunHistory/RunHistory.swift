internal import CSQLiteMemory
internal import GRDB
package import SessionAnalysis

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What was seen of sessions and runs so far, in one SQLite file.
///
/// Taking in the same bytes twice changes nothing, in whatever order, under whatever name: sessions and
/// sources are known by their content. Any number of processes may read while one writes, but for the
/// moment at which a new file gets its first input; a killed process leaves whole inputs.
///
/// Safe to share between threads; calls wait for one another.
package final class RunHistory: Sendable {
  /// What the file is opened for.
  package enum Mode: Sendable {
    /// To read; the file has to be there, and is not changed but for being brought to this version.
    case readOnly
    /// To read and write; the file is made if it is not there, and brought to this version.
    case readWrite
  }

  /// How long to wait for another process that writes.
  package static let patience: Duration = .seconds(5)

  /// The file's path.
  package let path: String
  let queue: DatabaseQueue
  /// Which writer has the transaction.
  let writingTurn = WritingTurn()
  /// How the bytes of logs that it takes in are hashed.
  package let contentHash: ContentHash

  /// Done once, before SQLite is used.
  private static let setUpSQLite: Void = sdlog_sqlite_count_no_memory()

  /// Opens a history.
  ///
  /// - Parameters:
  ///   - path: The file; its folder has to be there.
  ///   - mode: What it is opened for.
  ///   - patience: How long to wait for another process that writes.
  /// - Throws: `HistoryError` if it cannot be opened, is something else, or is of a later version. The
  ///   file is not changed then.
  package init(
    path: String, mode: Mode, patience: Duration = RunHistory.patience
  ) throws(HistoryError) {
    self.path = path
    Self.setUpSQLite
    try Self.checkAccess(path, mode)
    var configuration = Configuration()
    configuration.label = "history"
    configuration.readonly = mode == .readOnly
    configuration.foreignKeysEnabled = false
    // A transaction spans the calls that take in one input.
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(
      Double(patience.components.seconds) + Double(patience.components.attoseconds) / 1e18)
    do {
      if let queue = try Self.open(path, configuration, mode) {
        self.queue = queue
      } else {
        _ = try RunHistory(path: path, mode: .readWrite, patience: patience)
        queue = try DatabaseQueue(path: path, configuration: configuration)
      }
      contentHash = try queue.inDatabase { try Schema.contentHash($0) }
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// Opens a file and prepares it for its mode; `nil` where it has to be changed before it can be read,
  /// since it is of an earlier version or somebody was killed within its first input.
  private static func open(
    _ path: String, _ configuration: Configuration, _ mode: Mode
  ) throws -> DatabaseQueue? {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let isOld = try queue.inDatabase { db in
        let version = try Schema.check(db, path: path)
        if mode == .readWrite { try Schema.prepare(db) }
        return version > 0 && version < Schema.version
      }
      return mode == .readOnly && isOld ? nil : queue
    } catch let error as DatabaseError
      where mode == .readOnly && error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
    {
      return nil
    }
  }

  /// Says in advance what SQLite would say in a roundabout way.
  private static func checkAccess(_ path: String, _ mode: Mode) throws(HistoryError) {
    if access(path, F_OK) != 0 {
      if mode == .readOnly { throw HistoryError(code: .notFound, path: path) }
      makePrivateFile(at: path)
      return
    }
    if access(path, R_OK) != 0 { throw HistoryError(code: .permissionDenied, path: path) }
    if mode == .readWrite, access(path, W_OK) != 0 {
      throw HistoryError(code: .readOnly, path: path)
    }
  }
}

extension RunHistory {
  /// Runs a body with the database.
  func perform<Result>(
    _ body: (Database) throws -> Result
  ) throws(HistoryError) -> Result {
    do {
      return try queue.inDatabase(body)
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// Runs a body in a transaction that sees one state and leaves all or nothing.
  func transact<Result>(
    _ body: (Database) throws -> Result
  ) throws(HistoryError) -> Result {
    try perform { db in
      var result: Result?
      try db.inTransaction(.immediate) {
        result = try body(db)
        return .commit
      }
      guard let result else { preconditionFailure("the body has run or thrown") }
      return result
    }
  }

  /// Empties the write-ahead log into the file, as far as readers allow.
  package func checkpoint() throws(HistoryError) {
    try perform { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
  }
}

/// Makes an empty file that its owner alone may read, for start options and messages are the owner's own;
/// what SQLite puts beside it gets the same rights.
///
/// What keeps the file from being made SQLite says.
private func makePrivateFile(at path: String) {
  let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
  if descriptor >= 0 { close(descriptor) }
}
