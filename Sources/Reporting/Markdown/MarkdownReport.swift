/// The report as a block to be pasted into an issue on GitHub: at most 60 lines, nothing private.
package struct MarkdownReport: ReportFormat, Sendable {
  /// The most lines that the report takes.
  package static let lineLimit = 60

  private let language: Language
  private let redacts: Bool

  /// Creates the format.
  ///
  /// - Parameters:
  ///   - language: The language.
  ///   - redacts: Whether what is private is replaced, see ``Redactor``.
  package init(language: Language = .en, redacts: Bool = true) {
    self.language = language
    self.redacts = redacts
  }

  package func write(
    _ content: inout some ReportContent, to output: inout some ByteOutput
  ) throws {
    if redacts {
      var redacted = RedactedContent(content)
      try writePlain(&redacted, to: &output)
    } else {
      try writePlain(&content, to: &output)
    }
  }

  private func writePlain(
    _ content: inout some ReportContent, to output: inout some ByteOutput
  ) throws {
    let head = content.head
    let selection = try SessionSelection(
      of: &content, limit: 8, named: head.changedSessions, keeping: head.leading?.session)
    let page = MarkdownPage(
      head: head, selection: selection,
      phrases: Phrases(language: language, words: head.tool.words))
    for line in page.lines { try output.append(line + "\n") }
  }
}
