internal import GRDB
internal import Threading

/// Decides which of the writers of one history has its transaction, since they share a connection.
///
/// A writer works without it on all that it can: only what goes into the file is written one after the
/// other.
///
/// `@unchecked Sendable`: what changes is touched only under the monitor.
final class WritingTurn: @unchecked Sendable {
  private let monitor = Monitor()
  private var isTaken = false
  /// What is known of the stored sessions, while no writer has it.
  private var stored = StoredMarks()
  /// Whether the file was given its write-ahead log.
  private var usesWriteAheadLog = false
}

extension WritingTurn {
  /// Waits until no other writer has the turn, and takes it.
  ///
  /// - Returns: What is known of the stored sessions.
  fileprivate func take() -> StoredMarks {
    monitor.withLock {
      while isTaken { monitor.wait() }
      isTaken = true
      var stored = StoredMarks()
      swap(&stored, &self.stored)
      return stored
    }
  }

  /// Returns whether the file is to be given its write-ahead log, once.
  fileprivate func takesWriteAheadLog() -> Bool {
    monitor.withLock {
      defer { usesWriteAheadLog = true }
      return !usesWriteAheadLog
    }
  }

  fileprivate func giveBack(_ stored: StoredMarks) {
    monitor.withLock {
      self.stored = stored
      isTaken = false
      monitor.wake()
    }
  }
}

/// A writer's turn, which ends with this value at the latest; what was not committed is then undone.
final class WritingPermit {
  private let history: RunHistory
  /// What is known of the stored sessions.
  var stored: StoredMarks
  /// Whether its transaction has begun.
  private(set) var isInTransaction = false

  /// Waits for the turn.
  init(_ history: RunHistory) {
    self.history = history
    stored = history.writingTurn.take()
  }

  deinit {
    undo()
    stored.endInput()
    history.writingTurn.giveBack(stored)
  }
}

extension WritingPermit {
  /// Begins the transaction.
  ///
  /// - Throws: `HistoryError`, for example where another process has its own for too long.
  func begin() throws(HistoryError) {
    try history.perform { try $0.beginTransaction(.immediate) }
    isInTransaction = true
    try history.perform { try stored.refresh($0) }
  }

  /// Notes that the transaction was committed; behind the first one a new file gets its write-ahead log.
  func noteCommit() {
    isInTransaction = false
    guard history.writingTurn.takesWriteAheadLog() else { return }
    // The input is kept, whatever comes of it.
    try? history.perform { try Schema.useWriteAheadLog($0) }
  }

  /// Undoes the transaction, if it has begun.
  private func undo() {
    guard isInTransaction else { return }
    isInTransaction = false
    // An error such as a full disk has undone it already.
    try? history.perform { db in if db.isInsideTransaction { try db.rollback() } }
  }
}
