import Diagnosis
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis
import TestSupport

/// What the report says of a log's causes, over all its sessions.
struct DiagnosedLog {
  var causes: [CauseReport] = []
  var head: ReportHead

  /// Scans a log.
  init(_ text: String, _ catalogue: Catalogue, _ rules: AnalysisRules) throws {
    var builder = ReportBuilder(store: MemoryStore(), diagnostician: Diagnostician(catalogue))
    builder.begin("example.log")
    var analyzer = LogAnalyzer(path: "example.log", rules: rules)
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { analyzer.feed($0, to: &builder) }
    builder.add(analyzer.finish(to: &builder))
    var report = try builder.finish(
      tool: ToolReport(version: "test", catalogueVersion: "test"),
      glossary: Glossary(
        frontEndTitles: [:], messages: [:], fingerprintFacts: [], hiddenFacts: []))
    head = report.head
    while let session = try report.nextSession() { causes += session.causes }
  }

  /// The surest of some causes' confidences.
  static func best(of causes: [CauseReport]) -> PatternCatalogue.Confidence {
    causes.compactMap { PatternCatalogue.Confidence(rawValue: $0.confidence.rawValue) }
      .max { $0.rank < $1.rank } ?? .none
  }
}
