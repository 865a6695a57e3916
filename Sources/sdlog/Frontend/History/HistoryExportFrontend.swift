import Reporting
import RunHistory
import SessionAnalysis

/// Prints a history for other programs.
struct HistoryExportFrontend {
  /// What is printed.
  var history: RunHistory

  /// Writes each session with its runs as a line of JSON, the oldest first.
  func run(_ output: inout some ByteOutput) throws {
    var sessions: [HistorySession] = []
    try history.forEachSession(SessionQuery(isNewestFirst: false)) { sessions.append($0) }
    var json = JSONWriter()
    for session in sessions {
      let detail = try history.detail(of: session)
      json.beginObject()
      try json.writeMembers(of: detail, runs: true) { json in
        // Runs go out as they are read; a session may have millions.
        try history.forEachRun(of: session) { run in
          json.write(run)
          try json.flushIfFull(to: &output)
        }
      }
      json.endObject()
      json.endLine()
      try json.flushIfFull(to: &output)
    }
    try json.flush(to: &output)
  }
}
