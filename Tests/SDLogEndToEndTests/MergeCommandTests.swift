import Foundation
import SessionAnalysis
import TestSupport
import Testing

/// `scan --partial`, `scan --range`, `scan --jobs` and `merge`, as the shell sees them.
struct MergeCommandTests {
  private static let names = SampleLog.all.map(\.name)
  private static let json = ["--format", "json"]

  private static func scan(_ arguments: [String]) throws -> Command.Outcome {
    try SDLogProgram.run(["scan"] + arguments, in: SampleLog.folder)
  }

  /// Makes a partial result in a folder.
  private static func part(
    _ folder: TemporaryFolder, _ name: String, _ arguments: [String]
  ) throws -> String {
    let path = folder.url.appending(path: name).path
    let outcome = try scan(["--partial", "--output", path] + arguments)
    #expect(outcome.status == .exited(0) && outcome.output.isEmpty && outcome.errorText == "")
    return path
  }

  @Test("a range that has no byte is damaged, and not followed for ever")
  func emptyRange() throws {
    // One session and one input, whose range is from 60 to 60.
    let entries = try #require(
      Data(
        base64Encoded:
          "FwEAAAd1bmtub3duAjwAAAAAAAAAADwAOQIIdGlueS5sb2e2BjwBBXV0Zi04AQJMRgACAAAAg5bJqPWclcl1"
          + "AQAAtgYCAgAAAAIAAAAAAQEAAA=="))
    var frame = PartialFrame()
    var bytes = frame.begin(.init(version: "0.1.0", catalogueVersion: "88c1f8bc016c072d"))
    frame.note(Array(entries))
    bytes += entries
    bytes += frame.end()
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "empty.part")
    let outcome = try SDLogProgram.run(["merge", "empty.part"], in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(outcome.errorText.contains("this partial result is damaged"))
  }

  @Test("any number of threads gives the same report", arguments: [2, 4, 64])
  func jobs(_ count: Int) throws {
    let one = try Self.scan(Self.json + ["--jobs", "1"] + Self.names)
    let many = try Self.scan(Self.json + ["--jobs", "\(count)"] + Self.names)
    #expect(!one.output.isEmpty && one.errorText == "")
    #expect(many.output == one.output)
    #expect(many.status == one.status)
  }

  @Test("any number of threads says what cannot be read in the order of the arguments")
  func jobsWithTrouble() throws {
    let paths = ["nope-1.log", Self.names[0], "nope-2.log", "nope-3.log", Self.names[1]]
    let one = try Self.scan(["--jobs", "1"] + paths)
    let four = try Self.scan(["--jobs", "4"] + paths)
    #expect(one.status == .exited(2))
    #expect(four.output == one.output && four.errorText == one.errorText)
  }

  @Test("an input that is named twice counts once")
  func repetition() throws {
    let once = try Self.scan(Self.json + [Self.names[0], Self.names[1]])
    let twice = try Self.scan(Self.json + [Self.names[0], Self.names[1], Self.names[0]])
    #expect(twice.output == once.output)
  }

  @Test("partial results in steps, twice and from a pipe", arguments: ["json", "text"])
  func merging(_ format: String) throws {
    let folder = try TemporaryFolder()
    let half = Self.names.count / 2
    let first = try Self.part(folder, "first", Array(Self.names[..<(half + 2)]))
    let second = try Self.part(folder, "second", Array(Self.names[half...]))
    let whole = try Self.scan(["--format", format] + Self.names)
    let direct = try SDLogProgram.run(
      ["merge", "--format", format, second, first, second], in: folder.url)
    #expect(direct.output == whole.output && direct.status == whole.status)
    let piped = try SDLogProgram.shell(
      "cat first second > both && sdlog merge --partial both first | sdlog merge --format \(format) -",
      in: folder.url)
    #expect(piped.output == whole.output && piped.errorText == "")
  }

  @Test("ranges of one log")
  func ranges() throws {
    let folder = try TemporaryFolder()
    let log = "utf-8-then-utf-16le.log"
    let parts = try ["0-3000", "3000-7001", "7001-"].map {
      try Self.part(folder, $0, ["--range", $0, log])
    }
    let whole = try Self.scan(Self.json + [log])
    let merged = try SDLogProgram.run(["merge"] + Self.json + parts.reversed(), in: folder.url)
    #expect(merged.output == whole.output && merged.errorText == "")
  }

  @Test("a range that is missing")
  func missingRange() throws {
    let folder = try TemporaryFolder()
    let outcome = try SDLogProgram.shell(
      """
      cat \(SampleLog.folder.path)/comfyui-prompts.log > one
      cat one one one one > log
      for range in 0-6000 12000-18000 18000-; do
        sdlog scan --partial --range $range --output $range log
      done
      sdlog merge --output report 0-6000 12000-18000 18000-
      """, in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(
      outcome.errorText == """
        error: no partial result has the bytes 6000-12000 of this log
          --> log
          note: what stands behind is left out, since nobody knows its lines
          help: `sdlog scan --partial --range 6000-12000` of it makes what is missing

        """)
  }

  /// A partial result that cannot be used.
  struct Bad: Sendable, CustomTestStringConvertible {
    var name: String
    var error: String
    var bytes: @Sendable ([UInt8]) -> [UInt8]
    var testDescription: String { name }
  }

  private static let again = "copy it again, or make it anew; the others are in the report"

  @Test(
    "what is no partial result is said, and the others are merged",
    arguments: [
      Bad(
        name: "cut",
        error: """
          error: this partial result is cut: it stops before its end
            --> bad
            help: \(again)

          """
      ) { $0.dropLast(3) },
      Bad(
        name: "empty",
        error: """
          error: this partial result is cut: it stops before its end
            --> bad
            help: \(again)

          """
      ) { _ in [] },
      Bad(
        name: "damaged",
        error: """
          error: this partial result is damaged
            --> bad
            help: \(again)

          """
      ) { bytes in
        var bytes = bytes
        bytes[bytes.count / 2] ^= 1
        return bytes
      },
      Bad(
        name: "newer",
        error: """
          error: a later sdlog made this partial result (form 3; up to 2 is read)
            --> bad
            help: update sdlog here, or make the partial result with this version

          """
      ) { bytes in
        var bytes = bytes
        bytes[14] = 3
        return bytes
      },
      Bad(
        name: "older",
        error: """
          error: an earlier sdlog made this partial result (form 1; form 2 is read)
            --> bad
            help: make it anew with this version

          """
      ) { bytes in
        var bytes = bytes
        bytes[14] = 1
        return bytes
      },
      Bad(
        name: "foreign",
        error: """
          error: this is no partial result of sdlog
            --> bad
            help: `sdlog scan --partial --output FILE LOG...` makes one; logs go to `sdlog scan`

          """
      ) { _ in Array("Python 3.11.7\n".utf8) },
    ])
  func bad(_ bad: Bad) throws {
    let folder = try TemporaryFolder()
    let good = try Self.part(folder, "good", ["flash-warning.log"])
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: good)))
    try Data(bad.bytes(bytes)).write(to: folder.url.appending(path: "bad"))
    let outcome = try SDLogProgram.run(["merge"] + Self.json + ["bad", good], in: folder.url)
    #expect(outcome.status == .exited(2))
    #expect(outcome.errorText == bad.error)
    #expect(try outcome.output == Self.scan(Self.json + ["flash-warning.log"]).output)
  }

  @Test("a byte changed anywhere never crashes a merge", arguments: 0..<20 as Range<UInt64>)
  func damage(_ seed: UInt64) throws {
    var generator = SplitMix64(state: seed)
    let sample = try #require(SampleLog.all.randomElement(using: &generator))
    var bytes = try LibraryReport.partial([.init(path: "a.log", chunks: [try sample.bytes[...]])])
    for _ in 0..<40 {
      let place = Int.random(in: bytes.indices, using: &generator)
      let old = bytes[place]
      bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
      #expect(throws: (any Error).self) { try LibraryReport.json(merging: [bytes]) }
      bytes[place] = old
    }
  }

  @Test(
    "options that do not go together",
    arguments: [
      (["scan", "--range", "0-9", "a.log"], "--range makes a part of a report"),
      (["scan", "--partial", "--range", "0-9", "a.log", "b.log"], "--range is for one plain file"),
      (["scan", "--partial", "--range", "0-9", "-"], "--range is for one plain file"),
      (
        ["scan", "--partial", "--range", "9-9", "a.log"],
        "--range: the end has to lie behind the start"
      ),
      (["scan", "--partial", "--redact", "a.log"], "--redact is for reports"),
      (["merge", "--partial", "--redact", "a"], "--redact is for reports"),
      (["scan", "--jobs", "0", "a.log"], "--jobs has to be a number from 1 to 1024"),
    ])
  func usage(_ arguments: [String], _ error: String) throws {
    let outcome = try SDLogProgram.run(arguments, in: SampleLog.folder)
    #expect(outcome.status == .exited(64))
    #expect(outcome.errorText.contains(error))
  }

  @Test("a range of something packed is refused")
  func packed() throws {
    let folder = try TemporaryFolder()
    let outcome = try SDLogProgram.shell(
      "printf 'Python 3.11.7\\n' | gzip > a.gz; sdlog scan --partial --range 0-9 a.gz | sdlog merge -",
      in: folder.url)
    #expect(
      outcome.errorText == """
        error: a.gz: is no plain file, so that there are no ranges of it
          help: scan it whole, or unpack it first

        """)
  }
}
