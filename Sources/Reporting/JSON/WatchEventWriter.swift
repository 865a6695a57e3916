/// Writes the events of `watch`, one JSON object a line.
///
/// A line begins with `event`, `time` and `session`, then `id` or `run` where the event has one;
/// its other keys follow in order. Each line is handed over at once.
package struct WatchEventWriter: Sendable {
  private var json = JSONWriter(layout: .compact)

  /// Creates a writer.
  package init() {}

  /// Writes one event.
  ///
  /// - Throws: What the output throws.
  package mutating func write(
    _ event: WatchEvent, to output: inout some ByteOutput
  ) throws {
    json.beginObject()
    json.leadingMember("event", event.change.name)
    json.leadingMember("time", event.time)
    json.leadingMember("session", event.session)
    writeMembers(of: event.change)
    json.endObject()
    json.endLine()
    try json.flush(to: &output)
  }
}

extension WatchEventWriter {
  private mutating func writeMembers(of change: WatchEvent.Change) {
    switch change {
    case .sessionStarted(let input, let line, let frontend):
      json.member("frontend", frontend)
      json.member("input", input)
      json.member("line", line)
    case .fact(let fact):
      fact.writeMembers(to: &json)
    case .finding(let id, let finding), .findingUpdate(let id, let finding):
      json.leadingMember("id", id)
      finding.writeMembers(to: &json)
    case .cause(let cause):
      cause.writeMembers(to: &json)
    case .runStarted(let progress), .runProgress(let progress):
      json.leadingMember("run", number: progress.run)
      progress.writeMembers(to: &json)
    case .runFinished(let number, let run):
      json.leadingMember("run", number: number)
      run.writeMembers(to: &json)
    case .regression(let change):
      change.writeMembers(to: &json)
    case .stall(let number, let stall):
      json.leadingMember("run", number: number)
      stall.writeMembers(to: &json)
    case .sessionEnded(let line, let runs):
      json.member("line", line)
      json.member("runs", runs)
    case .loss(let input, let range):
      json.leadingMember("input", input)
      range.writeMembers(to: &json)
    }
  }
}

extension WatchEvent.RunProgress: JSONRepresentable {
  func writeMembers(to json: inout JSONWriter) {
    json.member("completed", completed)
    json.member("description", description)
    json.member("elapsed_s", elapsedSeconds)
    json.member("kind", kind)
    json.member("line", line)
    json.member("rate_per_s", ratePerSecond)
    json.member("total", total)
    json.member("unit", unit)
  }
}
