import Localization
import Reporting
import RunHistory

/// Lists the sessions of a history.
struct HistoryListFrontend {
  /// How something is printed.
  enum Format {
    /// A table or lines.
    case text
    /// One JSON object.
    case json
  }

  /// Where they are.
  var history: RunHistory
  /// The most sessions.
  var limit: Int
  /// A part of a workload's key.
  var workload: String?
  /// The machine.
  var host: String?
  /// How they are printed.
  var format: Format
  /// The columns of the terminal.
  var width: Int
  /// The language of the table.
  var language = Language.en

  /// Writes the list.
  func run(_ output: inout some ByteOutput) throws {
    var sessions: [HistorySession] = []
    try history.forEachSession(SessionQuery(limit: limit, workload: workload, host: host)) {
      sessions.append($0)
    }
    switch format {
    case .text: try output.append(table(sessions))
    case .json:
      var json = JSONWriter(layout: .pretty)
      json.beginObject()
      json.key("schema_version")
      json.value(1)
      json.key("sessions")
      json.beginArray()
      for session in sessions {
        json.beginObject()
        json.writeMembers(of: session)
        json.endObject()
      }
      json.endArray()
      json.endObject()
      json.endLine()
      try json.flush(to: &output)
    }
  }

  private func table(_ sessions: [HistorySession]) -> String {
    let words = HistoryWords(language: language)
    let rows = sessions.map { session in
      [
        session.id, (session.isTimePrinted ? "" : "~") + HistoryTime.text(session.time),
        session.host, session.frontEnd,
        session.isPruned ? words.pruned : "\(session.runs)", "\(session.lines)",
        session.gpu ?? "-",
      ]
    }
    return ListTable(words.columns, rows).text(width: width)
  }
}

extension JSONWriter {
  /// Writes what a list says of a session.
  mutating func writeMembers(of session: HistorySession) {
    key("bytes")
    value(session.bytes)
    key("frontend")
    value(session.frontEnd)
    key("gpu")
    if let gpu = session.gpu { value(gpu) } else { null() }
    key("host")
    value(session.host)
    key("id")
    value(session.id)
    key("lines")
    value(session.lines)
    key("open")
    value(session.isOpen)
    key("pruned")
    value(session.isPruned)
    key("runs")
    value(session.runs)
    key("time")
    value(HistoryTime.text(session.time))
    key("time_printed")
    value(session.isTimePrinted)
  }
}
