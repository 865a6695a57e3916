/// The causes of one session with the evidence on both sides, and what is ruled out.
struct CauseBlock {
  /// The most causes that are shown, and the most lines of evidence on each side.
  private static let causeLimit = 4
  private static let evidenceLimit = 4

  let session: SessionReport
  let phrases: Phrases

  func write(to canvas: inout TextCanvas) {
    if !session.causes.isEmpty {
      canvas.blank()
      canvas.paragraph(phrases.causesHeading, .bold)
      for (index, cause) in session.causes.prefix(Self.causeLimit).enumerated() {
        write(cause, number: index + 1, to: &canvas)
      }
      if session.causes.count > Self.causeLimit {
        let rest = session.causes.count - Self.causeLimit
        canvas.paragraph(phrases.moreCauses(rest), indentation: 2, .dim)
      }
    }
    writeRefuted(to: &canvas)
  }

  private func write(_ cause: CauseReport, number: Int, to canvas: inout TextCanvas) {
    canvas.field(
      "\(number).", phrases.explained(cause), indentation: 2, hanging: 5, labelEmphasis: .bold,
      .bold)
    canvas.paragraph(phrases.text(cause.verdict), indentation: 5)
    write(cause.evidence, label: phrases.forLabel, to: &canvas)
    write(cause.against, label: phrases.againstLabel, to: &canvas)
    if let cost = phrases.cost(of: cause) { field(phrases.costLabel, cost, to: &canvas) }
    field(phrases.actionLabel, phrases.text(cause.remedy.text), to: &canvas)
    for command in cause.remedy.commands {
      canvas.command(command, indentation: hanging(in: canvas))
    }
    if let check = cause.check { field(phrases.checkLabel, phrases.text(check), to: &canvas) }
  }

  private func write(
    _ evidence: [EvidenceReport], label: String, to canvas: inout TextCanvas
  ) {
    for (index, item) in evidence.prefix(Self.evidenceLimit).enumerated() {
      field(index == 0 ? label : "", sentence(item), to: &canvas)
    }
    if evidence.count > Self.evidenceLimit {
      field("", phrases.moreChanges(evidence.count - Self.evidenceLimit), to: &canvas)
    }
  }

  private func writeRefuted(to canvas: inout TextCanvas) {
    guard !session.refuted.isEmpty else { return }
    canvas.blank()
    canvas.paragraph(phrases.refutedHeading, .bold)
    for refuted in session.refuted.prefix(6) {
      let title = refuted.title.map { phrases.text($0) } ?? refuted.cause
      let because = refuted.because.prefix(2).map { sentence($0) }
      canvas.field(
        "-", title + phrases.bracketed(phrases.clauses(because)), indentation: 2, hanging: 4)
    }
    if session.refuted.count > 6 {
      canvas.paragraph(phrases.moreChanges(session.refuted.count - 6), indentation: 4, .dim)
    }
  }

  /// Returns a line of evidence: where it stands, what it says, and why that matters.
  private func sentence(_ evidence: EvidenceReport) -> String {
    let whole = TextSanitizer.sanitized(String(phrases.statement(evidence).prefix(1024)))
    let text = DisplayWidth.truncated(whole, to: 120)
    let reason = evidence.reason.map { phrases.pick(" – ", "——") + phrases.text($0) } ?? ""
    guard let line = evidence.line else {
      return evidence.reason.map { phrases.text($0) } ?? text
    }
    return phrases.line(line) + phrases.colon + (evidence.isQuoted ? phrases.quoted(text) : text)
      + reason
  }

  private func field(_ label: String, _ text: String, to canvas: inout TextCanvas) {
    canvas.field(label, text, indentation: 5, hanging: hanging(in: canvas))
  }

  /// Returns the column at which texts begin; on a narrow page they move to the left.
  private func hanging(in canvas: TextCanvas) -> Int {
    canvas.style.width < 60 ? 7 : 15
  }
}
