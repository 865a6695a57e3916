import Testing

@testable import Reporting

/// A report as the analysis of a real log would give it.
struct SampleReport: Sendable, CustomTestStringConvertible {
  /// The sample's name, which is also the beginning of its golden files' names.
  let name: String
  let head: ReportHead
  let sessions: [(session: SessionReport, runs: [RunReport])]

  var testDescription: String { name }

  /// The report, to be read once.
  var content: InMemoryContent { InMemoryContent(head: head, sessions: sessions) }

  /// All samples.
  static let all = [
    windowsWithoutFlash, outOfMemory, cleanDiffusers, plainText, emptyInput, unreadable,
    manySessions, slowerAfterUpdate, unknownProgram,
  ]

  /// The program in all samples.
  static let tool = ToolReport(
    version: "0.1.0", catalogueVersion: "2026-11-20", words: .builtin)
}

extension SampleReport {
  /// Writes the sample in a format.
  func written(as format: some ReportFormat) throws -> String {
    var content = content
    var output = MemoryOutput()
    try format.write(&content, to: &output)
    return output.text
  }
}

extension MemoryOutput {
  /// Returns what a function writes.
  static func text(_ write: (inout MemoryOutput) throws -> Void) rethrows -> String {
    var output = MemoryOutput()
    try write(&output)
    return output.text
  }
}

extension LocalizedText {
  init(_ en: String, _ zh: String) {
    self.init(en: en, zh: zh)
  }
}
