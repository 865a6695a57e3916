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

/// Large files are read in ranges side by side.
struct LogReadingTests {
  private static let catalogue = Result {
    try CatalogueLoader.load(builtin: true, directories: [], validation: .trusting)
  }

  @Test("one file in ranges gives the same report", arguments: [1, 2, 3, 5, 8])
  func ranges(_ jobs: Int) throws {
    let folder = try TemporaryFolder()
    let names = ["comfyui-prompts.log", "kohya-lora.log", "flash-warning.log"]
    let bytes = try SampleLog.all.filter { names.contains($0.name) }.flatMap { try $0.bytes }
    let text = String(decoding: bytes + bytes + bytes, as: UTF8.self)
    try folder.write(text, to: "long.log")
    let path = folder.url.appending(path: "long.log").path
    #expect(try report(of: path, jobs: jobs) == report(of: path, jobs: 1))
  }

  private func report(of path: String, jobs: Int) throws -> String {
    let catalogue = try Self.catalogue.get()
    let rules = AnalysisRules(catalogue)
    let reading = try LogReading(
      [InputItem(path: path, isNamed: true)], jobs: jobs, smallestRange: 1000, rules: rules,
      diagnostician: Diagnostician(catalogue), temporaryFolder: "/tmp",
      progress: ScanProgress(isShown: false, inputs: 1, language: .en))
    let (builder, _, isWhole) = try reading.run()
    #expect(isWhole)
    var built = try builder.finish(
      tool: ToolReport(version: "test", catalogueVersion: "test"),
      glossary: Glossary(catalogue, rules))
    var output = MemoryOutput()
    try JSONReport().write(&built, to: &output)
    return output.text
  }
}
