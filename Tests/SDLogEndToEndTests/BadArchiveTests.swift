import Foundation
import TestSupport
import Testing

/// Archives that are broken, locked or made to do harm: words on standard error, status 2, and the
/// rest is reported.
struct BadArchiveTests {
  private static let fixtures = SampleLog.folder.deletingLastPathComponent()
    .appending(path: "Tests/LogInputTests/Fixtures")

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func scan(_ names: [String], input: [UInt8] = []) throws -> Command.Outcome {
    for name in names {
      try folder.write([UInt8](Data(contentsOf: Self.fixtures.appending(path: name))), to: name)
    }
    return try SDLogProgram.run(
      ["scan", "--format", "json", "--fail-on", "never"] + names, in: folder.url, input: input)
  }

  private func paths(_ outcome: Command.Outcome) throws -> [String?] {
    let report = try JSONValue(parsing: outcome.output)
    #expect(try JSONSchema.named("report.schema.json").faults(in: report) == [])
    return (report["inputs"]?.elements ?? []).map { $0["path"]?.text }
  }

  @Test func anEncryptedMemberIsPassedOverWithoutAPrompt() throws {
    let outcome = try scan(["encrypted.zip"], input: Array("secret\n".utf8))
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: encrypted.zip!plain.log: encrypted; passwords are not asked for
          help: unpack it with its password, and name the files

        """)
    #expect(try paths(outcome).count == 1)
  }

  @Test func archivesInArchivesEndAtTheBound() throws {
    let outcome = try scan(["nested.zip"])
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: nested.zip!inner.zip!inner.zip!inner.zip: packed too deep: too many archives or compressions in one another
          help: unpack the outer archives, and name what was in them

        """)
    #expect(try paths(outcome).count == 3)
  }

  @Test func namesAndLinksInATarReachNothingOutsideOfIt() throws {
    let outcome = try scan(["names.tar"])
    #expect(outcome.status == .exited(0))
    #expect(outcome.errorText == "")
    #expect(
      try paths(outcome) == [
        "names.tar!../../b.log", "names.tar!/abs/a.log", "names.tar!dir/c.log",
        "names.tar!empty.log",
      ])
    #expect(!outcome.outputText.contains("root:"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["names.tar"])
  }

  @Test("what was appended to a packed log is said to be unread", arguments: ["en", "zh"])
  func textBehindAPackedLog(_ language: String) throws {
    let packed = try Data(contentsOf: Self.fixtures.appending(path: "plain.log.gz"))
    try folder.write([UInt8](packed) + Array("more\n".utf8), to: "a.log.gz")
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "json", "--fail-on", "never", "--lang", language, "a.log.gz"],
      in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText
        == (language == "en"
          ? """
          error: a.log.gz: not read behind the end of the compressed data: 5 bytes
            help: what stands before is reported; was something appended to a compressed log?

          """
          : """
          错误：a.log.gz：压缩数据结尾之后还有 5 字节未读取
            建议：之前的部分照常报告；可能有内容被追加到了压缩日志的后面

          """))
    let input = try JSONValue(parsing: outcome.output)["inputs"]?.elements?.first
    #expect(input?["lost"]?.elements?.count == 1)
    #expect(input?["errors"]?.elements?.count == 1)
  }

  @Test func theRestIsReportedBehindAnEmptyAndABrokenArchive() throws {
    let gzip = try Data(contentsOf: Self.fixtures.appending(path: "plain.tar.gz"))
    try folder.write([UInt8](gzip.prefix(gzip.count / 2)), to: "cut.tar.gz")
    let outcome = try SDLogProgram.run(
      [
        "scan", "--format", "json", "--fail-on", "never", "cut.tar.gz", "nothing.zip", "sample.log",
      ],
      in: try folderWith("nothing.zip").url)
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText.contains("error: nothing.zip: the archive holds no file to read\n"))
    #expect(outcome.errorText.contains("cut.tar.gz"))
    let report = try JSONValue(parsing: outcome.output)
    let last = report["inputs"]?.elements?.last
    #expect(last?["path"]?.text == "sample.log")
    #expect(last?["errors"]?.elements == [])
    let isLossNoted = (report["inputs"]?.elements ?? []).contains {
      $0["path"]?.text?.hasPrefix("cut.tar.gz") == true && $0["errors"]?.elements?.isEmpty == false
    }
    #expect(isLossNoted)
  }

  /// The folder, with a fixture and a sample in it.
  private func folderWith(_ name: String) throws -> TemporaryFolder {
    try folder.write([UInt8](Data(contentsOf: Self.fixtures.appending(path: name))), to: name)
    try folder.write(try SampleLog(name: "diffusers-sd15.log").bytes, to: "sample.log")
    return folder
  }
}
