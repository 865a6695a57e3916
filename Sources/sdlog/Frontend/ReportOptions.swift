import ReportBuilding
import Reporting
import SessionAnalysis

/// In which form a report is written, and where to.
struct ReportOptions {
  /// The forms.
  enum Format: String, CaseIterable {
    case text
    case json
    case ndjson
    case markdown
    case html
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
  /// - Parameters:
  ///   - content: The report.
  ///   - stream: Where it goes if no file is named.
  /// - Throws: What the output reports.
  func write(_ content: some ReportContent, to stream: StandardStream = .output) throws {
    var content = content
    guard let output else {
      var stream = stream
      try write(&content, to: &stream)
      return
    }
    var file = try AtomicFile(path: output)
    try write(&content, to: &file)
    try file.commit()
  }

  /// Writes a partial result; language, form and colour are the final report's business.
  ///
  /// - Throws: What the output reports, or a `Diagnostic` where it would be a terminal.
  func writePartial(
    of builder: inout ReportBuilder<some EntryStore>, _ origin: PartialFile.Origin
  ) throws {
    guard let output else {
      var stream = StandardStream.output
      guard !stream.isTerminal else { throw Diagnostic.partialOnTerminal }
      return try builder.writePartial(origin, to: &stream)
    }
    var file = try AtomicFile(path: output)
    try builder.writePartial(origin, to: &file)
    try file.commit()
  }

  /// Writes a report to an output, whatever file is named.
  ///
  /// - Throws: What the output reports.
  func write(
    _ content: inout some ReportContent, to output: inout some ByteOutput
  ) throws {
    if isRedacted, format != .markdown {
      var redacted = RedactedContent(content)
      return try writeAsIs(&redacted, to: &output)
    }
    try writeAsIs(&content, to: &output)
  }

  private func writeAsIs(
    _ content: inout some ReportContent, to output: inout some ByteOutput
  ) throws {
    switch format {
    case .json: try JSONReport().write(&content, to: &output)
    case .ndjson: try NDJSONReport().write(&content, to: &output)
    // Markdown is for showing to others, so what is private is never in it.
    case .markdown: try MarkdownReport(language: language).write(&content, to: &output)
    case .html: try HTMLReport(language: language).write(&content, to: &output)
    case .text:
      let style = TextStyle(width: width, usesColor: isColoured, language: language)
      try TextReport(style: style).write(&content, to: &output)
    }
  }
}
