import SessionAnalysis
import Testing

/// Errors of which nothing is known but their own words.
@Suite struct UnknownErrorTests {
  private static func traceback(frames: Int, indent: String = "", error: String) -> String {
    let frame =
      "  File \"/srv/app/lib/python3.11/site-packages/engine/core.py\", line 699, in run\n"
      + "    return self.step(self.requests, self.tables, self.options)\n"
    let text =
      "Traceback (most recent call last):\n" + String(repeating: frame, count: frames) + error
    return text.split(separator: "\n").map { indent + $0 + "\n" }.joined()
  }

  private func errors(_ log: String) throws -> [Finding] {
    try analysed(log).sessions.flatMap(\.findings).filter { $0.pattern.hasPrefix("python.") }
  }

  @Test(
    "a traceback of any length is told by its last line", arguments: [1, 24, 90], ["", "    "])
  func longTraceback(frames: Int, indent: String) throws {
    let log = Self.traceback(
      frames: frames, indent: indent, error: "engine.StepError: no room for the step")
    let found = try errors(log)
    #expect(found.map(\.captures) == [["error": "engine.StepError: no room for the step"]])
    #expect(found.first?.lines == [2 * frames + 2])
  }

  @Test(
    "who stops a program is no error", arguments: [1, 60], ["KeyboardInterrupt", "SystemExit: 1"])
  func stopped(frames: Int, error: String) throws {
    #expect(try errors(Self.traceback(frames: frames, error: error)).isEmpty)
  }

  @Test("a traceback that is cut counts, and a line by itself")
  func parts() throws {
    #expect(
      try errors("Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n").count == 1)
    #expect(
      try errors("engine.StepError: no room\n").map(\.captures)
        == [["error": "engine.StepError: no room"]])
    #expect(try errors("the engine.StepError: is documented\n").isEmpty)
  }

  @Test(
    "what a logger marks as an error counts, unless it is known or says nothing",
    arguments: [
      ("01:07:06-195177 ERROR    Some part is missing\n", "Some part is missing"),
      ("[2026-01-02 10:00:00,123]::[InvokeAI]::ERROR --> no such board\n", "no such board"),
      ("2026-01-02 10:00:00,123 - server - CRITICAL - the store is gone\n", "the store is gone"),
      ("[ERROR] model.cpp:1041 - it has no header\n", "model.cpp:1041 - it has no header"),
      ("01:07:06-195177 INFO     No ERROR is known\n", nil),
      (
        "01:07:06-195177 ERROR    Traceback (most recent call last):\n  File \"a.py\", line 1\nKeyboardInterrupt\n",
        nil
      ),
      ("2026-01-02 10:00:00,123 - server - ERROR - SystemExit: 15\n", nil),
      ("2026-01-02 10:00:00,123 - server - ERROR - State of the cards:\n", nil),
    ])
  func markedErrors(log: String, error: String?) throws {
    let found = try analysed(log).sessions.flatMap(\.findings)
    #expect(found.map { $0.captures["error"] } == (error.map { [$0] } ?? []))
  }

  @Test(
    "what a session ends with is what ended it",
    arguments: [
      ("", Finding.Severity.error), ("\n\n", .error), ("Killed\n", .error),
      ("got prompt\n", .warning), ("something else\n", .warning),
      ("\tlayer one has 4 rows\n\tlayer two has none\n", .error),
      ("  layer one has 4 rows\nsomething else\n", .warning), ("\n  something else\n", .warning),
      ("100%|##########| 20/20 [00:04<00:00,  4.70it/s]\n", .warning),
    ])
  func lastError(behind: String, severity: Finding.Severity) throws {
    let log = Self.traceback(frames: 2, error: "ValueError: bad part") + behind
    #expect(try errors(log).map(\.severity) == [severity])
  }

  @Test("an error behind a tag that stands in front of each line is told by its last line")
  func taggedError() throws {
    let log = Self.traceback(frames: 2, indent: "[TRAIN] ", error: "ValueError: bad part")
    let found = try errors(log)
    #expect(found.map(\.captures) == [["error": "ValueError: bad part"]])
    #expect(found.map(\.severity) == [.error])
  }

  @Test("a traceback that is cut behind an error that tells it is none of its own")
  func cutBehindAnError() throws {
    let cut = "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n"
    let log = "got prompt\n!!! Exception during processing !!! CUDA error: out of memory\n" + cut
    #expect(try errors(log).isEmpty)
    #expect(try errors("got prompt\n" + cut).count == 1)
  }

  @Test("different errors are one finding that names each")
  func variants() throws {
    let log = (1...12).map { number in
      Self.traceback(frames: 1, error: "ValueError: bad part \(number % 10)")
    }.joined(separator: "next\n")
    let found = try errors(log)
    #expect(found.map(\.count) == [12])
    // Those in front, and the newest.
    #expect(
      found.first?.variants.map(\.text) == (1...7).map { "ValueError: bad part \($0)" } + [
        "ValueError: bad part 0"
      ])
    #expect(found.first?.variants.first?.line == 4)
    #expect(found.first?.variants[1].lastLine == 12 * 4 + 11)
    #expect(found.first?.latestVariant == "ValueError: bad part 2")
  }
}
