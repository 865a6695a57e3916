import Foundation
import TestSupport
import Testing

/// `sdlog scan --history`: sessions go into the history and are compared with earlier ones there.
struct ScanHistoryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for day in 0..<10 {
      try folder.writeLog(
        HistoryLogs.session(HistoryLogs.rates(8, count: 7, seed: UInt64(day))),
        to: "days/day\(day).log", day: day)
    }
  }

  private func scan(_ arguments: String...) throws -> Command.Outcome {
    try SDLogProgram.run(
      ["scan", "--history", "h.sqlite", "--host", "studio"] + arguments, in: folder.url)
  }

  private func exported() throws -> String {
    try SDLogProgram.run(["history", "export", "--history", "h.sqlite"], in: folder.url).outputText
  }

  @Test func takesInWhatAnImportTakesIn() throws {
    let outcome = try scan("--format", "json", "days")
    #expect(outcome.status == .exited(0))
    #expect(outcome.errorText == "")
    // Nothing is earlier than these.
    #expect(try JSONValue(parsing: outcome.output)["baselines"] == nil)
    let plain = try SDLogProgram.run(["scan", "--format", "json", "days"], in: folder.url)
    #expect(outcome.outputText == plain.outputText)
    let taken = try exported()
    #expect(taken.split(separator: "\n").count == 10)
    let again = try scan("--format", "json", "days")
    #expect(again.outputText == outcome.outputText)
    #expect(try exported() == taken)
    let check = try SDLogProgram.run(
      ["history", "check", "--history", "h.sqlite"], in: folder.url)
    #expect(check.status == .exited(0))
    _ = try SDLogProgram.run(
      ["history", "import", "--history", "i.sqlite", "--host", "studio", "days"], in: folder.url)
    let imported = try SDLogProgram.run(
      ["history", "export", "--history", "i.sqlite"], in: folder.url)
    #expect(imported.outputText == taken)
  }

  @Test func comparesWithEarlierRuns() throws {
    _ = try scan("days")
    try folder.writeLog(
      HistoryLogs.session([3.0, 5.01, 4.98, 5.02, 4.99, 5.00, 5.03], arguments: "--medvram"),
      to: "today.log", day: 10)
    let outcome = try scan("--format", "json", "--fail-on", "regression", "today.log")
    #expect(outcome.status == .exited(1))
    let value = try JSONValue(parsing: outcome.output)
    #expect(try JSONSchema.named("report.schema.json").faults(in: value) == [])
    #expect(value.hasSortedKeys())
    let baseline = try #require(value["baselines"]?.elements?.first)
    #expect(baseline["verdict"]?.text == "slower")
    #expect(baseline["nights"] == .number(10))
    #expect(baseline["runs_before"] == .number(70))
    #expect(baseline["runs_after"] == .number(7))
    #expect(value["verdict"]?["level"]?.text == "warning")
    #expect(
      baseline["suspects"]?.elements?.contains { $0["fact"]?.text == "vram_requested" } == true)
    // Taken in by now; the same report all the same.
    let again = try scan("--format", "json", "--fail-on", "regression", "today.log")
    #expect(again.outputText == outcome.outputText)
    let text = try scan("today.log").outputText
    #expect(text.contains("Speed    5.00 it/s (median of 7 runs); 37 % slower than in the last 10"))
    #expect(text.contains("Against earlier runs\n"))
    let chinese = try scan("--lang", "zh", "today.log").outputText
    #expect(chinese.contains("比最近 10 天慢 37 %"))
    let lines = try scan("--format", "ndjson", "today.log").outputText.split(separator: "\n")
    let last = try JSONValue(parsing: Array((lines.last ?? "").utf8))
    #expect(try JSONSchema.named("report-lines.schema.json").faults(in: last) == [])
    #expect(last["baselines"]?.elements?.count == 1)
  }

  @Test func observesWhereRunsAreFew() throws {
    _ = try scan("days")
    try folder.writeLog(HistoryLogs.session([3.0, 5.0]), to: "today.log", day: 10)
    let outcome = try scan("--format", "json", "--fail-on", "regression", "today.log")
    #expect(outcome.status == .exited(0))
    let value = try JSONValue(parsing: outcome.output)
    #expect(value["baselines"]?.elements?.first?["verdict"]?.text == "observed")
    #expect(try scan("today.log").outputText.contains("(observed, not tested)"))
  }

  @Test func anotherMachineHasABaselineOfItsOwn() throws {
    _ = try scan("days")
    try folder.writeLog(
      HistoryLogs.session(HistoryLogs.rates(5, count: 7)), to: "today.log", day: 10)
    let outcome = try SDLogProgram.run(
      ["scan", "--history", "h.sqlite", "--host", "attic", "--format", "json", "today.log"],
      in: folder.url)
    #expect(outcome.status == .exited(0))
    #expect(try JSONValue(parsing: outcome.output)["baselines"] == nil)
  }

  @Test func reportsWithoutAHistoryThatCannotBeUsed() throws {
    let outcome = try SDLogProgram.run(
      ["scan", "--history", "no/h.sqlite", "--format", "json", "days"], in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: the history cannot be made or opened
          --> no/h.sqlite
          help: name a file in a folder that exists and may be written to

        """)
    let plain = try SDLogProgram.run(["scan", "--format", "json", "days"], in: folder.url)
    #expect(outcome.outputText == plain.outputText)
  }
}
