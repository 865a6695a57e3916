import Diagnosis
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis

@testable import sdlog

/// Makes reports as the program does, with the reading in the test's hands.
enum LibraryReport {
  private static let parts = Result {
    let catalogue = try CatalogueLoader.load(
      builtin: true, directories: [], validation: .trusting)
    return (catalogue: catalogue, rules: AnalysisRules(catalogue))
  }

  /// Something to read, cut into chunks.
  struct Input {
    var path: String
    var chunks: [ArraySlice<UInt8>]
  }

  /// Returns the report in JSON of what is read in this order.
  static func json(_ inputs: [Input]) throws -> String {
    let (catalogue, rules) = try parts.get()
    var builder = ReportBuilder(
      store: MemoryStore(), diagnostician: Diagnostician(catalogue))
    for input in inputs {
      builder.begin(input.path)
      var analyzer = LogAnalyzer(path: input.path, rules: rules)
      for chunk in input.chunks {
        chunk.withUnsafeBytes { analyzer.feed($0, to: &builder) }
      }
      builder.add(analyzer.finish(to: &builder))
    }
    var report = try builder.finish(
      tool: ToolReport(version: "test", catalogueVersion: "test"),
      glossary: Glossary(catalogue, rules))
    var output = MemoryOutput()
    try JSONReport().write(&report, to: &output)
    return output.text
  }
}
