/// The report as one page for a browser: what is wrong, why, and what to do, then pictures and details.
///
/// The page is one file without scripts. A long report stays readable and small: the gravest sessions
/// are told in detail, the others counted, and many runs are drawn as one.
package struct HTMLReport: ReportFormat, Sendable {
  private let language: Language
  /// How many sessions the table lists, and how many are told in detail.
  private let listedSessions = 60
  private let detailedSessions = 10

  /// Creates the format.
  package init(language: Language = .en) {
    self.language = language
  }

  package func write(
    _ content: inout some ReportContent, to output: inout some ByteOutput
  ) throws {
    let head = content.head
    var observed = ObservedContent(content)
    let selection = try SessionSelection(
      of: &observed, limit: listedSessions, named: head.changedSessions,
      keeping: head.leading?.session)
    let phrases = Phrases(language: language, words: head.tool.words)
    let speed = SpeedSection(
      head: head, courses: observed.courses, selection: selection, phrases: phrases)
    let sessions = SessionsSection(
      selection: selection, course: observed.sessions, detailed: detailedSessions, phrases: phrases)
    let inputs = InputsSection(head: head, phrases: phrases)

    var html = HTMLWriter()
    let answers = AnswersSection(head: head, phrases: phrases)
    let sections = [
      answers.section, speed.isEmpty ? nil : speed.section,
      sessions.isEmpty ? nil : sessions.section, inputs.isEmpty ? nil : inputs.section,
    ].compactMap(\.self)
    let page = HTMLPage(
      language: language, title: phrases.reportTitle, subtitle: phrases.overview(of: head))
    page.begin(sections, to: &html)
    answers.write(to: &html)
    try speed.write(to: &html, flushingTo: &output)
    try sessions.write(to: &html, flushingTo: &output)
    inputs.write(to: &html)
    page.end([phrases.footer(head.tool), phrases.pageNote], to: &html)
    try html.flush(to: &output)
  }
}
