import Foundation
import GRDB
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
    #expect(chinese.contains("比最近 10 晚慢 37 %"))
    let page = try scan("--format", "html", "today.log").outputText
    #expect(page.contains("<h3>Against earlier runs</h3>"))
    #expect(page.contains("37 % slower than in the last 10 nights"))
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

  @Test(
    "a history takes whole logs",
    arguments: [["--partial"], ["--partial", "--range", "0-100"]])
  func takesNoParts(_ options: [String]) throws {
    let outcome = try SDLogProgram.run(
      ["scan", "--history", "h.sqlite"] + options + ["days/day0.log"], in: folder.url)
    #expect(outcome.status == .exited(64))
    #expect(
      outcome.errorText.hasPrefix(
        "error: --history takes whole logs in: leave out --partial and --range, or scan without"
          + " --history\n"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("h.sqlite").path))
  }

  @Test("any number of threads gives the same report and the same history", arguments: ["2", "7"])
  func threads(_ jobs: String) throws {
    try folder.writeLog(
      try String(contentsOf: folder.file("days/day3.log"), encoding: .utf8), to: "days/copy.log",
      day: 3)
    let plain = try SDLogProgram.run(["scan", "--format", "json", "days"], in: folder.url)
    #expect(try scan("--format", "json", "--jobs", "1", "days").outputText == plain.outputText)
    let expected = try exported()
    try FileManager.default.removeItem(at: folder.file("h.sqlite"))
    let outcome = try scan("--format", "json", "--jobs", jobs, "days")
    #expect(outcome.outputText == plain.outputText)
    #expect(try exported() == expected)
    try FileManager.default.removeItem(at: folder.file("h.sqlite"))
    let imported = try SDLogProgram.run(
      ["history", "import", "--history", "h.sqlite", "--host", "studio", "--jobs", jobs, "days"],
      in: folder.url)
    #expect(imported.outputText == "10 taken in, 1 known already\n")
    #expect(try exported() == expected)
  }

  @Test("a history that fails is said once, whatever the number of threads", arguments: ["1", "4"])
  func failure(_ jobs: String) throws {
    _ = try scan("days/day0.log")
    let database = try DatabaseQueue(path: folder.file("h.sqlite").path)
    try database.write { try $0.execute(sql: "DROP TABLE run_block") }
    try database.close()
    let outcome = try scan("--format", "json", "--jobs", jobs, "days")
    let message = """
      error: the history cannot be used
        --> h.sqlite
        note: SQLite says: no such table: run_block

      """
    #expect(outcome.status == .exited(2))
    #expect(outcome.errorText == message)
    let plain = try SDLogProgram.run(["scan", "--format", "json", "days"], in: folder.url)
    #expect(outcome.outputText == plain.outputText)
    let imported = try SDLogProgram.run(
      ["history", "import", "--history", "h.sqlite", "--jobs", jobs, "days"], in: folder.url)
    #expect(imported.status == .exited(2))
    #expect(imported.errorText == message)
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
