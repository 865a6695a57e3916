import Foundation
import TestSupport
import Testing

#if os(Linux)
/// Files whose names are no UTF-8, which other systems refuse, are read like any others.
struct SystemPathTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(try SampleLog(name: "kohya-lora.log").bytes, to: "sample")
  }

  /// Runs lines of a shell; `$B` begins a name that is no UTF-8.
  private func shell(_ lines: String) throws -> Command.Outcome {
    try SDLogProgram.shell("B=$(printf 'b\\377\\376')\n" + lines, in: folder.url)
  }

  private func paths(_ outcome: Command.Outcome) throws -> [String?] {
    (try JSONValue(parsing: outcome.output)["inputs"]?.elements ?? []).map { $0["path"]?.text }
  }

  @Test("by name, in folders and in rotated sets", arguments: ["$B", "$B/x.log", "./$B"])
  func scan(_ named: String) throws {
    let outcome = try shell(
      """
      mkdir $B; cp sample $B/x.log; cp sample "$B/$B.log"; cp sample "$B/$B.log.1"
      sdlog scan --format json --fail-on never \(named)
      """)
    #expect(outcome.errorText == "")
    #expect(outcome.status == .exited(0))
    let shown = "b\u{FFFD}\u{FFFD}"
    let start = named.hasPrefix("./") ? "./" : ""
    let rotated = named.hasSuffix("x.log") ? [] : ["\(start)\(shown)/\(shown).log"]
    #expect(try paths(outcome) == rotated + ["\(start)\(shown)/x.log"])
  }

  @Test("what cannot be read is shown repaired")
  func missing() throws {
    let outcome = try shell("sdlog scan $B.log")
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText.hasPrefix("error: b\u{FFFD}\u{FFFD}.log: no such file or folder\n"))
  }

  @Test("history, summary and output")
  func history() throws {
    let outcome = try shell(
      """
      cp sample $B.log
      sdlog history import --history h.sqlite --quiet $B.log || echo import
      sdlog history import --history h.sqlite $B.log | tail -1
      sdlog summary --history h2.sqlite $B.log > /dev/null; sdlog summary --history h2.sqlite $B.log
      sdlog scan --fail-on never --output $B.txt $B.log; ls $B.txt > /dev/null || echo output
      sdlog scan --output $B.log $B.log > /dev/null 2>&1; echo $?
      cmp sample $B.log && sdlog history export --history h.sqlite
      """)
    #expect(!outcome.outputText.contains("import\n") && !outcome.outputText.contains("output\n"))
    #expect(outcome.outputText.contains("\n64\n") || outcome.outputText.contains("\n2\n"))
    #expect(outcome.outputText.contains("b\u{FFFD}\u{FFFD}.log"))
    #expect(outcome.errorText == "")
  }

  @Test("one that is followed, through rotation")
  func follow() throws {
    let outcome = try shell(
      """
      export XDG_STATE_HOME=$PWD/state
      echo one > $B.log
      sdlog watch --follow $B.log --from-start --tee > out 2> errors & pid=$!
      until grep -q one out; do sleep 0.05; done
      mv $B.log $B.log.1; echo two > $B.log
      until grep -q two out; do sleep 0.05; done
      kill $pid; wait $pid; echo $?; cat out errors
      """)
    #expect(outcome.outputText.hasPrefix("143\none\ntwo\n"))
    #expect(outcome.outputText.contains("b\u{FFFD}\u{FFFD}.log"))
  }
}
#endif
