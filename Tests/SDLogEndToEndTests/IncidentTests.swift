import Foundation
import TestSupport
import Testing

/// Runs that were slow for a while and are as fast as before: no change that lasts, and not nothing.
struct IncidentTests {
  struct Case: CustomTestStringConvertible {
    /// How many runs were slow, and their rate; the others have 7 it/s.
    var runs: Int
    var rate: Double
    var isTold: Bool
    var testDescription: String { "\(runs) runs at \(rate) it/s" }
  }

  @Test(arguments: [
    Case(runs: 8, rate: 3, isTold: true), Case(runs: 7, rate: 4, isTold: true),
    Case(runs: 4, rate: 3.4, isTold: true),
    Case(runs: 2, rate: 2, isTold: false), Case(runs: 8, rate: 6.8, isTold: false),
  ])
  func tells(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let rates =
      HistoryLogs.rates(7, count: 15, seed: 1).dropFirst()
      + HistoryLogs.rates(example.rate, count: example.runs + 1, seed: 2).dropFirst()
      + HistoryLogs.rates(7, count: 15, seed: 3).dropFirst()
    try folder.writeLog(HistoryLogs.session(Array(rates)), to: "a.log", day: 0)
    let outcome = try SDLogProgram.run(["scan", "--format", "json", "a.log"], in: folder.url)
    let report = try JSONValue(parsing: outcome.output)
    #expect(report["regressions"]?.elements?.isEmpty == true)
    let verdict = report["verdict"]
    #expect(verdict?["level"]?.text == (example.isTold ? "notice" : "clean"))
    let text = try #require(verdict?["en"]?.text)
    #expect(text.hasPrefix("\(example.runs) runs in a row were ") == example.isTold)
    // Four lines of the start, and a line for each run.
    let lines = "(the first ends in line 19, the last in line \(18 + example.runs), session"
    #expect(text.contains(lines) == example.isTold)
  }

  @Test("of a whole session that was slow, what changed there is told")
  func tellsWhatChanged() throws {
    let folder = try TemporaryFolder()
    for (day, (rate, options)) in [
      (8.0, "--xformers"), (4.8, "--opt-sdp-attention"), (8.0, "--xformers"),
    ]
    .enumerated() {
      // Without the first image, which takes longer.
      let rates = HistoryLogs.rates(rate, count: 10, seed: UInt64(day) + 1).dropFirst()
      let session = HistoryLogs.session(Array(rates), arguments: options)
      try folder.writeLog(session, to: "\(day).log", day: day)
    }
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "json", "0.log", "1.log", "2.log"], in: folder.url)
    let report = try JSONValue(parsing: outcome.output)
    let comparison = report["comparisons"]?[0]
    #expect(comparison?["runs_after"]?.number == 9)
    #expect(comparison?["suspects"]?[0]?["fact"]?.text == "launch_args")
    #expect(report["verdict"]?["en"]?.text?.contains("what changed there stands below") == true)
    let text = try SDLogProgram.run(["scan", "0.log", "1.log", "2.log"], in: folder.url).outputText
    #expect(text.contains("Slow for a while, then as fast as before"))
  }
}
