import Foundation
import TestSupport
import Testing

/// A watch with a history.
struct WatchHistoryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func sdlog(_ arguments: String..., input: [UInt8] = []) throws -> Command.Outcome {
    try SDLogProgram.run(arguments, in: folder.url, input: input)
  }

  /// What a history holds, without the rows' numbers.
  private func content(of history: String) throws -> [String] {
    let outcome = try sdlog("history", "export", "--history", history)
    #expect(outcome.errorText == "")
    #expect(try sdlog("history", "check", "--history", history).status == .exited(0))
    return outcome.outputText.split(separator: "\n").map(String.init)
  }

  private static func runs(_ lines: [String]) throws -> [[Double]] {
    try lines.map { line in
      (try JSONValue(parsing: Array(line.utf8))["runs"]?.elements ?? []).compactMap {
        $0["rate_per_s"]?.number
      }
    }
  }

  @Test("it keeps what an import keeps", arguments: ["comfyui-prompts.log", "kohya-lora.log"])
  func keepsTheSame(_ name: String) throws {
    let log = try SampleLog(name: name).bytes
    try folder.write(log, to: "a.log")
    let watched = try sdlog(
      "watch", "--quiet", "--fail-on", "never", "--history", "watched.sqlite", "--host", "h",
      input: log)
    #expect(watched.errorText == "")
    #expect(watched.status == .exited(0))
    #expect(
      try sdlog("history", "import", "--history", "imported.sqlite", "--host", "h", "a.log").status
        == .exited(0))
    let kept = try content(of: "watched.sqlite")
    #expect(!kept.isEmpty)
    #expect(try Self.runs(kept) == Self.runs(content(of: "imported.sqlite")))
    // The log itself, taken in afterwards, is known.
    _ = try sdlog("history", "import", "--history", "watched.sqlite", "--host", "h", "a.log")
    #expect(try content(of: "watched.sqlite").count == kept.count)
  }

  /// A log of twelve runs, whose rates differ a little from day to day.
  private static func log(_ rate: Double, day: Int) -> [UInt8] {
    var text = "Launching ComfyUI\nPython 3.11.7\nComfyUI version: 0.3.64\n"
    for run in 0..<12 {
      let printed = Int((rate + Double(run * 7 % 12) * 0.01 + Double(day) * 0.013) * 100)
      text +=
        "got prompt\n  0%|          | 0/20 [00:00<?, ?it/s]\r100%|##########| 20/20 [00:04<00:00,  \(printed / 100).\(printed % 100 + 100)it/s]\n"
        .replacing(/\.1(\d\d)it/) { ".\($0.output.1)it" }
    }
    return Array(text.utf8)
  }

  /// Fills the history `h.sqlite` with four nights.
  private func importNights() throws {
    for day in 1...4 {
      try folder.write(Self.log(5, day: day), to: "\(day).log")
      _ = try sdlog("history", "import", "--history", "h.sqlite", "--host", "h", "\(day).log")
    }
  }

  @Test("the report is that of a scan with the history")
  func comparesWithTheHistory() throws {
    try importNights()
    try FileManager.default.copyItem(
      at: folder.file("h.sqlite"), to: folder.file("copy.sqlite"))
    let slow = Self.log(3, day: 9)
    let watched = try sdlog(
      "watch", "--format", "json", "--history", "h.sqlite", "--host", "h", input: slow)
    let scanned = try SDLogProgram.run(
      ["scan", "--format", "json", "--history", "copy.sqlite", "--host", "h", "-"],
      in: folder.url, input: slow)
    #expect(watched.outputText == scanned.outputText)
    #expect(watched.status == scanned.status)
    let report = try JSONValue(parsing: watched.output)
    #expect(report["baselines"]?[0]?["verdict"]?.text == "slower")
  }

  @Test("what earlier sessions show is told though the log comes at once")
  func tellsWhatTheHistoryShows() throws {
    try importNights()
    let outcome = try sdlog(
      "watch", "--history", "h.sqlite", "--host", "h", "--on-regression", "cat > regression.json",
      input: Self.log(3, day: 9))
    let told = outcome.outputText.split(separator: "\n").filter { $0.contains(" slower ") }
    #expect(told.first?.contains("% slower than in earlier sessions: 5.") == true)
    let hook = try JSONValue(parsing: Array(Data(contentsOf: folder.file("regression.json"))))
    #expect(hook["event"]?.text == "regression")
  }

  @Test("a slowdown is told while it goes on")
  func tellsTheRegression() throws {
    var log = "Python 3.11.7\nComfyUI version: 0.3.64\n"
    for run in 0..<60 {
      let rate = run < 40 ? "5.0\(run % 10)" : "3.0\(run % 10)"
      log +=
        "got prompt\n  0%|          | 0/20 [00:00<?, ?it/s]\r100%|##########| 20/20 [00:04<00:00,  \(rate)it/s]\n"
    }
    let outcome = try SDLogProgram.run(
      ["watch", "--format", "ndjson", "--on-regression", "cat > regression.json"], in: folder.url,
      input: Array(log.utf8))
    let regressions = outcome.outputText.split(separator: "\n").filter {
      $0.hasPrefix("{\"event\":\"regression\"")
    }
    #expect(regressions.count == 1)
    let hook = try String(contentsOf: folder.file("regression.json"), encoding: .utf8)
    #expect(regressions.first.map { "\($0)\n" } == hook)
    let event = try JSONValue(parsing: Array(hook.utf8))
    #expect(try #require(event["change"]?.number) < -0.3)
    #expect(event["at"]?["run"]?.number == 40)
  }
}
