/// A summary to be pasted into an issue or a chat; nothing private is in it.
package struct SummaryMarkdown: Sendable {
  private let language: Language

  /// The most entries of each part.
  private static let limit = 10

  /// Creates the format.
  package init(language: Language = .en) {
    self.language = language
  }

  /// Writes a summary.
  ///
  /// - Throws: What the output throws.
  package func write(_ report: SummaryReport, to output: inout some ByteOutput) throws {
    let phrases = Phrases(language: language, words: report.tool.words)
    let report = report.redacted()
    var lines = [
      "### " + MarkdownText.plain(phrases.summaryTitle(report.period)), "",
      "**\(MarkdownText.plain(phrases.level(report.verdict.level)))**\(phrases.colon)"
        + MarkdownText.plain(phrases.text(report.verdict.text)),
      "", "- " + MarkdownText.plain(phrases.data(report.quality)),
    ]
    lines += data(report.quality, phrases).map { "- " + MarkdownText.plain($0) }
    lines += section(phrases.slowerHeading, report.regressions) { change(of: $0, phrases) }
    lines += section(phrases.fasterHeading, report.improvements) { change(of: $0, phrases) }
    lines += section(phrases.summaryCausesHeading, report.causes) { cause in
      let place = phrases.clauses([cause.frontend, phrases.since(cause)])
      return
        "**\(phrases.state(cause.state))** \(MarkdownText.code(cause.id)) "
        + MarkdownText.plain(
          cause.host + phrases.colon + phrases.text(cause.title)
            + phrases.bracketed(phrases.word(cause.confidence)) + phrases.pick("; ", "；") + place)
        + known(cause.acknowledgement, phrases)
    }
    lines += section(phrases.incidentsHeading, report.incidents) { incident in
      MarkdownText.plain(
        incident.host + phrases.colon + phrases.summary(of: incident) + phrases.colon
          + phrases.place(incident.session))
        + (incident.message.map { " " + MarkdownText.code($0) } ?? "")
    }
    lines += section(phrases.unjudgedHeading, report.unjudged) { workload in
      MarkdownText.plain(
        workload.host + phrases.colon + phrases.unjudged(workload.reason, workload)) + " "
        + MarkdownText.code(workload.workload)
    }
    for line in lines { try output.append(line + "\n") }
  }

  private func data(_ quality: SummaryQuality, _ phrases: Phrases) -> [String] {
    phrases.details(of: quality) + quality.losses.prefix(Self.limit).map(phrases.lost)
      + quality.errors.prefix(Self.limit).map(phrases.unread)
  }

  private func section<Entry>(
    _ heading: String, _ entries: [Entry], _ line: (Entry) -> String
  ) -> [String] {
    guard !entries.isEmpty else { return [] }
    let phrases = Phrases(language: language)
    var lines = ["", "**\(MarkdownText.plain(heading))**", ""]
    lines += entries.prefix(Self.limit).map { "- " + line($0) }
    if entries.count > Self.limit {
      lines.append("- " + MarkdownText.plain(phrases.moreOfThem(entries.count - Self.limit)))
    }
    return lines
  }

  private func change(of change: SummaryChange, _ phrases: Phrases) -> String {
    let id = change.id.map { MarkdownText.code($0) + " " } ?? ""
    var clauses = [
      MarkdownText.plain(change.host + phrases.colon + phrases.summary(of: change)),
      MarkdownText.plain(phrases.since(change)), MarkdownText.code(change.workload),
    ]
    if change.state != .recovered {
      clauses.append(
        change.suspects.isEmpty
          ? MarkdownText.plain(phrases.noSuspect)
          : MarkdownText.plain(phrases.suspectsLabel + phrases.colon)
            + phrases.list(
              change.suspects.prefix(4).map { MarkdownText.code(phrases.change(of: $0)) }))
    }
    return "**\(phrases.state(change.state))** \(id)" + phrases.clauses(clauses)
      + known(change.acknowledgement, phrases)
  }

  private func known(_ acknowledgement: SummaryAcknowledgement?, _ phrases: Phrases) -> String {
    guard let acknowledgement else { return "" }
    let words = phrases.acknowledged(acknowledgement)
    return MarkdownText.plain(
      phrases.pick("; ", "；") + phrases.acknowledgedHeading
        + (words.isEmpty ? "" : phrases.colon + words))
  }
}
