/// A summary as one page for a browser: what is wrong, since when, what changed there, and what to type
/// next; then the course of each workload.
package struct SummaryHTML: Sendable {
  private var phrases: Phrases

  /// The most entries of each part.
  private static let limit = 40

  /// Creates the format.
  package init(language: Language = .en) {
    phrases = Phrases(language: language)
  }

  /// Writes a summary.
  ///
  /// - Throws: What the output throws.
  package func write(_ report: SummaryReport, to output: inout some ByteOutput) throws {
    var page = self
    page.phrases = Phrases(language: phrases.language, words: report.tool.words)
    try page.writePage(report, to: &output)
  }

  private func writePage(_ report: SummaryReport, to output: inout some ByteOutput) throws {
    let answers = HTMLSection(id: "answers", title: phrases.answersHeading)
    let known = phrases.acknowledged(in: report)
    let commands = phrases.commands(report.commands)
    let parts = [
      (answers, { writeAnswers(report, to: &$0) }),
      HTMLPage.part("slower", phrases.slowerHeading, report.openRegressions, write),
      HTMLPage.part("faster", phrases.fasterHeading, report.improvements, write),
      HTMLPage.part("causes", phrases.summaryCausesHeading, report.openCauses, write),
      HTMLPage.part("incidents", phrases.incidentsHeading, report.incidents, write),
      HTMLPage.part("unjudged", phrases.unjudgedHeading, report.unjudged, write),
      HTMLPage.part("acknowledged", phrases.acknowledgedHeading, known) { (known, html) in
        html.element("div", ["class": "card"]) { $0.list(known, phrases) }
      },
      HTMLPage.part("next", phrases.nextHeading, commands) { (commands, html) in
        html.element("div", ["class": "card"]) { html in
          html.fields(commands.map { command in (command.label, { $0.command(command.text) }) })
        }
      },
      HTMLPage.part("speed", phrases.throughputHeading, courses(of: report), write),
    ]
    try HTMLPage(
      language: phrases.language, title: phrases.summaryTitle(report.period), kicker: ""
    ).write(parts.compactMap(\.self), by: report.tool, to: &output)
  }

  private func writeRest(_ total: Int, to html: inout HTMLWriter) {
    guard total > Self.limit else { return }
    html.paragraph(phrases.moreOfThem(total - Self.limit), isMuted: true)
  }
}

// MARK: - The verdict and what it rests on

extension SummaryHTML {
  private func writeAnswers(_ report: SummaryReport, to html: inout HTMLWriter) {
    let verdict = report.verdict
    html.verdict(phrases.text(verdict.text), phrases.level(verdict.level), verdict.level.tone)
    html.element("div", ["class": "card"]) { html in
      html.fields([(phrases.dataLabel, { write(report.quality, to: &$0) })])
    }
  }

  private func write(_ quality: SummaryQuality, to html: inout HTMLWriter) {
    html.paragraph(phrases.data(quality))
    html.list(phrases.details(of: quality), phrases)
    let losses = quality.losses.prefix(Self.limit).map { (phrases.lost($0), Severity.warning) }
    let errors = quality.errors.prefix(Self.limit).map { (phrases.unread($0), Severity.error) }
    for (text, severity) in losses + errors {
      html.element("p") { html in
        html.badge(phrases.severity(severity), severity.tone)
        html.text(" " + text)
      }
    }
    writeRest(max(quality.losses.count, quality.errors.count), to: &html)
  }
}

// MARK: - Changes

extension SummaryHTML {
  private func write(_ changes: [SummaryChange], to html: inout HTMLWriter) {
    for change in changes.prefix(Self.limit) {
      html.element("article", ["class": "card"]) { write(change, to: &$0) }
      html.newLine()
    }
    writeRest(changes.count, to: &html)
    html.paragraph(phrases.comparedNights, isMuted: true)
  }

  private func write(_ change: SummaryChange, to html: inout HTMLWriter) {
    html.element("p") { html in
      html.badge(phrases.state(change.state), change.tone)
      if let id = change.id {
        html.text(" ")
        html.code(id)
      }
    }
    html.element("h3", text: change.host + phrases.colon + phrases.summary(of: change))
    html.paragraph(WorkloadName(change.workload, phrases).text, isMuted: true)
    let chart = NightChart(
      nights: change.nights, unit: change.unit, changes: [change], phrases: phrases)
    if let chart { html.figure(chart.caption, chart) }
    html.element("div", ["class": "change"]) { html in
      html.paragraph(phrases.since(change))
      guard change.state != .recovered else { return }
      if let session = change.session { html.paragraph(phrases.firstSession(session)) }
      html.suspects(change.suspects, phrases)
    }
  }
}

extension SummaryChange {
  fileprivate var tone: HTMLTone {
    switch state {
    case .suspected: .note
    case .new, .open: change < 0 ? .warning : .good
    case .recovered: .good
    }
  }
}

// MARK: - Causes, incidents, what was not judged

extension SummaryHTML {
  private func write(_ causes: [SummaryCause], to html: inout HTMLWriter) {
    html.element("div", ["class": "card"]) { html in
      for cause in causes.prefix(Self.limit) {
        html.element("div", ["class": "change"]) { write(cause, to: &$0) }
        html.newLine()
      }
      writeRest(causes.count, to: &html)
    }
  }

  private func write(_ cause: SummaryCause, to html: inout HTMLWriter) {
    html.element("p") { html in
      html.badge(phrases.state(cause.state), cause.tone)
      html.text(" ")
      html.code(cause.id)
      html.text(" " + cause.host + phrases.colon + phrases.text(cause.title) + " ")
      html.badge(phrases.word(cause.confidence), cause.confidence.tone)
    }
    html.paragraph(phrases.clauses([cause.frontend, phrases.since(cause)]), isMuted: true)
    if cause.state == .new, let remedy = cause.remedy {
      html.paragraph(phrases.actionLabel + phrases.colon + phrases.text(remedy.text))
    }
  }

  private func write(_ incidents: [SummaryIncident], to html: inout HTMLWriter) {
    html.element("div", ["class": "card"]) { html in
      for incident in incidents.prefix(Self.limit) {
        html.element("div", ["class": "change"]) { html in
          let severity = incident.kind == .error ? Severity.error : .note
          html.element("p") { html in
            html.badge(phrases.severity(severity), severity.tone)
            html.text(" " + incident.host + phrases.colon + phrases.summary(of: incident))
          }
          html.paragraph(phrases.place(incident.session), isMuted: true)
          if let message = incident.message { html.block([message]) }
        }
        html.newLine()
      }
      writeRest(incidents.count, to: &html)
    }
  }

  private func write(_ unjudged: [UnjudgedWorkload], to html: inout HTMLWriter) {
    html.element("div", ["class": "card"]) { html in
      HTMLTable(
        caption: phrases.unjudgedCaption,
        columns: [phrases.machineColumn, phrases.workloadColumn, phrases.whyColumn].map {
          HTMLTable.Column($0)
        },
        rows: unjudged.prefix(Self.limit).map { workload in
          [
            .text(workload.host), .text(WorkloadName(workload.workload, phrases).text),
            .text(phrases.unjudged(workload.reason, workload)),
          ]
        }
      ).write(to: &html)
      writeRest(unjudged.count, to: &html)
    }
  }
}

extension SummaryCause {
  fileprivate var tone: HTMLTone {
    switch state {
    case .new: .warning
    case .open: .note
    case .gone: .good
    }
  }
}

// MARK: - The course of each workload

extension SummaryHTML {
  private typealias Course = (workload: SummaryWorkload, chart: NightChart)

  /// The workloads with enough nights for a chart, those that changed first.
  private func courses(of report: SummaryReport) -> [Course] {
    let courses = report.workloads.compactMap { workload -> Course? in
      let changes = (report.regressions + report.improvements).filter {
        $0.host == workload.host && $0.workload == workload.workload
      }
      let chart = NightChart(
        nights: workload.nights, unit: workload.unit, changes: changes, phrases: phrases)
      return chart.map { (workload, $0) }
    }
    return courses.filter { !$0.chart.changes.isEmpty }
      + courses.filter { $0.chart.changes.isEmpty }
  }

  private func write(_ courses: [Course], to html: inout HTMLWriter) {
    let shown = courses.prefix(SeriesChart.chartLimit)
    html.element("div", ["class": "card"]) { html in
      for (workload, chart) in shown {
        html.foldable { html in
          html.text(
            workload.host + phrases.colon + WorkloadName(workload.workload, phrases).text
              + (workload.isProxy ? " *" : ""))
        } _: { html in
          html.figure(chart.caption, chart)
        }
      }
      if courses.count > shown.count {
        html.paragraph(phrases.moreOfThem(courses.count - shown.count), isMuted: true)
      }
    }
    if shown.contains(where: \.workload.isProxy) {
      html.paragraph("* " + phrases.proxyNote, isMuted: true)
    }
  }
}
