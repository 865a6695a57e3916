/// The report for a person: what is wrong, why, and what to do, then the details.
///
/// It begins with at most ten lines that answer what users ask. A few sessions follow in detail,
/// those with the gravest messages; of the others it says how many there are.
package struct TextReport: ReportFormat, Sendable {
  /// How the report looks.
  package var style: TextStyle
  /// How many sessions are told in detail.
  package var detailedSessions = 3
  /// How many sessions the table lists.
  package var listedSessions = 12

  /// Creates the format.
  package init(style: TextStyle = TextStyle()) {
    self.style = style
  }

  package func write(
    _ content: inout some ReportContent, to output: inout some ByteOutput
  ) throws {
    let head = content.head
    let selection = try SessionSelection(
      of: &content, limit: listedSessions, named: head.changedSessions,
      keeping: head.leading?.session)
    let phrases = Phrases(language: style.language, words: head.tool.words)
    var canvas = TextCanvas(style: style)

    HeadBlock(head: head, phrases: phrases).write(to: &canvas)
    InputBlock(head: head, selection: selection, phrases: phrases).writeOverview(to: &canvas)
    SessionTable(selection: selection, detailed: detailedSessions, phrases: phrases)
      .write(to: &canvas)
    for entry in selection.detailed(detailedSessions) {
      let isOnly = selection.onlySession != nil && !head.series.isEmpty
      SessionBlock(entry: entry, omitsSpeed: isOnly, phrases: phrases).write(to: &canvas)
      try canvas.flush(to: &output)
    }
    ThroughputBlock(head: head, selection: selection, phrases: phrases).write(to: &canvas)
    InputBlock(head: head, selection: selection, phrases: phrases).writeLosses(to: &canvas)
    try canvas.flush(to: &output)
  }
}
