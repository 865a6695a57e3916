import TestSupport
import Testing

@testable import Reporting

/// The validator must find faults, or a report that fits would prove nothing.
struct JSONSchemaTests {
  struct Change: Sendable, CustomTestStringConvertible {
    let name: String
    let old: String
    let new: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Change(name: "a key too many", old: #""schema_version":1"#, new: #""schema_version":1,"x":2"#),
    Change(name: "a key missing", old: #""schema_version":1,"#, new: ""),
    Change(name: "another version", old: #""schema_version":1"#, new: #""schema_version":2"#),
    Change(name: "unknown level", old: #""level":"error""#, new: #""level":"fatal""#),
    Change(name: "line 0", old: #""line_first":1,"#, new: #""line_first":0,"#),
    Change(name: "text for a number", old: #""line_first":1,"#, new: #""line_first":"1","#),
    Change(name: "half a line", old: #""line_first":1,"#, new: #""line_first":1.5,"#),
    Change(name: "bad time", old: "2026-03-02T19:04:11Z", new: "2026-13-02T19:04:11Z"),
    Change(name: "local time", old: "2026-03-02T19:04:11Z", new: "2026-03-02T19:04:11"),
    Change(name: "null for a text", old: #""frontend":"comfyui""#, new: #""frontend":null"#),
    Change(name: "unknown backend", old: #""value":"sdpa""#, new: #""value":"pytorch""#),
    Change(name: "a share above 1", old: #""high":0.9"#, new: #""high":1.9"#),
    Change(name: "empty id", old: #""id":"45c48cce2e2d7fbd""#, new: #""id":"""#),
    Change(name: "number in captures", old: #""device":"0""#, new: #""device":0"#),
    Change(name: "list for an object", old: #""check":{"#, new: #""check":[],"x":{"#),
  ])
  func findsFault(_ change: Change) throws {
    let text = try SampleReport.outOfMemory.written(as: JSONReport(layout: .compact))
    #expect(text.contains(change.old))
    let changed = text.replacing(change.old, with: change.new)
    let value = try JSONValue(parsing: Array(changed.utf8))
    #expect(try !JSONSchema.named("report.schema.json").faults(in: value).isEmpty)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "01", "1.", "-", "+1", ".5", "1e", "nul",
    "\"\u{1}\"", "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\u12\"", "\"a", "1 2", "NaN",
    "[1 2]", "{1:2}", "{\"a\" 1}",
  ])
  func parserRefuses(_ text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: Array(text.utf8)) }
  }

  @Test func parserReads() throws {
    let value = try JSONValue(
      parsing: Array(#" {"b" : [1, -2.5e2, true, null], "a": "\ud83d\ude00\n\u00e9"} "#.utf8))
    #expect(value["b"]?.elements == [.number(1), .number(-250), .bool(true), .null])
    #expect(value["a"]?.text == "😀\né")
    #expect(!value.hasSortedKeys())
    #expect(value.hasSortedKeys(leading: ["b"]))
  }
}
