import Foundation
import TestSupport
import Testing

/// Input that is missing, broken or hostile to programs: clear words, a documented status, and the
/// rest is still reported.
struct BadInputTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func scan(_ arguments: String...) throws -> Command.Outcome {
    try SDLogProgram.run(["scan"] + arguments, in: folder.url)
  }

  private func report(_ arguments: String...) throws -> JSONValue {
    let outcome = try SDLogProgram.run(["scan", "--format", "json"] + arguments, in: folder.url)
    let value = try JSONValue(parsing: outcome.output)
    let faults = try JSONSchema.named("report.schema.json").faults(in: value)
    #expect(faults == [])
    return value
  }

  // MARK: - What cannot be read

  @Test func missingFile() throws {
    let outcome = try scan("nowhere.log")
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: nowhere.log: no such file or folder
          help: check the spelling; a pattern such as logs/*.log is expanded by the shell

        """)
  }

  @Test("unreadable file", .enabled(if: geteuid() != 0, "root may read everything"))
  func unreadableFile() throws {
    try folder.write("text\n", to: "closed.log")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0], ofItemAtPath: folder.file("closed.log").path)
    let outcome = try scan("closed.log")
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: closed.log: permission denied
          help: ask for the right to read it, or run as its owner

        """)
  }

  @Test func binaryFile() throws {
    try folder.write((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7) }, to: "image.log")
    let outcome = try scan("image.log")
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: image.log: holds binary data, not a log
          help: name the console log; images, models and programs are not read

        """)
  }

  @Test("what sdlog itself wrote is no log")
  func ownOutput() throws {
    try folder.write(try SampleLog(name: "kohya-lora.log").bytes, to: "a.log")
    let lines = """
      sdlog history import --quiet --history h.sqlite a.log
      sdlog history export --history h.sqlite > own/exported
      sdlog scan --format ndjson a.log > own/reported
      sdlog watch --format ndjson < a.log > own/watched
      sdlog history import --history h.sqlite own/exported
      sdlog scan own/reported > /dev/null
      sdlog scan --jobs 1 own/watched > /dev/null
      sdlog scan own > /dev/null
      """
    try FileManager.default.createDirectory(
      at: folder.file("own"), withIntermediateDirectories: true)
    let outcome = try SDLogProgram.shell(lines, in: folder.url)
    #expect(outcome.status == .exited(0))
    #expect(outcome.outputText == "0 taken in, 0 known already\n")
    #expect(
      outcome.errorText == """
        error: own/exported: is what sdlog history export printed, not a log
          help: to move a history, copy its file; to build one, import the logs
        error: own/reported: is a report of sdlog, not a log
          help: name the log that it reports on
        error: own/watched: is a report of sdlog, not a log
          help: name the log that it reports on

        """)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folder.file("h.sqlite").path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("of a session the history shows what reports show")
  func hiddenFacts() throws {
    try folder.write(try SampleLog(name: "flash-warning.log").bytes, to: "a.log")
    let outcome = try SDLogProgram.shell(
      """
      sdlog history import --quiet --history h.sqlite a.log
      for id in $(sdlog history export --history h.sqlite | grep -o '"id":"[0-9a-f]*"' | cut -d'"' -f4)
      do sdlog history show --history h.sqlite $id; done
      """, in: folder.url)
    #expect(outcome.errorText == "")
    #expect(outcome.outputText.contains("fact      torch 2.4.1+cu121\n"))
    #expect(!outcome.outputText.contains("torch_index"))
  }

  @Test func folderWithoutLogs() throws {
    try folder.write("print('1Torch was not compiled with flash attention.')\n", to: "logs/a.py")
    try folder.write("{}\n", to: "logs/.hidden")
    let outcome = try scan("logs")
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: logs: the folder holds no file to read
          help: hidden files, programs and documents are left out; name one to read it

        """)
  }

  @Test func oneOfSeveralIsMissing() throws {
    try folder.write(try SampleLog(name: "diffusers-sd15.log").bytes, to: "a.log")
    try folder.write(try SampleLog(name: "kohya-lora.log").bytes, to: "c.log")
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "json", "a.log", "b.log", "c.log"], in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(outcome.errorText.hasPrefix("error: b.log: no such file or folder\n"))
    let report = try JSONValue(parsing: outcome.output)
    #expect(report["sessions"]?.elements?.map { $0["frontend"]?.text } == ["diffusers", "kohya"])
  }

  // MARK: - What can be read all the same

  @Test func emptyFile() throws {
    try folder.write("", to: "empty.log")
    let outcome = try scan("empty.log")
    #expect(outcome.status == .exited(0))
    #expect(outcome.errorText == "")
    #expect(try report("empty.log")["sessions"]?.elements == [])
  }

  @Test("20 MB without a newline")
  func noNewline() throws {
    try folder.write(repeatElement(UInt8(ascii: "a"), count: 20_000_000), to: "long.log")
    let report = try report("long.log")
    #expect(report["inputs"]?[0]?["bytes"]?.number == 20_000_000)
    #expect(report["limits"]?[0]?["what"]?.text == "line-length")
    #expect(report["limits"]?[0]?["where"]?.text == "long.log")
  }

  @Test func nulsWithinALog() throws {
    let bytes = try SampleLog(name: "diffusers-sd15.log").bytes
    try folder.write(bytes + [0, 0, 0] + Array("\n".utf8) + bytes, to: "nul.log")
    try folder.write(bytes + Array("\n".utf8) + bytes, to: "plain.log")
    let runs = try ["nul.log", "plain.log"].map { name in
      try report(name)["sessions"]?.elements?.map { $0["runs"]?.elements?.count ?? 0 }
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0]?.isEmpty == false)
  }

  /// What a program leaves that goes on writing where it was after logrotate has emptied its log.
  @Test("a hole in front of a log", arguments: [2, 511, 4096, 5001])
  func nulsInFront(_ count: Int) throws {
    let bytes = try SampleLog(name: "kohya-lora.log").bytes
    try folder.write([UInt8](repeating: 0, count: count) + bytes, to: "hole.log")
    try folder.write(bytes, to: "plain.log")
    let sessions = try ["hole.log", "plain.log"].map { name in
      try report(name)["sessions"]?.elements?.map { [$0["runs"], $0["facts"], $0["causes"]] }
    }
    #expect(sessions[0] == sessions[1])
    #expect(sessions[0]?.isEmpty == false)
  }

  @Test func recordsAreDecoded() throws {
    try folder.write(try SampleLog(name: "gbk.log").bytes, to: "gbk.log")
    try folder.write(try SampleLog(name: "kohya-lora.log").bytes, to: "utf-8.log")
    let records = try ["gbk.log", "utf-8.log"].map {
      try SDLogProgram.run(["records", $0], in: folder.url).outputText
    }
    #expect(records[0] == records[1])
    #expect(!records[0].contains("\u{FFFD}"))
  }

  @Test func everyByteValue() throws {
    let bytes = try SampleLog(name: "kohya-lora.log").bytes
    let bar = Array("\nlast: 100%|##########| 20/20 [00:04<00:00,  4.80it/s]\n".utf8)
    try folder.write(bytes + (0...255).map { UInt8($0) } + bar, to: "all.log")
    let runs = try report("all.log")["sessions"]?[0]?["runs"]?.elements ?? []
    #expect(runs.contains { $0["description"]?.text == "steps" })
    #expect(runs.contains { $0["description"]?.text == "last" })
  }

  @Test func aFIFO() throws {
    try folder.write(try SampleLog(name: "diffusers-sd15.log").bytes, to: "a.log")
    let outcome = try SDLogProgram.shell(
      "mkfifo pipe && (cat a.log > pipe &) && sdlog scan --format json pipe", in: folder.url)
    let report = try JSONValue(parsing: outcome.output)
    #expect(report["inputs"]?[0]?["path"]?.text == "pipe")
    #expect(report["sessions"]?[0]?["frontend"]?.text == "diffusers")
  }

  @Test func standardInput() throws {
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "json", "-"], in: folder.url,
      input: try SampleLog(name: "kohya-lora.log").bytes)
    let report = try JSONValue(parsing: outcome.output)
    #expect(report["inputs"]?[0]?["path"]?.text == "-")
    #expect(report["sessions"]?[0]?["frontend"]?.text == "kohya")
  }
}
