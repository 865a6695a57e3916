import Diagnosis
import Foundation
import PatternCatalogue
import ReportBuilding
import TestSupport
import Testing

/// A log of `Fixtures/Logs` and all causes that its report names.
struct WholeLog: CustomTestStringConvertible, Sendable {
  var name: String
  /// The causes as `id confidence`, the surest first.
  var causes: [String]

  var testDescription: String { name }
}

/// Whole logs, each written by hand in the manner of a program, against all causes that the report
/// may name: one too many is as wrong as one too few.
@Suite struct WholeLogTests {
  static let logs: [WholeLog] = {
    let bytes = (try? Fixture.bytes("Logs/expected.txt")) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
      .map { line in
        let name = line.prefix { $0 != ":" }
        let causes = line.dropFirst(name.count + 1).split(separator: ",")
        return WholeLog(
          name: String(name),
          causes: causes.map { $0.trimmingCharacters(in: .whitespaces) })
      }
  }()

  @Test func thereAreLogs() {
    #expect(Self.logs.count > 70)
  }

  @Test(arguments: logs) func namesItsCausesAndNoOthers(_ log: WholeLog) throws {
    let catalogue = try #require(CauseRuleTests.catalogue)
    let rules = try #require(CauseRuleTests.rules)
    let trial = CauseTrial(rules, Diagnostician(catalogue))
    let found = try trial.confidences(in: Fixture.bytes("Logs/\(log.name).log")).sorted {
      ($1.value.rank, $0.key) < ($0.value.rank, $1.key)
    }
    #expect(found.map { "\($0.key) \($0.value.rawValue)" } == log.causes)
  }
}
