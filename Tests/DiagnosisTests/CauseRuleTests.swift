import Diagnosis
import PatternCatalogue
import SessionAnalysis
import Testing

/// A rule's own test: a log and how sure the rule is to be of it.
struct RuleCase: CustomTestStringConvertible, Sendable {
  var rule: String
  var number: Int
  var log: [String]
  var expected: Confidence

  var testDescription: String { "\(rule) \(number)" }
}

/// Takes sessions and leaves their runs out.
private struct Sessions: SessionSink {
  var all: [Session] = []

  mutating func add(_ run: Run) {}
  mutating func add(_ session: Session) { all.append(session) }
}

@Suite struct CauseRuleTests {
  static let catalogue = try? CatalogueLoader.load(
    builtin: true, directories: [], validation: .full)

  /// Prepared once: compiling a thousand patterns takes a while.
  static let rules = catalogue.map { AnalysisRules($0) }

  static let cases: [RuleCase] = (catalogue?.causes ?? []).flatMap { rule in
    rule.tests.enumerated().map {
      RuleCase(rule: rule.id, number: $0 + 1, log: $1.log, expected: $1.expect)
    }
  }

  @Test func everyRuleHasTests() throws {
    let catalogue = try #require(Self.catalogue)
    #expect(catalogue.causes.filter(\.tests.isEmpty).map(\.id) == [])
    #expect(Self.cases.count > 100)
  }

  @Test(arguments: cases) func isAsSureAsItsExamplesSay(_ example: RuleCase) throws {
    let catalogue = try #require(Self.catalogue)
    let rules = try #require(Self.rules)
    var sink = Sessions()
    var analyzer = LogAnalyzer(path: "example.log", rules: rules)
    let log = Array((example.log.joined(separator: "\n") + "\n").utf8)
    log.withUnsafeBytes { analyzer.feed($0, to: &sink) }
    _ = analyzer.finish(to: &sink)
    let found = sink.all.flatMap { Diagnostician(catalogue).diagnose($0).causes }
      .filter { $0.rule.id == example.rule }
    let best = found.map(\.confidence).max { $0.rank < $1.rank } ?? Confidence.none
    #expect(best == example.expected)
  }
}
