import Foundation
import TestSupport
import Testing

/// The same lines more than once: copies are counted once, launches each time.
struct RepeatedLogTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func report(_ arguments: String...) throws -> JSONValue {
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "json", "--fail-on", "never"] + arguments, in: folder.url)
    #expect(outcome.errorText == "")
    let report = try JSONValue(parsing: outcome.output)
    #expect(try JSONSchema.named("report.schema.json").faults(in: report) == [])
    return report
  }

  /// The number of runs of each series.
  private func runs(_ report: JSONValue) -> [Double] {
    (report["series"]?.elements ?? []).compactMap { $0["runs"]?.number }
  }

  private func frontEnds(_ report: JSONValue) -> [String] {
    (report["sessions"]?.elements ?? []).compactMap { $0["frontend"]?.text }
  }

  /// A log as ComfyUI-Manager writes it beside the console: times in front, of a bar the full frames.
  private func managersCopy(of log: [UInt8]) -> String {
    let lines = String(decoding: log, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line in
      let frames = line.split(separator: "\r")
      let kept = frames.filter { !$0.contains("it/s]") || $0.contains("100%") }
      return "[2026-05-12 07:30:00.123] "
        + kept.joined(separator: "\r")
    }.joined(separator: "\n")
  }

  @Test("a copy with times and without redraws is counted once", arguments: [true, false])
  func aMirroredLog(isCopyNamedFirst: Bool) throws {
    let log = try SampleLog(name: "diffusers-sd15.log").bytes
    try folder.write(log, to: "console.log")
    let name = isCopyNamedFirst ? "a-copy.log" : "z-copy.log"
    try folder.write(managersCopy(of: log), to: name)
    let alone = try report("console.log")
    let both = try report("console.log", name)
    #expect(!runs(alone).isEmpty)
    #expect(runs(both) == runs(alone))
    #expect(frontEnds(both).count == 2)
    let limit = both["limits"]?[0]
    #expect(limit?["what"]?.text == "mirrored-sessions")
    #expect(limit?["count"]?.number == 1)
  }

  @Test func aCopyUnderAnotherName() throws {
    let log = try SampleLog(name: "comfyui-prompts.log").bytes
    try folder.write(log, to: "a.log")
    try folder.write(log, to: "b.log")
    let both = try report("a.log", "b.log")
    #expect(runs(both) == runs(try report("a.log")))
    #expect(both["limits"]?[0]?["where"]?.text == "b.log")
  }

  @Test func twoIdenticalLaunchesInOneLog() throws {
    let log = try SampleLog(name: "comfyui-prompts.log").bytes
    try folder.write(log + log, to: "twice.log")
    try folder.write(log, to: "once.log")
    let twice = try report("twice.log")
    #expect(frontEnds(twice) == ["comfyui", "comfyui"])
    #expect(runs(twice) == runs(try report("once.log")).map { 2 * $0 })
    #expect(twice["limits"]?.elements == [])
  }

  @Test func twoHostsInOneJournal() throws {
    let log = String(decoding: try SampleLog(name: "comfyui-prompts.log").bytes, as: UTF8.self)
    func journal(_ host: String) -> String {
      log.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map { "Mar 02 19:04:11 \(host) comfyui[42]: \($0)\n" }.joined()
    }
    try folder.write(journal("rig7") + journal("rig8"), to: "journal.log")
    #expect(frontEnds(try report("journal.log")) == ["comfyui", "comfyui"])
  }

  @Test func aLogPastedIntoAnother() throws {
    let outer = String(decoding: try SampleLog(name: "comfyui-no-driver.log").bytes, as: UTF8.self)
    let inner = String(decoding: try SampleLog(name: "forge.log").bytes, as: UTF8.self)
    try folder.write(outer + "here is the other one:\n" + inner, to: "pasted.log")
    let pasted = try report("pasted.log")
    #expect(frontEnds(pasted) == ["comfyui", "forge"])
    // Any program may print the three lines of versions before it: the first of Forge's own opens a session.
    let first = (outer + "one\n" + inner).split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.hasPrefix("Launching Web UI") }
    #expect(pasted["sessions"]?[1]?["line_first"]?.number == first.map { Double($0 + 1) })
  }

  @Test func anOlderLogBehindAYoungerOne() throws {
    let log = String(decoding: try SampleLog(name: "diffusers-sd15.log").bytes, as: UTF8.self)
    func stamped(_ day: String) -> String {
      log.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map { "2026-05-\(day)T07:30:00.1Z \($0)\n" }.joined()
    }
    try folder.write(stamped("12") + stamped("10"), to: "back.log")
    try folder.write(stamped("10") + stamped("10"), to: "same.log")
    #expect(frontEnds(try report("back.log")) == ["diffusers", "diffusers"])
    #expect(frontEnds(try report("same.log")) == ["diffusers"])
  }
}
