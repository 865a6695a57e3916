import Foundation
import TestSupport
import Testing

@testable import Reporting

struct JSONReportTests {
  @Test(arguments: SampleReport.all, [JSONWriter.Layout.compact, .pretty])
  func fitsSchema(_ sample: SampleReport, _ layout: JSONWriter.Layout) throws {
    let text = try sample.written(as: JSONReport(layout: layout))
    let value = try JSONValue(parsing: Array(text.utf8))
    #expect(try JSONSchema.named("report.schema.json").faults(in: value) == [])
    #expect(value.hasSortedKeys())
    #expect(value["sessions"]?.elements?.count == sample.sessions.count)
    #expect(text.hasSuffix("}\n"))
  }

  @Test(arguments: SampleReport.all)
  func eachLineFitsSchema(_ sample: SampleReport) throws {
    let schema = try JSONSchema.named("report-lines.schema.json")
    let lines = try sample.written(as: NDJSONReport()).split(separator: "\n")
    let values = try lines.map { try JSONValue(parsing: Array($0.utf8)) }
    for value in values {
      #expect(schema.faults(in: value) == [])
      #expect(value.hasSortedKeys(leading: ["event", "session"]))
      #expect(value.members?.first?.key == "event")
    }
    let runs = sample.sessions.flatMap { entry in ["session"] + entry.runs.map { _ in "run" } }
    #expect(values.map { $0["event"]?.text ?? "" } == runs + ["report"])
  }

  @Test("Foundation reads what the model holds")
  func readsBackThroughFoundation() throws {
    let sample = SampleReport.windowsWithoutFlash
    let text = try sample.written(as: JSONReport())
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let report = try decoder.decode(DecodedReport.self, from: Data(text.utf8))
    let (session, runs) = try #require(sample.sessions.first)
    let decoded = try #require(report.sessions.first)
    #expect(report.schemaVersion == 1)
    #expect(report.verdict.level == sample.head.verdict.level.rawValue)
    #expect(report.verdict.causes == sample.head.verdict.causes)
    #expect(decoded.id == session.id)
    #expect(decoded.facts.map(\.value) == session.facts.map(\.value))
    #expect(decoded.findings.map(\.message) == session.findings.map(\.message))
    #expect(decoded.findings.first?.captures["line"] == "455")
    #expect(decoded.causes.first?.remedy.commands == session.causes.first?.remedy.commands)
    #expect(decoded.causes.first?.verdict.zh == session.causes.first?.verdict.zh)
    #expect(decoded.runs.map(\.ratePerS) == runs.map(\.ratePerSecond))
    #expect(decoded.runs.map(\.counted) == runs.map(\.counted))
    #expect(decoded.runs.map(\.workload.key) == runs.map(\.workload.key))
  }

  @Test("the whole report, as the documentation shows it")
  func equalsGoldenText() throws {
    try GoldenText.check(
      SampleReport.outOfMemory.written(as: JSONReport()), against: "out-of-memory.json")
    try GoldenText.check(
      SampleReport.outOfMemory.written(as: NDJSONReport()), against: "out-of-memory.ndjson")
  }

  @Test("a workload's parts stand in order around its key, and never twice")
  func writesWorkloadsInOrder() throws {
    let workload = WorkloadReport(
      key: "k",
      fields: ["zoom": "1", "key": "x", "batch": "2", "proxy": "y", "lora": "3", "model": "4"])
    var json = JSONWriter()
    json.value(workload)
    var output = MemoryOutput()
    try json.flush(to: &output)
    let expected =
      #"{"batch":"2","key":"k","lora":"3","model":"4","proxy":false,"zoom":"1"}"#
    #expect(output.text == expected)
  }

  @Test("the schema lists the cases of every closed set")
  func schemaKnowsAllCases() throws {
    func cases<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> [String]
    where Value.RawValue == String {
      Value.allCases.map(\.rawValue)
    }
    let text = try String(contentsOf: docs("report.schema.json"), encoding: .utf8)
    let schema = try JSONValue(parsing: Array(text.utf8))
    func listed(_ path: String...) -> [String]? {
      let place = path.reduce(schema["$defs"]) { $0?[$1] }
      return place?["enum"]?.elements?.compactMap(\.text)
    }
    #expect(listed("severity") == cases(Severity.self))
    #expect(listed("run_kind") == cases(RunKind.self))
    #expect(listed("fact", "properties", "how") == cases(FactOrigin.self))
    #expect(listed("finding_verdict", "properties", "effect") == cases(FindingEffect.self))
    #expect(listed("cause", "properties", "confidence") == cases(Confidence.self))
    #expect(listed("change", "properties", "kind") == cases(ChangeKind.self))
    #expect(listed("verdict", "properties", "level") == cases(VerdictLevel.self))
  }
}

private func docs(_ name: String) -> URL {
  URL(filePath: "\(#filePath)").deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/\(name)")
}

private struct DecodedReport: Decodable {
  struct Verdict: Decodable {
    let level: String
    let causes: [String]
  }
  struct Fact: Decodable {
    let value: String
  }
  struct Finding: Decodable {
    let message: String
    let captures: [String: String]
  }
  struct Remedy: Decodable {
    let commands: [String]
  }
  struct Text: Decodable {
    let zh: String
  }
  struct Cause: Decodable {
    let remedy: Remedy
    let verdict: Text
  }
  struct Workload: Decodable {
    let key: String
  }
  struct Run: Decodable {
    let ratePerS: Double?
    let counted: Bool
    let workload: Workload
  }
  struct Session: Decodable {
    let id: String
    let facts: [Fact]
    let findings: [Finding]
    let causes: [Cause]
    let runs: [Run]
  }
  let schemaVersion: Int
  let verdict: Verdict
  let sessions: [Session]
}
