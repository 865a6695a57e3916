import Foundation
import TestSupport
import Testing

/// Every log of `SampleLogs` gives the report that lies beside it.
///
/// With `SDLOG_UPDATE=1` in the environment a report that differs is written there instead; the
/// difference is then reviewed like any other change.
struct SampleLogTests {
  @Test(arguments: SampleLog.all)
  func givesItsReport(_ sample: SampleLog) throws {
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "json", "--fail-on", "never", sample.name], in: SampleLog.folder)
    #expect(outcome.errorText == "")
    #expect(outcome.status == .exited(0))
    let value = try JSONValue(parsing: outcome.output)
    let faults = try JSONSchema.named("report.schema.json").faults(in: value)
    #expect(faults == [])

    let written = SampleLog.withoutVersions(outcome.outputText)
    let expected = SampleLog.withoutVersions(
      (try? String(contentsOf: sample.expectedURL, encoding: .utf8)) ?? "")
    if written != expected, ProcessInfo.processInfo.environment["SDLOG_UPDATE"] == "1" {
      try Data(outcome.output).write(to: sample.expectedURL)
      return
    }
    #expect(
      written == expected,
      """
      The report of \(sample.name) differs from \(sample.expectedURL.lastPathComponent).
      --- expected
      \(expected)
      --- written
      \(written)
      """)
  }

  @Test func everyReportBelongsToALog() throws {
    let reports = try FileManager.default.contentsOfDirectory(atPath: SampleLog.folder.path)
      .filter { $0.hasSuffix(".expected.json") }.sorted()
    #expect(reports == SampleLog.all.map(\.expectedURL.lastPathComponent).sorted())
  }

  @Test func theReadMeTellsWhereEveryLogComesFrom() throws {
    let text = try String(
      contentsOf: SampleLog.folder.appending(path: "README.md"), encoding: .utf8)
    let named = text.matches(of: /^\| `([^`]+\.log)` \|/.anchorsMatchLineEndings()).map {
      String($0.output.1)
    }
    #expect(named.sorted() == SampleLog.all.map(\.name))
  }

  /// A log that was wrapped or re-encoded, and the one that it was made of.
  struct Derived: Sendable, CustomTestStringConvertible {
    let name: String
    let source: String
    var testDescription: String { name }
  }

  @Test(
    "wrapping and encoding change nothing of what is found",
    arguments: [
      Derived(name: "utf-8-bom.log", source: "flash-warning.log"),
      Derived(name: "utf-16le-bom.log", source: "flash-warning.log"),
      Derived(name: "utf-16be-bom.log", source: "flash-warning.log"),
      Derived(name: "utf-16le.log", source: "flash-warning.log"),
      Derived(name: "gbk.log", source: "kohya-lora.log"),
      Derived(name: "docker-times.log", source: "diffusers-sd15.log"),
      Derived(name: "docker-json-file.log", source: "diffusers-sd15.log"),
      Derived(name: "journald.log", source: "diffusers-sd15.log"),
      Derived(name: "compose.log", source: "diffusers-sd15.log"),
      Derived(name: "kubectl.log", source: "diffusers-sd15.log"),
      Derived(name: "mojibake-437.log", source: "diffusers-sd15.log"),
      Derived(name: "mojibake-1252.log", source: "diffusers-sd15.log"),
    ])
  func isFoundUnchanged(_ derived: Derived) throws {
    let keys = ["frontend", "facts", "findings", "causes", "attention", "runs", "line_last"]
    let found = try [derived.name, derived.source].map { name in
      let outcome = try SDLogProgram.run(["scan", "--format", "json", name], in: SampleLog.folder)
      let report = try JSONValue(parsing: outcome.output)
      return (report["sessions"]?.elements ?? []).map { session in keys.map { session[$0] } }
    }
    #expect(!found[1].isEmpty)
    #expect(found[0] == found[1])
  }

  @Test(
    "lines around a log change nothing of what is found but the lines' numbers",
    arguments: [
      Derived(name: "powershell-error.log", source: "flash-warning.log"),
      Derived(name: "powershell-transcript.log", source: "flash-warning.log"),
      Derived(name: "script.log", source: "diffusers-sd15.log"),
    ])
  func isFoundAtOtherLines(_ derived: Derived) throws {
    let found = try [derived.name, derived.source].map { name in
      let outcome = try SDLogProgram.run(["scan", "--format", "json", name], in: SampleLog.folder)
      let report = try JSONValue(parsing: outcome.output)
      return (report["sessions"]?.elements ?? []).map { session in
        [session["frontend"]?.text ?? ""]
          + (session["facts"]?.elements ?? []).map {
            "\($0["name"]?.text ?? "") \($0["value"]?.text ?? "")"
          }.filter { !$0.hasPrefix("os_version") }.sorted()
          + (session["findings"]?.elements ?? []).map {
            "\($0["pattern"]?.text ?? "") \($0["count"]?.number ?? 0)"
          }
          + (session["causes"]?.elements ?? []).map {
            "\($0["cause"]?.text ?? "") \($0["confidence"]?.text ?? "")"
          }
          + (session["runs"]?.elements ?? []).map {
            "\($0["description"]?.text ?? "") \($0["completed"]?.number ?? -1) \($0["rate_per_s"]?.number ?? -1) \($0["counted"] == .bool(true))"
          }
      }
    }
    #expect(!found[1].isEmpty)
    #expect(found[0] == found[1])
  }
}
