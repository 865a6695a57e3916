import ReportBuilding
import Reporting

/// In which form a report is written, and where to.
struct ReportOptions {
  /// The forms.
  enum Format: String, CaseIterable {
    case text
    case json
    case ndjson
    case markdown
  }

  var format: Format
  /// The file, or standard output.
  var output: String?
  var language: Language
  var isColoured: Bool
  var width: Int
  var isRedacted: Bool

  /// Writes a report.
  ///
  /// - Throws: What the output reports.
  func write(_ content: some ReportContent) throws {
    var content = content
    guard let output else {
      var stream = StandardStream.output
      try write(&content, to: &stream)
      return
    }
    var file = try AtomicFile(path: output)
    try write(&content, to: &file)
    try file.commit()
  }

  private func write(
    _ content: inout some ReportContent, to output: inout some ByteOutput
  ) throws {
    switch format {
    case .json: try JSONReport().write(&content, to: &output)
    case .ndjson: try NDJSONReport().write(&content, to: &output)
    case .text, .markdown: try JSONReport().write(&content, to: &output)
    }
  }
}
