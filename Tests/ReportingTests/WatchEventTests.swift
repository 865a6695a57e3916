import TestSupport
import Testing

@testable import Reporting

struct WatchEventTests {
  static let events: [WatchEvent] = {
    let sample = SampleReport.outOfMemory
    let session = sample.sessions[0].session
    let progress = WatchEvent.RunProgress(
      run: 3, completed: 7, total: 20, elapsedSeconds: 3.5, ratePerSecond: 2.01, line: 88)
    let changes: [WatchEvent.Change] = [
      .sessionStarted(input: "-", line: 1, frontend: "comfyui"), .fact(session.facts[0]),
      .finding(id: "f1", session.findings[1]), .findingUpdate(id: "f1", session.findings[2]),
      .cause(session.causes[0]), .runStarted(progress), .runProgress(progress),
      .runFinished(run: 3, sample.sessions[0].runs[0]),
      .regression(SampleReport.slowerAfterUpdate.head.regressions[0]),
      .stall(run: 3, StallReport(line: 90, completed: 8, seconds: 30)),
      .sessionEnded(line: 612, runs: 30),
      .loss(input: "webui.log", LostRange(from: 4, to: 9, why: "truncated")),
    ]
    return changes.map { WatchEvent(time: "2026-03-02T19:04:11Z", session: session.id, change: $0) }
  }()

  @Test(arguments: events.indices)
  func fitsSchema(_ index: Int) throws {
    var event = Self.events[index]
    let schema = try JSONSchema.named("events.schema.json")
    for (time, session) in [(event.time, event.session), (nil, nil)] {
      (event.time, event.session) = (time, session)
      var writer = WatchEventWriter()
      var output = MemoryOutput()
      try writer.write(event, to: &output)
      let value = try JSONValue(parsing: output.bytes)
      #expect(schema.faults(in: value) == [])
      #expect(value.members?.prefix(3).map(\.key) == ["event", "time", "session"])
      #expect(value.hasSortedKeys(leading: ["event", "time", "session", "id", "run", "input"]))
      #expect(value["event"]?.text == event.change.name)
      #expect(output.text.hasSuffix("}\n") && output.text.split(separator: "\n").count == 1)
    }
  }

  @Test func everyEventIsTested() {
    #expect(Set(Self.events.map(\.change.name)).count == 12)
  }
}
