import Diagnosis
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis

@testable import sdlog

/// Watches logs as the program does, with the reading and the clock in the test's hands.
final class LibraryWatch {
  private static let parts = Result {
    let catalogue = try CatalogueLoader.load(
      builtin: true, directories: [], validation: .trusting)
    return (catalogue: catalogue, rules: AnalysisRules(catalogue))
  }

  /// What was told, in its order.
  private(set) var events: [WatchEvent] = []

  private let stream: WatchStream
  private let catalogue: Catalogue
  private let glossary: Glossary
  private var seconds = 0.0

  /// Begins a log.
  init(path: String) throws {
    let (catalogue, rules) = try Self.parts.get()
    self.catalogue = catalogue
    glossary = Glossary(catalogue, rules)
    stream = try WatchStream(
      path: path, rules: rules, glossary: glossary, diagnostician: Diagnostician(catalogue),
      temporaryFolder: "/tmp")
  }

  private var now: Moment { Moment(seconds: seconds, text: nil) }

  /// Takes bytes.
  func take(_ bytes: ArraySlice<UInt8>) throws {
    try bytes.withUnsafeBytes { try stream.take($0, at: now) }
    events += stream.takeEvents()
  }

  /// Lets time pass, and does what is due meanwhile.
  func wait(_ duration: Double) throws {
    let end = seconds + duration
    try stream.tick(at: now)
    while let due = stream.nextDue, due <= end, due > seconds {
      seconds = due
      try stream.tick(at: now)
    }
    seconds = end
    try stream.tick(at: now)
    events += stream.takeEvents()
  }

  /// Notes bytes that were never seen.
  func lose(_ loss: InputSummary.Loss) throws {
    try stream.note(loss, at: now)
    events += stream.takeEvents()
  }

  /// Returns the report so far, in JSON.
  func summary() throws -> String {
    try json { try stream.addSoFar(to: &$0) }
  }

  /// Ends the log and returns its report in JSON.
  func finish() throws -> String {
    let summary = try stream.finish(at: now)
    events += stream.takeEvents()
    return try json { try stream.add(summary, to: &$0) }
  }

  private func json(
    _ fill: (inout ReportBuilder<SpillFile>) throws -> Void
  ) throws -> String {
    var builder = ReportBuilder(
      store: try SpillFile(folder: "/tmp"), diagnostician: Diagnostician(catalogue))
    try fill(&builder)
    var report = try builder.finish(
      tool: ToolReport(
        version: "test", catalogueVersion: "test", words: CatalogueWords(catalogue)),
      glossary: glossary)
    var output = MemoryOutput()
    try JSONReport().write(&report, to: &output)
    return output.text
  }
}
