import RunHistory

extension Diagnostic {
  /// Takes over what could not be done with a history.
  init(_ error: HistoryError) {
    isWarning = false
    message = error.reason
    place = error.path
    notes = error.code.showsDetail ? error.detail.map { ["SQLite says: \($0)"] } ?? [] : []
    helps = [error.help].compactMap { $0 }
  }

  /// What a check of a history found.
  static func damage(_ problems: [String], path: String) -> Diagnostic {
    Diagnostic(
      isWarning: false, message: "the history is damaged", place: path, notes: problems,
      helps: [
        "restore it from a backup, or move it away and import the logs again; nothing was changed"
      ])
  }
}

extension HistoryError {
  /// What went wrong, in one line.
  fileprivate var reason: String {
    switch code {
    case .notFound: "there is no history yet"
    case .permissionDenied: "the history may not be read"
    case .readOnly: "the history may not be written"
    case .locked: "another program writes to the history"
    case .corrupt: "the history is damaged"
    case .notAHistory: "the file is not a history of sdlog"
    case .newerVersion(let version):

      "a later sdlog wrote the history (version \(version) of its tables)"
    case .cannotOpen: "the history cannot be made or opened"
    case .full: "the disk is full; nothing was taken in"
    case .other: "the history cannot be used"
    }
  }

  /// What the user can do.
  fileprivate var help: String? {
    switch code {
    case .notFound: "`sdlog history import LOG...` makes it; `--history FILE` names another one"
    case .permissionDenied:

      "ask for the right to read it, or name another one with `--history FILE`"
    case .readOnly:

      "ask for the right to write it and its folder, or name another with `--history FILE`"
    case .locked: "try again when the other program is done"
    case .corrupt: "`sdlog history check` tells more; nothing was changed"
    case .notAHistory: "name another file with `--history FILE`; this one was not changed"
    case .newerVersion:

      "update sdlog, or name another file with `--history FILE`; this one was not changed"
    case .cannotOpen: "name a file in a folder that exists and may be written to"
    case .full: "free some room and try again; what was taken in before is safe"
    case .other: nil
    }
  }
}

extension HistoryError.Code {
  /// Whether SQLite's words add something.
  fileprivate var showsDetail: Bool { self == .corrupt || self == .other }
}
