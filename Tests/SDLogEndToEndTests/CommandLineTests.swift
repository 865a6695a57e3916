import Foundation
import TestSupport
import Testing

/// What the command line promises: statuses, streams, words and settings of the environment.
struct CommandLineTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(try SampleLog(name: "kohya-lora.log").bytes, to: "warning.log")
    try folder.write(try SampleLog(name: "comfyui-prompts.log").bytes, to: "error.log")
    try folder.write("Python 3.11.7\n", to: "clean.log")
  }

  private func sdlog(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    try SDLogProgram.run(arguments, in: folder.url, environment: environment)
  }

  // MARK: - Usage

  struct Misuse: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    /// The first line on standard error.
    let words: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Misuse(
      arguments: ["scan", "--colour", "always", "clean.log"],
      words: "error: Unknown option '--colour'. Did you mean '--color'?"),
    Misuse(arguments: ["scan"], words: "error: Missing expected argument '<paths> ...'"),
    Misuse(
      arguments: ["scan", "--format", "yaml", "clean.log"],
      words: "error: The value 'yaml' is invalid for '--format <format>'. "
        + "Please provide one of 'text', 'json', 'ndjson', 'markdown' or 'html'."),
    Misuse(
      arguments: ["detect", "--format", "html", "clean.log"],
      words: "error: The value 'html' is invalid for '--format <format>'. "
        + "Please provide one of 'text', 'json', 'ndjson' or 'markdown'."),
    Misuse(
      arguments: ["summary", "--format", "ndjson", "."],
      words: "error: The value 'ndjson' is invalid for '--format <format>'. "
        + "Please provide one of 'text', 'json', 'markdown' or 'html'."),
    Misuse(
      arguments: ["scan", "--fail-on", "notes", "clean.log"],
      words: "error: The value 'notes' is invalid for '--fail-on <fail-on>'. "
        + "Please provide one of 'never', 'error', 'warning' or 'regression'."),
    Misuse(arguments: ["records"], words: "error: Missing expected argument '<paths> ...'"),
    Misuse(arguments: ["look", "clean.log"], words: "error: there is no command 'look'"),
    Misuse(
      arguments: ["scna", "clean.log"],
      words: "error: there is no command 'scna'. Did you mean 'scan'?"),
    Misuse(
      arguments: ["Scan", "clean.log"],
      words: "error: there is no command 'Scan'. Did you mean 'scan'?"),
    Misuse(
      arguments: ["version"],
      words: "error: there is no command 'version'. Did you mean '--version'?"),
    Misuse(
      arguments: ["patterns", "lst"],
      words: "error: there is no command 'lst'. Did you mean 'list'?"),
    Misuse(arguments: ["help", "nothing"], words: "error: there is no command 'nothing'"),
    Misuse(
      arguments: ["clean.log"],
      words: "error: 'clean.log' is a file: sdlog scan clean.log reads it"),
    Misuse(arguments: ["watch", "clean.log"], words: "error: Unexpected argument 'clean.log'"),
    Misuse(
      arguments: ["scan", "--host", "h", "clean.log"], words: "error: --host is for --history"),
    Misuse(arguments: ["watch", "--host", "h"], words: "error: --host is for --history"),
    Misuse(
      arguments: ["diff", "--host", "h", "clean.log", "error.log"],
      words: "error: --host is for --last-good"),
    Misuse(
      arguments: ["watch", "--hook-timeout", "2"],
      words: "error: --hook-timeout is for --on-finding and --on-regression"),
    Misuse(
      arguments: ["watch", "--quiet", "--format", "ndjson"],
      words: "error: --quiet leaves nothing of --format ndjson, which is the events: "
        + "leave one of them out"),
    Misuse(
      arguments: ["scan", "--partial", "--format", "json", "clean.log"],
      words: "error: a partial result has no format: leave out --format"),
    Misuse(
      arguments: ["merge", "--partial", "--fail-on", "error", "x.part"],
      words: "error: a partial result is not judged: give --fail-on to the `sdlog merge` "
        + "that makes the report"),
    Misuse(
      arguments: ["history", "list", "--limit", "-1"],
      words: "error: --limit has to be 1 or more"),
    Misuse(
      arguments: ["scan", "--jobs", "-1", "clean.log"],
      words: "error: --jobs has to be a number from 1 to 1024"),
    Misuse(
      arguments: ["summary", "--wait", "-1", "."],
      words: "error: --wait has to be a number of seconds from 0 to 86400"),
    Misuse(
      arguments: ["watch", "--on-finding", "true", "--hook-timeout", "-1"],
      words: "error: --hook-timeout has to be from 0.1 to 3600 seconds"),
    Misuse(
      arguments: ["scan", "--partial", "--range", "100-0", "clean.log"],
      words: "error: --range: the end has to lie behind the start"),
    Misuse(
      arguments: ["ack", "r-3f2a9c", "--until", "2020-01-01"],
      words: "error: --until has to be today or later"),
  ])
  func wrongUsage(_ misuse: Misuse) throws {
    let outcome = try SDLogProgram.run(misuse.arguments, in: folder.url)
    #expect(outcome.status == .exited(64))
    #expect(outcome.outputText == "")
    #expect(outcome.errorText.split(separator: "\n").first.map(String.init) == misuse.words)
  }

  @Test("whoever names a file to watch is told how")
  func fileToWatch() throws {
    let outcome = try sdlog("watch", "clean.log")
    #expect(
      outcome.errorText.contains("\n  help: sdlog watch --follow clean.log follows a file\n"))
  }

  @Test(arguments: [["--help"], ["scan", "--help"], []])
  func help(_ arguments: [String]) throws {
    let outcome = try SDLogProgram.run(arguments, in: folder.url)
    #expect(outcome.status == .exited(0))
    #expect(outcome.errorText == "")
    #expect(outcome.outputText.hasPrefix("OVERVIEW: "))
  }

  @Test func version() throws {
    let outcome = try sdlog("--version")
    #expect(outcome.status == .exited(0))
    #expect(outcome.outputText.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  // MARK: - Status

  struct Failure: Sendable, CustomTestStringConvertible {
    let log: String
    let threshold: String?
    let status: Int32
    var testDescription: String { "\(log) --fail-on \(threshold ?? "(default)")" }
  }

  @Test(arguments: [
    Failure(log: "clean.log", threshold: nil, status: 0),
    Failure(log: "warning.log", threshold: nil, status: 1),
    Failure(log: "warning.log", threshold: "error", status: 0),
    Failure(log: "warning.log", threshold: "regression", status: 0),
    Failure(log: "error.log", threshold: "error", status: 1),
    Failure(log: "error.log", threshold: "never", status: 0),
  ])
  func failOn(_ failure: Failure) throws {
    let option = failure.threshold.map { ["--fail-on", $0] } ?? []
    let outcome = try SDLogProgram.run(["scan"] + option + [failure.log], in: folder.url)
    #expect(outcome.status == .exited(failure.status))
    #expect(outcome.errorText == "")
  }

  // MARK: - Output

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let outcome = try SDLogProgram.shell(
      "sdlog scan --format json warning.log error.log | head -1", in: folder.url)
    #expect(outcome.outputText == "{\n")
    #expect(outcome.errorText == "")
  }

  @Test("a full disk is told", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() throws {
    let outcome = try SDLogProgram.shell("sdlog scan warning.log > /dev/full", in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == "error: cannot write to standard output: No space left on device\n")
  }

  @Test func outputGoesToAFileWhole() throws {
    let outcome = try sdlog("scan", "--output", "report.txt", "warning.log")
    #expect(outcome.outputText == "")
    let direct = try sdlog("scan", "warning.log")
    let written = try String(contentsOf: folder.file("report.txt"), encoding: .utf8)
    #expect(written == direct.outputText)
  }

  @Test("a link stays a link, and the file keeps its rights")
  func outputThroughALink() throws {
    try folder.write("old", to: "report.txt")
    let files = FileManager.default
    try files.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: folder.file("report.txt").path)
    try files.createSymbolicLink(
      atPath: folder.file("link").path, withDestinationPath: "report.txt")
    let outcome = try sdlog("scan", "--output", "link", "warning.log")
    #expect(outcome.errorText == "")
    #expect(try files.destinationOfSymbolicLink(atPath: folder.file("link").path) == "report.txt")
    let attributes = try files.attributesOfItem(atPath: folder.file("report.txt").path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let written = try String(contentsOf: folder.file("report.txt"), encoding: .utf8)
    #expect(written == (try sdlog("scan", "warning.log").outputText))
    try files.createSymbolicLink(atPath: folder.file("new").path, withDestinationPath: "made.txt")
    _ = try sdlog("scan", "--output", "new", "warning.log")
    #expect(try String(contentsOf: folder.file("made.txt"), encoding: .utf8) == written)
  }

  @Test("what is no regular file is written to and not replaced")
  func outputToAPipe() throws {
    let outcome = try SDLogProgram.shell(
      """
      mkfifo pipe && (cat pipe > read.txt; echo done > end) & sleep 0
      while [ ! -p pipe ]; do :; done; sdlog scan --output pipe warning.log
      while [ ! -f end ]; do :; done; [ -p pipe ] && cat read.txt
      """, in: folder.url)
    #expect(outcome.errorText == "")
    #expect(outcome.outputText == (try sdlog("scan", "warning.log").outputText))
    let direct = try sdlog("scan", "--output", "/dev/stdout", "warning.log")
    #expect(direct.outputText == outcome.outputText)
  }

  @Test func aReportDoesNotReplaceItsLog() throws {
    let before = try Data(contentsOf: folder.file("warning.log"))
    let outcome = try sdlog("scan", "--output", "./warning.log", "warning.log")
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: the report would replace a log that is to be read
          --> ./warning.log
          help: write the report to another file

        """)
    #expect(try Data(contentsOf: folder.file("warning.log")) == before)
  }

  @Test func outputThatCannotBeWritten() throws {
    let outcome = try sdlog("scan", "--output", "no/report.txt", "warning.log")
    #expect(outcome.status == .exited(2))
    #expect(outcome.outputText == "")
    #expect(
      outcome.errorText == """
        error: cannot write no/report.txt: No such file or directory
          help: name a file in a folder that exists and may be written to

        """)
  }

  @Test func noFolderForTemporaryFiles() throws {
    let outcome = try sdlog("scan", "warning.log", environment: ["TMPDIR": "/nonexistent"])
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: cannot write a temporary file in /nonexistent: No such file or directory
          help: set TMPDIR to a folder that has room and may be written to

        """)
  }

  // MARK: - The environment

  @Test func colour() throws {
    let plain = try sdlog("scan", "warning.log").outputText
    #expect(!plain.utf8.contains(0x1B))
    #expect(try sdlog("scan", "--color", "never", "warning.log").outputText == plain)
    let coloured = try sdlog("scan", "--color", "always", "warning.log").outputText
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    #expect(coloured != plain)
  }

  @Test("on a terminal the width is its own, and NO_COLOR is obeyed")
  func terminal() throws {
    let line = "stty cols 40 && sdlog scan warning.log"
    let coloured = try SDLogProgram.shell("script -qec '\(line)' /dev/null", in: folder.url)
    #expect(coloured.output.contains(0x1B))
    let plain = try SDLogProgram.shell(
      "script -qec '\(line)' /dev/null", in: folder.url, environment: ["NO_COLOR": "1"])
    #expect(!plain.output.contains(0x1B))
    let lines = plain.outputText.split { $0.isNewline }
    #expect(lines.count > 10)
    // Commands are not folded, so that they can be copied.
    let folded = lines.filter { !$0.contains("  $ ") }
    #expect(folded.allSatisfy { $0.unicodeScalars.count <= 40 })
  }

  @Test(arguments: [
    ["LANG": "zh_CN.UTF-8"], ["LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"],
  ])
  func speaksChinese(_ environment: [String: String]) throws {
    let outcome = try sdlog("scan", "warning.log", environment: environment)
    #expect(outcome.outputText == (try sdlog("scan", "--lang", "zh", "warning.log").outputText))
    #expect(outcome.outputText.contains(/\p{Han}/))
    let english = try sdlog("scan", "--lang", "en", "clean.log", environment: environment)
    #expect(english.outputText == (try sdlog("scan", "clean.log").outputText))
  }

  // MARK: - Series of rates

  @Test("runs and nights of a table count from 1, and have its dates")
  func detect() throws {
    // Three runs a night, slower from the 19th night and the 55th run on.
    let rows = (0..<30).flatMap { night in
      (0..<3).map { run in
        let rate = (night < 18 ? 8.0 : 5.0) + 0.01 * Double((7 * night + 3 * run) % 5)
        return "2026-09-\(night < 9 ? "0" : "")\(night + 1)T0\(run):00:00Z,\(rate)"
      }
    }
    try folder.write(rows.joined(separator: "\n") + "\n", to: "rates.csv")
    let english = try sdlog("detect", "rates.csv").outputText
    #expect(english.contains("  run 55, 2026-09-19 "))
    #expect(english.contains("  alarm, night of 2026-09-"))
    let chinese = try sdlog("detect", "--lang", "zh", "rates.csv").outputText
    #expect(chinese.contains("  第 55 次，2026-09-19 "))
    #expect(chinese.contains(/2026-09-\d\d 当晚报警/))
  }

  @Test("of a file that holds no rates a few lines are named")
  func detectOfALog() throws {
    let outcome = try sdlog("detect", "error.log")
    #expect(outcome.status == .exited(2))
    let lines = outcome.errorText.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("error: error.log:") } == 3)
    #expect(lines.dropLast().last?.hasSuffix("more lines cannot be read either") == true)
    #expect(
      lines.last == "  help: it takes time,rate[,session] or JSON lines; logs go to sdlog scan")
    try folder.write("\n", to: "empty.csv")
    let empty = try sdlog("detect", "empty.csv")
    #expect(empty.status == .exited(2))
    #expect(empty.errorText.hasPrefix("error: empty.csv: the file is empty\n"))
  }

  // MARK: - The catalogue

  @Test("a folder of patterns without any is warned of, a clean one praised")
  func lint() throws {
    try folder.write("text\n", to: "ro/x.txt")
    let empty = try sdlog("patterns", "lint", "--patterns", "ro")
    #expect(empty.status == .exited(1))
    #expect(empty.errorText == "warning: ro holds no .yaml or .yml file\n  --> ro\n")
    let builtin = try sdlog("patterns", "lint")
    #expect(builtin.status == .exited(0))
    #expect(builtin.outputText.contains(/\d+ messages, \d+ causes: no fault\n/))
  }

  /// Catalogues with one kind of fault each, from the tests of the catalogue.
  private static let bad = SampleLog.folder.deletingLastPathComponent()
    .appending(path: "Tests/PatternCatalogueTests/Fixtures/bad")

  @Test(
    "each kind of faulty catalogue is refused with its place",
    arguments: try FileManager.default.contentsOfDirectory(atPath: bad.path).sorted())
  func faultyCatalogue(_ name: String) throws {
    let outcome = try SDLogProgram.run(
      ["patterns", "lint", "--no-builtin", "--patterns", name], in: Self.bad)
    #expect(outcome.status == .exited(2))
    #expect(outcome.outputText == "")
    let expected = Self.bad.appending(path: "\(name)/expected.txt")
    #expect(outcome.errorText == (try String(contentsOf: expected, encoding: .utf8)))
  }

  @Test func scanRefusesAFaultyCatalogue() throws {
    let bad = Self.bad.appending(path: "unknown-key").path
    let outcome = try sdlog("scan", "--patterns", bad, "clean.log")
    #expect(outcome.status == .exited(2))
    #expect(outcome.outputText == "")
    let expected = try String(contentsOfFile: "\(bad)/expected.txt", encoding: .utf8)
    #expect(outcome.errorText.replacing(bad, with: "unknown-key") == expected)
  }

  @Test func aCatalogueThatIsNotThere() throws {
    let outcome = try sdlog("scan", "--patterns", "nowhere", "clean.log")
    #expect(outcome.status == .exited(2))
    #expect(outcome.outputText == "")
    #expect(
      outcome.errorText == """
        error: the folder of patterns does not exist
          --> nowhere
          help: check the path, or create the folder

        """)
  }
}
