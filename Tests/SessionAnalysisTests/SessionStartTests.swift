import SessionAnalysis
import Testing

/// Where sessions begin.
@Suite struct SessionStartTests {
  private static let start =
    "** ComfyUI startup time: 2026-05-12 07:30:00.123\n** Platform: Linux\n"
  private static let memory =
    "Total VRAM 24106 MB, total RAM 64106 MB\npytorch version: 2.9.1+cu128\nSet vram state to: NORMAL_VRAM\n"
  private static let nodes = (1...12).map { "### Loading: node pack \($0)\n" }.joined()

  @Test("parts of a program that print its start again begin no session")
  func copiesOfAStart() throws {
    let log =
      Self.start + Self.memory + Self.nodes + Self.memory
      + "To see the GUI go to: http://127.0.0.1:8188\ngot prompt\n"
    #expect(try analysed(log).sessions.map(\.firstLine) == [1])
  }

  @Test("a start that comes again from its beginning begins one", arguments: [true, false])
  func secondStart(hasFirstLines: Bool) throws {
    let once = (hasFirstLines ? Self.start : "") + Self.memory + Self.nodes
    let count = once.count(where: { $0 == "\n" })
    #expect(try analysed(once + once).sessions.map(\.firstLine) == [1, count + 1])
  }

  @Test(
    "a logger's own prefix shows the program",
    arguments: [
      ("[2026-01-02 10:00:00,123]::[InvokeAI]::INFO --> Loading a board", "invokeai"),
      ("(EngineCore_DP0 pid=711) INFO 05-12 07:30:00 [core.py:93] Waiting", "vllm"),
      ("2026-01-02 10:00:00,123 - INFO - InvokeAI is mentioned", "unknown"),
    ])
  func prefixes(line: String, program: String) throws {
    #expect(try analysed(line + "\n").sessions.map(\.frontEnd) == [program])
  }

  @Test("a reply of a few tokens says nothing of the speed")
  func shortReplies() throws {
    let lines = [(2, 16.76, 119.35), (3, 26.1, 114.9), (25, 329.83, 75.80)].map {
      tokens, ms, rate in
      "       eval time =   \(ms) ms /   \(tokens) tokens (   13.19 ms per token,   \(rate) tokens per second)\n"
    }
    let found = try analysed("build: 5902 (4a4f4269) with cc\n" + lines.joined())
    #expect(found.runs.map(\.isCounted) == [false, false, true])
  }
}
