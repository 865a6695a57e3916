import Foundation
import TestSupport
import Testing

/// What the README shows is what the program prints.
///
/// With `SDLOG_UPDATE=1` in the environment an output that differs is written there instead.
@Suite(.serialized)
struct ReadMeTests {
  private static let url = SampleLog.folder.deletingLastPathComponent().appending(path: "README.md")

  @Test(arguments: ["sdlog scan", "sdlog scan --lang zh"])
  func showsTheReport(_ command: String) throws {
    let text = try String(contentsOf: Self.url, encoding: .utf8)
    let log = "SampleLogs/flash-warning.log"
    let head = "```text\n$ \(command) \(log)\n"
    let start = try #require(text.range(of: head)).upperBound
    let end = try #require(text.range(of: "```\n", range: start..<text.endIndex)).lowerBound

    let outcome = try SDLogProgram.run(
      command.split(separator: " ").dropFirst().map(String.init) + [log],
      in: Self.url.deletingLastPathComponent())
    #expect(outcome.errorText == "")
    // The head, the system and the attention backend; the messages are left out.
    let shown =
      outcome.outputText.split(separator: "\n\n").prefix(3).joined(separator: "\n\n") + "\n"
    if ProcessInfo.processInfo.environment["SDLOG_UPDATE"] == "1" {
      try text.replacingCharacters(in: start..<end, with: shown)
        .write(to: Self.url, atomically: true, encoding: .utf8)
    } else {
      #expect(String(text[start..<end]) == shown)
    }
  }

  @Test func ciRunsTheSameTests() throws {
    let script = try String(
      contentsOf: Self.url.deletingLastPathComponent().appending(path: ".ci/run"), encoding: .utf8)
    let text = try String(contentsOf: Self.url, encoding: .utf8)
    #expect(text.contains("zlib1g-dev && swift test\n"))
    #expect(script.hasSuffix("\nswift test\n"))
  }
}
