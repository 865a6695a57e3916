/// The sessions: all of them on a line, the gravest in a table, and some in detail.
struct SessionsSection {
  /// A table of more rows is folded away at first.
  private static let openRows = 15

  let selection: SessionSelection
  let course: SessionCourse
  let detailed: Int
  let phrases: Phrases

  var section: HTMLSection { HTMLSection(id: "sessions", title: phrases.sessionsHeading) }

  var isEmpty: Bool { selection.total == 0 }

  /// Writes the section, a session at a time.
  func write(to html: inout HTMLWriter, flushingTo output: inout some ByteOutput) throws {
    guard !isEmpty else { return }
    section.begin(to: &html)
    let details = selection.detailed(detailed)
    if selection.total > 1 {
      html.element("div", ["class": "card"]) { html in
        html.figure(
          phrases.timelineCaption(span: course.span),
          SessionTimeline(sessions: course, phrases: phrases))
      }
      let rows = selection.entries.count
      html.element("div", ["class": "card"]) { html in
        html.foldable(isOpen: rows <= Self.openRows) { html in
          html.text(phrases.sessionsCaption(rows, of: selection.total))
        } _: { html in
          writeTable(detailed: Set(details.map(\.number)), to: &html)
        }
      }
      if !selection.hasGraveOnes {
        html.paragraph(phrases.onlyLatest, isMuted: true)
      } else if details.count < selection.total {
        html.paragraph(phrases.onlyWorst(details.count), isMuted: true)
      }
    }
    // Those with the gravest messages are read first.
    let first = details.max { ($0.gravity, -$0.number) < ($1.gravity, -$1.number) }?.number
    for entry in details {
      SessionDetail(entry: entry, isOpen: entry.number == first, phrases: phrases).write(to: &html)
      try html.flushIfFull(to: &output)
    }
    section.end(to: &html)
    try html.flushIfFull(to: &output)
  }

  private func writeTable(detailed: Set<Int>, to html: inout HTMLWriter) {
    HTMLTable(
      caption: phrases.sessionsTableCaption,
      columns: [
        HTMLTable.Column(phrases.sessionColumn),
        HTMLTable.Column(phrases.programColumn),
        HTMLTable.Column(phrases.graphicsLabel, isSpare: true),
        HTMLTable.Column("torch", isSpare: true),
        HTMLTable.Column(phrases.attentionColumn, isSpare: true),
        HTMLTable.Column(phrases.speedColumn, isNumber: true),
        HTMLTable.Column(phrases.worstColumn),
      ],
      rows: selection.entries.map { cells(of: $0, isDetailed: detailed.contains($0.number)) }
    ).write(to: &html)
  }

  private func cells(of entry: SessionSelection.Entry, isDetailed: Bool) -> [HTMLTable.Cell] {
    let session = entry.session
    let speed = session.throughput.max { $0.runs < $1.runs }
    let rate = speed.flatMap { speed in
      speed.medianRatePerSecond.map { Measure.rate($0, unit: speed.unit) }
    }
    let day = session.startedAt.map { " · " + String($0.prefix(10)) } ?? ""
    let name = Measure.count(entry.number) + day
    let program = phrases.program(session.frontend, title: session.frontendTitle)
    return [
      isDetailed ? .link(name, id: SessionDetail.id(entry.number)) : .text(name), .text(program),
      .text(session.value(of: "gpu") ?? "–"), .text(session.value(of: "torch") ?? "–"),
      .text(session.attentionInUse ?? "–"), .text(rate ?? "–"),
      session.worstSeverity.map { .badge(phrases.severity($0), $0.tone) } ?? .text("–"),
    ]
  }
}

/// One session in detail: facts, messages, causes, what is ruled out, and speed.
struct SessionDetail {
  private static let messageLimit = 20
  private static let causeLimit = 8

  let entry: SessionSelection.Entry
  let isOpen: Bool
  let phrases: Phrases

  private var session: SessionReport { entry.session }

  /// The id of a session's part of the page.
  static func id(_ number: Int) -> String { "session-\(number)" }

  func write(to html: inout HTMLWriter) {
    if isOpen {
      html.begin("details", ["class": "card", "id": Self.id(entry.number), "open": "open"])
    } else {
      html.begin("details", ["class": "card", "id": Self.id(entry.number)])
    }
    html.element("summary") { html in
      let program = phrases.program(of: session)
      html.element("h3", text: phrases.session(entry.number) + phrases.colon + program)
      if let worst = session.worstSeverity { html.badge(phrases.severity(worst), worst.tone) }
    }
    html.element("div", ["class": "fold"]) { html in
      writePlace(to: &html)
      html.fields(
        FactGroups(session: session, phrases: phrases).rows.map { row in
          (row.label, { $0.text(row.text) })
        })
      writeMessages(to: &html)
      writeCauses(to: &html)
      writeRefuted(to: &html)
      writeSpeed(to: &html)
    }
    html.end()
    html.newLine()
  }

  private func writePlace(to html: inout HTMLWriter) {
    var place = phrases.place(
      input: session.input, first: session.firstLine, last: session.lastLine)
    if let time = session.startedAt { place += phrases.pick(", ", "，") + phrases.started(time) }
    html.paragraph(place, isMuted: true)
    if !session.isProgramKnown { html.paragraph(phrases.unknownProgramHint) }
  }
}

// MARK: - Messages

extension SessionDetail {
  private func writeMessages(to html: inout HTMLWriter) {
    html.element("h4", text: phrases.messagesHeading)
    let order: [Severity] = [.error, .warning, .note]
    let open = order.flatMap { severity in
      session.findings.filter { $0.severity == severity && !$0.resolved }
    }
    let findings = open + session.findings.filter(\.resolved)
    guard !findings.isEmpty else { return html.paragraph(phrases.noMessages) }
    for finding in findings.prefix(Self.messageLimit) { html.finding(finding, phrases) }
    if findings.count > Self.messageLimit {
      html.paragraph(phrases.moreMessages(findings.count - Self.messageLimit), isMuted: true)
    }
  }
}

// MARK: - Causes

extension SessionDetail {
  private func writeCauses(to html: inout HTMLWriter) {
    guard !session.causes.isEmpty else { return }
    html.element("h4", text: phrases.causesHeading)
    for (index, cause) in session.causes.prefix(Self.causeLimit).enumerated() {
      html.foldable(isOpen: index == 0) { html in
        html.badge(of: cause, phrases)
        html.text(phrases.text(cause.title))
      } _: { html in
        write(cause, to: &html)
      }
    }
    if session.causes.count > Self.causeLimit {
      html.paragraph(phrases.moreCauses(session.causes.count - Self.causeLimit), isMuted: true)
    }
  }

  private func write(_ cause: CauseReport, to html: inout HTMLWriter) {
    html.paragraph(phrases.text(cause.verdict))
    EvidenceList(cause: cause, phrases: phrases).write(to: &html)
    var fields: [(label: String, write: (inout HTMLWriter) -> Void)] = []
    if let cost = phrases.cost(of: cause) {
      fields.append((phrases.costLabel, { $0.text(cost) }))
    }
    fields.append(
      (
        phrases.actionLabel,
        { html in
          html.paragraph(phrases.text(cause.remedy.text))
          for command in cause.remedy.commands.prefix(6) { html.command(command) }
        }
      ))
    if let check = cause.check {
      fields.append((phrases.checkLabel, { $0.text(phrases.text(check)) }))
    }
    html.fields(fields)
  }

  private func writeRefuted(to html: inout HTMLWriter) {
    guard !session.refuted.isEmpty else { return }
    html.element("h4", text: phrases.refutedHeading)
    html.element("ul", ["class": "evidence"]) { html in
      for refuted in session.refuted.prefix(12) {
        html.element("li") { html in
          html.text(refuted.title.map { phrases.text($0) } ?? refuted.cause)
          for item in refuted.because.prefix(2) {
            html.empty("br")
            html.evidence(item, phrases)
          }
        }
      }
      if session.refuted.count > 12 {
        html.element("li", text: phrases.moreChanges(session.refuted.count - 12))
      }
    }
  }

  private func writeSpeed(to html: inout HTMLWriter) {
    guard !session.throughput.isEmpty else { return }
    html.element("h4", text: phrases.speedHeading)
    HTMLTable(
      caption: phrases.sessionSpeedCaption,
      columns: [
        HTMLTable.Column(phrases.workloadColumn),
        HTMLTable.Column(phrases.runsLabel, isNumber: true),
        HTMLTable.Column(phrases.medianLabel, isNumber: true),
        HTMLTable.Column(phrases.firstLabel, isNumber: true, isSpare: true),
        HTMLTable.Column(phrases.lastLabel, isNumber: true, isSpare: true),
        HTMLTable.Column(phrases.stallsLabel, isNumber: true, isSpare: true),
      ],
      rows: session.throughput.prefix(20).map { speed in
        let rate = { (value: Double?) in
          HTMLTable.Cell.text(value.map { Measure.rate($0, unit: speed.unit) } ?? "–")
        }
        return [
          .text(WorkloadName(speed.workload, phrases).text), .text(Measure.count(speed.runs)),
          rate(speed.medianRatePerSecond),
          rate(speed.firstRatePerSecond), rate(speed.lastRatePerSecond),
          .text(Measure.count(speed.stalls)),
        ]
      }
    ).write(to: &html)
    if session.throughput.count > 20 {
      html.paragraph(phrases.moreChanges(session.throughput.count - 20), isMuted: true)
    }
  }
}
