import Diagnosis
import Foundation
import Localization
import LogInput
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis
import TestSupport
import Testing

@testable import sdlog

/// Large logs are read in ranges side by side, whatever they are packed in.
struct LogReadingTests {
  private static let parts = Result {
    let catalogue = try CatalogueLoader.load(
      builtin: true, directories: [], validation: .trusting)
    return (catalogue: catalogue, rules: AnalysisRules(catalogue))
  }

  /// A log to be read with several threads.
  struct Log: CustomTestStringConvertible {
    var name: String
    /// The sample logs that it is made of, again and again.
    var samples: [String]
    var repetitions = 3
    /// Makes the log of the samples' bytes.
    var change: @Sendable ([UInt8]) -> [UInt8] = { $0 }
    var testDescription: String { name }

    static let all = [
      Log(
        name: "many sessions",
        samples: ["comfyui-prompts.log", "kohya-lora.log", "flash-warning.log"]),
      Log(name: "one session", samples: ["kohya-lora.log"], repetitions: 1),
      Log(name: "all samples, of any encoding", samples: [], repetitions: 1),
      Log(name: "UTF-16", samples: ["comfyui-prompts.log", "kohya-lora.log"]) { bytes in
        String(decoding: bytes, as: UTF8.self).utf16.flatMap {
          [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
        }
      },
      Log(name: "GBK within UTF-8", samples: ["comfyui-prompts.log"], repetitions: 6) { bytes in
        bytes + [0xC4, 0xE3, 0xBA, 0xC3, 0xA3, 0xAC, 0x0A] + bytes
      },
    ]

    var bytes: [UInt8] {
      get throws {
        let logs = SampleLog.all.filter { samples.isEmpty || samples.contains($0.name) }
        let once = try logs.flatMap { try $0.bytes }
        return change(Array(repeatElement(once, count: repetitions).joined()))
      }
    }
  }

  /// A way to hand a log over.
  enum Form: String, CaseIterable, CustomTestStringConvertible {
    case plain
    case gzip = "gzip -k x.log; rm x.log"
    case twoGzips =
      "head -c 5000 x.log | gzip > a; tail -c +5001 x.log | gzip >> a; mv a x.log.gz; rm x.log"
    case truncatedGzip = "gzip -c x.log | head -c -40 > x.log.gz; rm x.log"
    case archive = "cp x.log y.log; tar czf x.tgz x.log y.log; rm x.log y.log"
    case rotatedSet =
      "head -c 7000 x.log > x.log.1; tail -c +7001 x.log > y; mv y x.log; gzip x.log.1"
    case copies = "gzip -k x.log; cp x.log y.log"
    var testDescription: String { "\(self)" }

    /// Puts a log into a folder in this form.
    func pack(_ bytes: [UInt8], in folder: TemporaryFolder) throws {
      try folder.write(bytes, to: "x.log")
      guard self != .plain else { return }
      let outcome = try Command(
        URL(filePath: "/bin/sh"), ["-c", rawValue], in: folder.url,
        environment: ["PATH": "/usr/bin:/bin"]
      ).run()
      try #require(outcome.status == .exited(0), "\(outcome.errorText)")
    }
  }

  @Test(
    "any number of threads and any cuts give the same report", arguments: Log.all, Form.allCases)
  func threads(_ log: Log, _ form: Form) throws {
    let folder = try TemporaryFolder()
    let bytes = try log.bytes
    try form.pack(bytes, in: folder)
    let items = InputFinder.find([folder.url.path]) { Issue.record($0) }
    let isWhole = form != .truncatedGzip
    let expected = try report(of: items, jobs: 1, sizes: .init(), isWhole: isWhole)
    var generator = SplitMix64(state: UInt64(bytes.count))
    for jobs in [2, 3, 8] {
      // Cuts anywhere: within lines, bars, characters and escapes.
      let size = max(16, bytes.count / Int.random(in: 2...60, using: &generator))
      let sizes = LogReading.Sizes(smallestRange: size, smallestStream: 100, piece: size)
      #expect(
        try report(of: items, jobs: jobs, sizes: sizes, isWhole: isWhole) == expected,
        "\(jobs) threads, \(size) bytes")
    }
  }

  @Test("tiny pieces", arguments: [16, 61, 256])
  func tinyPieces(_ size: Int) throws {
    let folder = try TemporaryFolder()
    try Form.gzip.pack(try Log.all[0].bytes.prefix(40_000) + [], in: folder)
    let items = InputFinder.find([folder.url.path]) { Issue.record($0) }
    let sizes = LogReading.Sizes(smallestRange: size, smallestStream: 0, piece: size)
    #expect(
      try report(of: items, jobs: 4, sizes: sizes) == report(of: items, jobs: 1, sizes: .init()))
  }

  @Test("where a temporary file cannot be made, all threads end", arguments: Form.allCases)
  func noTemporaryFile(_ form: Form) throws {
    let folder = try TemporaryFolder()
    try form.pack(try Log.all[0].bytes, in: folder)
    let items = InputFinder.find([folder.url.path]) { Issue.record($0) }
    let temporary = folder.file("temporary")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    let sizes = LogReading.Sizes(smallestRange: 1000, smallestStream: 100, piece: 1000)
    let reading = try reading(items, jobs: 3, sizes: sizes, temporaryFolder: temporary.path)
    try FileManager.default.removeItem(at: temporary)
    #expect(throws: OutputError.self) { try reading.run() }
  }

  private func reading(
    _ items: [InputItem], jobs: Int, sizes: LogReading.Sizes, temporaryFolder: String = "/tmp"
  ) throws -> LogReading {
    let (catalogue, rules) = try Self.parts.get()
    return try LogReading(
      items, jobs: jobs, sizes: sizes, rules: rules,
      diagnostician: Diagnostician(catalogue), temporaryFolder: temporaryFolder,
      progress: ScanProgress(isShown: false, inputs: items.count, language: .en))
  }

  private func report(
    of items: [InputItem], jobs: Int, sizes: LogReading.Sizes, isWhole: Bool = true
  ) throws -> String {
    let (catalogue, rules) = try Self.parts.get()
    let read = try reading(items, jobs: jobs, sizes: sizes).run()
    #expect(read.isWhole == isWhole)
    var built = try read.builder.finish(
      tool: ToolReport(
        version: "test", catalogueVersion: "test", words: CatalogueWords(catalogue)),
      glossary: Glossary(catalogue, rules),
      threads: jobs)
    var output = MemoryOutput()
    try JSONReport().write(&built, to: &output)
    return output.text
  }
}
