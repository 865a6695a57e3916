import Foundation
import TestSupport
import Testing

/// What is named as having changed where runs became slower, and what is not.
struct SuspectTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func report(_ text: String) throws -> JSONValue {
    try folder.write(text, to: "a.log")
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "json", "a.log"], in: folder.url)
    let value = try JSONValue(parsing: outcome.output)
    #expect(try JSONSchema.named("report.schema.json").faults(in: value) == [])
    return value
  }

  // MARK: - The form of a change

  @Test("a decline over several runs is no step")
  func decline() throws {
    let level = HistoryLogs.rates(8, count: 20).dropFirst()
    let slope = [7.6, 7.2, 6.8, 6.4, 6.0, 5.6]
    let low = HistoryLogs.rates(5.2, count: 20, seed: 2).dropFirst()
    let value = try report(HistoryLogs.session(level + slope + low))
    let change = try #require(value["regressions"]?.elements?.first)
    #expect(change["kind"]?.text == "drift")
    #expect(change["at"]?["run"] == .number(19))
    let step = try report(HistoryLogs.session(Array(level + low)))
    #expect(step["regressions"]?.elements?.first?["kind"]?.text == "step")
  }
}
