/// A summary as plain text for a terminal or a mail.
package struct SummaryText: Sendable {
  /// How the text looks.
  package var style: TextStyle

  /// The most entries of each part.
  private static let limit = 10

  /// Creates the format.
  package init(style: TextStyle = TextStyle()) {
    self.style = style
  }

  /// Writes a summary.
  ///
  /// - Throws: What the output throws.
  package func write(_ report: SummaryReport, to output: inout some ByteOutput) throws {
    let phrases = Phrases(language: style.language, words: report.tool.words)
    var canvas = TextCanvas(style: style)
    canvas.paragraph(phrases.summaryTitle(report.period), .dim)
    canvas.blank()
    canvas.paragraph(
      phrases.level(report.verdict.level) + phrases.colon + phrases.text(report.verdict.text),
      report.verdict.level.emphasis)
    canvas.blank()
    writeData(report.quality, phrases, to: &canvas)
    writeChanges(report, phrases, to: &canvas)
    writeCauses(report, phrases, to: &canvas)
    writeIncidents(report.incidents, phrases, to: &canvas)
    writeUnjudged(report.unjudged, phrases, to: &canvas)
    writeAcknowledged(report, phrases, to: &canvas)
    writeCommands(report.commands, phrases, to: &canvas)
    try canvas.flush(to: &output)
  }
}

extension SummaryText {
  private func writeData(
    _ quality: SummaryQuality, _ phrases: Phrases, to canvas: inout TextCanvas
  ) {
    var lines: [(text: String, emphasis: TextEmphasis)] =
      ([phrases.data(quality)] + phrases.details(of: quality)).map { ($0, .plain) }
    lines += quality.losses.prefix(Self.limit).map { (phrases.lost($0), .notice) }
    lines += quality.errors.prefix(Self.limit).map { (phrases.unread($0), .error) }
    for (number, line) in lines.enumerated() {
      canvas.field(
        number == 0 ? phrases.dataLabel : "", line.text, hanging: 6, labelEmphasis: .bold,
        line.emphasis)
    }
    let rest =
      max(0, quality.losses.count - Self.limit) + max(0, quality.errors.count - Self.limit)
    if rest > 0 { canvas.paragraph(phrases.moreOfThem(rest), indentation: 6, .dim) }
  }

  private func writeChanges(
    _ report: SummaryReport, _ phrases: Phrases, to canvas: inout TextCanvas
  ) {
    write(report.openRegressions, phrases.slowerHeading, .warning, phrases, to: &canvas)
    write(report.improvements, phrases.fasterHeading, .good, phrases, to: &canvas)
  }

  private func write(
    _ changes: [SummaryChange], _ heading: String, _ emphasis: TextEmphasis, _ phrases: Phrases,
    to canvas: inout TextCanvas
  ) {
    guard !changes.isEmpty else { return }
    canvas.heading(heading)
    for change in changes.prefix(Self.limit) {
      let id = change.id.map { " \($0)" } ?? ""
      canvas.paragraph(
        "\(phrases.state(change.state))\(id)  \(change.host)\(phrases.colon)"
          + phrases.summary(of: change), change.state == .suspected ? .plain : emphasis)
      canvas.paragraph(phrases.workload(change.workload), indentation: 2, .dim)
      if change.nights.count > 2 {
        let first = change.nights.first?.date ?? ""
        let last = change.nights.last?.date ?? ""
        canvas.line(
          "\(Measure.sparkline(change.nights.map(\.median), columns: 31))  \(first)…\(last)",
          indentation: 2)
      }
      canvas.paragraph(phrases.since(change), indentation: 2)
      guard change.state != .recovered else { continue }
      if let session = change.session {
        canvas.paragraph(phrases.firstSession(session), indentation: 2)
      }
      writeSuspects(change.suspects, phrases, to: &canvas)
    }
    writeRest(changes.count, phrases, to: &canvas)
    canvas.paragraph(phrases.comparedNights, .dim)
  }

  private func writeSuspects(
    _ suspects: [SuspectReport], _ phrases: Phrases, to canvas: inout TextCanvas
  ) {
    guard !suspects.isEmpty else {
      return canvas.paragraph(phrases.noSuspect, indentation: 2)
    }
    canvas.paragraph(phrases.suspectsLabel + phrases.colon, indentation: 2)
    for suspect in suspects.prefix(5) {
      canvas.field("-", phrases.change(of: suspect), indentation: 2, hanging: 4)
    }
  }

  private func writeCauses(
    _ report: SummaryReport, _ phrases: Phrases, to canvas: inout TextCanvas
  ) {
    let causes = report.openCauses
    guard !causes.isEmpty else { return }
    canvas.heading(phrases.summaryCausesHeading)
    for cause in causes.prefix(Self.limit) {
      canvas.paragraph(
        "\(phrases.state(cause.state)) \(cause.id)  \(cause.host)\(phrases.colon)"
          + phrases.text(cause.title) + phrases.bracketed(phrases.word(cause.confidence)),
        cause.state == .new ? .warning : .plain)
      canvas.paragraph(
        phrases.clauses([cause.frontend, phrases.since(cause)]), indentation: 2)
      if cause.state == .new, let remedy = cause.remedy {
        canvas.paragraph(
          phrases.actionLabel + phrases.colon + phrases.text(remedy.text), indentation: 2)
      }
    }
    writeRest(causes.count, phrases, to: &canvas)
  }

  private func writeIncidents(
    _ incidents: [SummaryIncident], _ phrases: Phrases, to canvas: inout TextCanvas
  ) {
    guard !incidents.isEmpty else { return }
    canvas.heading(phrases.incidentsHeading)
    for incident in incidents.prefix(Self.limit) {
      canvas.paragraph(
        incident.host + phrases.colon + phrases.summary(of: incident),
        incident.kind == .error ? .error : .plain)
      canvas.paragraph(phrases.place(incident.session), indentation: 2)
      if let message = incident.message { canvas.line(message, indentation: 2, .dim) }
    }
    writeRest(incidents.count, phrases, to: &canvas)
  }

  private func writeUnjudged(
    _ unjudged: [UnjudgedWorkload], _ phrases: Phrases, to canvas: inout TextCanvas
  ) {
    guard !unjudged.isEmpty else { return }
    canvas.heading(phrases.unjudgedHeading)
    for workload in unjudged.prefix(Self.limit) {
      canvas.paragraph(
        workload.host + phrases.colon + phrases.unjudged(workload.reason, workload))
      canvas.paragraph(phrases.workload(workload.workload), indentation: 2, .dim)
    }
    writeRest(unjudged.count, phrases, to: &canvas)
  }

  /// What was acknowledged is mentioned in one line each.
  private func writeAcknowledged(
    _ report: SummaryReport, _ phrases: Phrases, to canvas: inout TextCanvas
  ) {
    let lines = phrases.acknowledged(in: report)
    guard !lines.isEmpty else { return }
    canvas.heading(phrases.acknowledgedHeading)
    for line in lines.prefix(2 * Self.limit) { canvas.line(line) }
    if lines.count > 2 * Self.limit {
      canvas.paragraph(phrases.moreOfThem(lines.count - 2 * Self.limit), .dim)
    }
  }

  private func writeCommands(
    _ commands: SummaryCommands, _ phrases: Phrases, to canvas: inout TextCanvas
  ) {
    let commands = phrases.commands(commands)
    guard !commands.isEmpty else { return }
    canvas.heading(phrases.nextHeading)
    for (label, command) in commands {
      canvas.paragraph(label + phrases.colon)
      canvas.command(command, indentation: 2)
    }
  }

  private func writeRest(_ total: Int, _ phrases: Phrases, to canvas: inout TextCanvas) {
    guard total > Self.limit else { return }
    canvas.paragraph(phrases.moreOfThem(total - Self.limit), .dim)
  }
}
