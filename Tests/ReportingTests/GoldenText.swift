import Foundation
import TestSupport
import Testing

/// Texts in `Fixtures/golden` that a report must equal, whole.
///
/// With `SDLOG_RECORD_GOLDEN=1` in the environment a text that differs is written there instead;
/// the difference is then reviewed like any other change.
enum GoldenText {
  /// Checks a text against the file of a name, and shows both where they differ.
  static func check(
    _ text: String, against name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let url = URL(filePath: "\(#filePath)").deletingLastPathComponent()
      .appending(path: "Fixtures/golden/\(name)")
    let expected = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    if text != expected, ProcessInfo.processInfo.environment["SDLOG_RECORD_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
      return
    }
    #expect(
      text == expected,
      """
      \(name) differs.
      --- expected
      \(expected)
      --- written
      \(text)
      """, sourceLocation: sourceLocation)
  }
}
