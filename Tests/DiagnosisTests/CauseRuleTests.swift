import Diagnosis
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis
import TestSupport
import Testing

/// A rule's own test: a log and how sure the rule is to be of it.
struct RuleCase: CustomTestStringConvertible, Sendable {
  var rule: String
  var number: Int
  var log: [String]
  var expected: PatternCatalogue.Confidence

  var testDescription: String { "\(rule) \(number)" }
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
    let trial = CauseTrial(rules, Diagnostician(catalogue))
    #expect(try trial.confidence(of: example.rule, in: example.log) == example.expected)
  }
}
