/// The report as one JSON object, indented by two spaces.
package struct JSONReport: ReportFormat, Sendable {
  private let layout: JSONWriter.Layout

  /// Creates the format.
  package init(layout: JSONWriter.Layout = .pretty) {
    self.layout = layout
  }

  package func write(
    _ content: inout some ReportContent, to output: inout some ByteOutput
  ) throws {
    var json = JSONWriter(layout: layout)
    let head = content.head
    json.beginObject()
    head.writeMembersBeforeSessions(to: &json)
    json.key("sessions")
    json.beginArray()
    while let session = try content.nextSession() {
      json.beginObject()
      session.writeMembersBeforeRuns(to: &json)
      json.key("runs")
      json.beginArray()
      while let run = try content.nextRun() {
        json.value(run)
        try json.flushIfFull(to: &output)
      }
      json.endArray()
      session.writeMembersAfterRuns(to: &json)
      json.endObject()
      try json.flushIfFull(to: &output)
    }
    json.endArray()
    head.writeMembersAfterSessions(to: &json)
    json.endObject()
    json.endLine()
    try json.flush(to: &output)
  }
}

/// The report as one JSON object a line: each session, its runs, and at the end the rest.
///
/// Lines begin with `"event"`: `session`, `run` or `report`. A run names its session.
package struct NDJSONReport: ReportFormat, Sendable {
  /// Creates the format.
  package init() {}

  package func write(
    _ content: inout some ReportContent, to output: inout some ByteOutput
  ) throws {
    var json = JSONWriter(layout: .compact)
    while let session = try content.nextSession() {
      json.beginObject()
      json.leadingMember("event", "session")
      session.writeMembersBeforeRuns(to: &json)
      session.writeMembersAfterRuns(to: &json)
      json.endObject()
      json.endLine()
      while let run = try content.nextRun() {
        json.beginObject()
        json.leadingMember("event", "run")
        json.leadingMember("session", session.id)
        run.writeMembers(to: &json)
        json.endObject()
        json.endLine()
        try json.flushIfFull(to: &output)
      }
      try json.flushIfFull(to: &output)
    }
    json.beginObject()
    json.leadingMember("event", "report")
    content.head.writeMembersBeforeSessions(to: &json)
    content.head.writeMembersAfterSessions(to: &json)
    json.endObject()
    json.endLine()
    try json.flush(to: &output)
  }
}
