package import Diagnosis
package import PatternCatalogue
import Reporting
package import SessionAnalysis

/// Tries what a catalogue says of short logs: the tests that its causes bring along.
package struct CauseTrial {
  private let rules: AnalysisRules
  private let diagnostician: Diagnostician

  /// Prepares a trial.
  ///
  /// - Parameters:
  ///   - rules: What the programs print.
  ///   - diagnostician: The causes of the same catalogue.
  /// - Complexity: O(messages) for `rules`, which may be shared.
  package init(_ rules: AnalysisRules, _ diagnostician: Diagnostician) {
    self.rules = rules
    self.diagnostician = diagnostician
  }
}

extension CauseTrial {
  /// Returns how sure a report would be of a cause, in the session that it is surest in.
  ///
  /// - Parameters:
  ///   - cause: The cause's id.
  ///   - lines: The log's lines without their ends.
  /// - Returns: `none` where the cause is not named or refuted.
  /// - Throws: What the store reports: nothing that a store in memory does.
  package func confidence(of cause: String, in lines: [String]) throws
    -> PatternCatalogue.Confidence
  {
    try confidences(in: Array(lines.map { $0 + "\n" }.joined().utf8))[cause] ?? .none
  }

  /// Returns the causes that a report would name, each by its id with how sure it would be in the session
  /// that it is surest in.
  ///
  /// - Parameter log: The log's bytes.
  /// - Returns: No cause that is refuted.
  /// - Throws: What the store reports: nothing that a store in memory does.
  package func confidences(in log: [UInt8]) throws -> [String: PatternCatalogue.Confidence] {
    var builder = ReportBuilder(store: MemoryStore(), diagnostician: diagnostician)
    builder.begin("")
    var analyzer = LogAnalyzer(path: "", rules: rules)
    log.withUnsafeBytes { analyzer.feed($0, to: &builder) }
    builder.add(analyzer.finish(to: &builder))
    var report = try builder.finish(
      tool: ToolReport(version: "", catalogueVersion: "", words: CatalogueWords()),
      glossary: Glossary(
        frontEndTitles: [:], messages: [:], fingerprintFacts: [], hiddenFacts: []))
    var surest: [String: PatternCatalogue.Confidence] = [:]
    while let session = try report.nextSession() {
      for found in session.causes {
        guard let confidence = PatternCatalogue.Confidence(rawValue: found.confidence.rawValue)
        else { continue }
        surest.merge([found.cause: confidence]) { $0.rank < $1.rank ? $1 : $0 }
      }
    }
    return surest
  }
}
