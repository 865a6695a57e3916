import Testing

@testable import Reporting

struct WatchMetricsTests {
  private static func text(_ events: [WatchEvent]) -> String {
    var metrics = WatchMetrics(version: "1.2.3")
    for event in events { metrics.note(event) }
    return metrics.text(
      [
        WatchMetrics.Gauges(
          input: "logs/\"webui\"\\\u{1B}[31m\n.log", bytes: 4711, lagBytes: 12, silenceSeconds: 2.5,
          isStalled: true)
      ], hooks: ["succeeded": 2], time: 1_700_000_000.25)
  }

  @Test func golden() throws {
    try GoldenText.check(Self.text(WatchEventTests.events), against: "metrics.txt")
  }

  @Test("a finding's updates add what came since")
  func updates() {
    let finding = FindingReport(pattern: "torch.oom", severity: .error, count: 1, message: "")
    var again = finding
    again.count = 5
    let text = Self.text([
      WatchEvent(time: nil, session: "a", change: .finding(id: "a/1", finding)),
      WatchEvent(time: nil, session: "a", change: .findingUpdate(id: "a/1", again)),
      WatchEvent(time: nil, session: "a", change: .findingUpdate(id: "a/1", again)),
    ])
    #expect(
      text.contains("sdlog_findings_total{pattern=\"torch.oom\",severity=\"error\"} 5\n"))
  }

  @Test("steps are counted once")
  func steps() {
    func progress(_ completed: Double) -> WatchEvent.Change {
      .runProgress(WatchEvent.RunProgress(run: 0, completed: completed, total: 20, line: 1))
    }
    let text = Self.text(
      [progress(3), progress(10), progress(10), progress(20)].map {
        WatchEvent(time: nil, session: "a", change: $0)
      })
    #expect(text.contains("sdlog_steps_total{kind=\"sampling\"} 20\n"))
  }

  @Test("the number of series is bounded")
  func cardinality() {
    let events = (0..<5000).map { number in
      WatchEvent(
        time: nil, session: "a",
        change: .sessionStarted(input: "x", line: 1, frontend: "program-\(number)"))
    }
    let text = Self.text(events)
    let series = text.split(separator: "\n").filter { $0.hasPrefix("sdlog_sessions_total{") }
    #expect(series.count == WatchMetrics.seriesLimit + 1)
    #expect(text.contains("sdlog_sessions_total{frontend=\"other\"} 4500\n"))
  }

  @Test("every line is a comment or a sample")
  func format() throws {
    for line in Self.text(WatchEventTests.events).split(separator: "\n") {
      let isComment = line.wholeMatch(of: /# (HELP|TYPE) [a-z_]+ .+/) != nil
      let isSample =
        line.wholeMatch(
          of: /[a-z_]+(\{([a-z]+="([^"\\\n]|\\["\\n])*",?)+\})? [-+0-9.eE]+/) != nil
      #expect(isComment || isSample, "\(line)")
      #expect(!line.unicodeScalars.contains { HiddenScalars.contains($0.value) })
    }
  }
}
