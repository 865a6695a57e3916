internal import GRDB
internal import SessionAnalysis

/// Why something could not be done with a history.
package struct HistoryError: Error, Sendable {
  /// What went wrong.
  package enum Code: Sendable, Equatable {
    /// There is no such file.
    case notFound
    /// The file or its folder may not be read.
    case permissionDenied
    /// The file or its folder may not be written.
    case readOnly
    /// Another process writes, and did not end in time.
    case locked
    /// The file is damaged.
    case corrupt
    /// The file is something else.
    case notAHistory
    /// A later release wrote the file; its schema has this version.
    case newerVersion(Int)
    /// The file cannot be made or opened: its folder may not be there.
    case cannotOpen
    /// The disk is full.
    case full
    /// Something else.
    case other
  }

  /// What went wrong.
  package var code: Code
  /// The history's path.
  package var path: String
  /// What SQLite or the system reported, if anything.
  package var underlying: (any Error)?

  /// Creates an error.
  package init(code: Code, path: String, underlying: (any Error)? = nil) {
    self.code = code
    self.path = path
    self.underlying = underlying
  }
}

extension HistoryError {
  /// The underlying error in words, if there is one.
  package var detail: String? {
    guard let underlying else { return nil }
    guard let error = underlying as? DatabaseError else { return "\(underlying)" }
    return error.message ?? "\(error.resultCode)"
  }

  /// Takes over what a call of the database threw.
  init(_ error: any Error, path: String) {
    if let error = error as? HistoryError {
      self = error
      return
    }
    self.init(code: Code(error), path: path, underlying: error)
  }
}

extension HistoryError.Code {
  fileprivate init(_ error: any Error) {
    guard let error = error as? DatabaseError else {
      self = error is CorruptDataError ? .corrupt : .other
      return
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .locked
    case .SQLITE_READONLY: self = .readOnly
    case .SQLITE_PERM, .SQLITE_AUTH: self = .permissionDenied
    case .SQLITE_CORRUPT: self = .corrupt
    // A sum that no number of 64 bits holds, or that became a fraction where none may stand.
    case .SQLITE_ERROR where error.message == "integer overflow": self = .corrupt
    case .SQLITE_CONSTRAINT where error.extendedResultCode.rawValue == 3091: self = .corrupt
    case .SQLITE_NOTADB: self = .notAHistory
    case .SQLITE_FULL: self = .full
    case .SQLITE_CANTOPEN: self = .cannotOpen
    default: self = .other
    }
  }
}
