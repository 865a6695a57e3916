/// One session in detail: facts, messages, causes, what is ruled out, and speed.
struct SessionBlock {
  /// The most messages that are shown.
  private static let messageLimit = 8

  let entry: SessionSelection.Entry
  /// Whether the speed is told elsewhere, because there is no other session.
  let omitsSpeed: Bool
  let phrases: Phrases

  private var session: SessionReport { entry.session }

  func write(to canvas: inout TextCanvas) {
    canvas.heading(
      phrases.session(entry.number) + phrases.colon + phrases.program(of: session))
    var place = phrases.place(
      input: session.input, first: session.firstLine, last: session.lastLine)
    if let time = session.startedAt { place += phrases.pick(", ", "，") + phrases.started(time) }
    canvas.paragraph(place, .dim)
    if !session.isProgramKnown { canvas.paragraph(phrases.unknownProgramHint) }
    writeFacts(to: &canvas)
    writeMessages(to: &canvas)
    CauseBlock(session: session, phrases: phrases).write(to: &canvas)
    if !omitsSpeed { writeSpeed(to: &canvas) }
  }
}

// MARK: - Facts

extension SessionBlock {
  private func writeFacts(to canvas: inout TextCanvas) {
    let groups = FactGroups(session: session, phrases: phrases)
    let longest = groups.labels.map { DisplayWidth.columns(of: $0) }.max() ?? 0
    let hanging = canvas.style.width < 40 ? 4 : longest + 2
    for row in groups.rows {
      if row.isRest {
        canvas.field(row.label, row.text, hanging: hanging, lines: 3)
      } else {
        canvas.field(row.label, row.text, hanging: hanging)
      }
    }
  }
}

// MARK: - Messages

extension SessionBlock {
  private func writeMessages(to canvas: inout TextCanvas) {
    canvas.blank()
    canvas.paragraph(phrases.messagesHeading, .bold)
    let order: [Severity] = [.error, .warning, .note]
    let open = order.flatMap { severity in
      session.findings.filter { $0.severity == severity && !$0.resolved }
    }
    let findings = open + session.findings.filter(\.resolved)
    guard !findings.isEmpty else {
      return canvas.paragraph(phrases.noMessages, indentation: 2)
    }
    for finding in findings.prefix(Self.messageLimit) { write(finding, to: &canvas) }
    if findings.count > Self.messageLimit {
      let rest = phrases.moreMessages(findings.count - Self.messageLimit)
      canvas.paragraph(rest, indentation: 2, .dim)
    }
  }

  private func write(_ finding: FindingReport, to canvas: inout TextCanvas) {
    let column = canvas.style.width < 36 ? 4 : 11
    canvas.field(
      phrases.severity(finding.severity), phrases.name(of: finding) + phrases.notes(on: finding),
      indentation: 2, hanging: column,
      labelEmphasis: finding.resolved ? .dim : finding.severity.emphasis)
    for line in excerpt(of: finding.message) {
      canvas.field("│", line, indentation: column, hanging: column + 2, lines: 2, .dim)
    }
    for variant in finding.variants {
      canvas.field(
        "│", phrases.described(variant), indentation: column, hanging: column + 2, lines: 2, .dim)
    }
    if let verdict = finding.verdict {
      canvas.paragraph(
        phrases.effect(verdict.effect) + phrases.colon + phrases.text(verdict.text),
        indentation: column)
    }
  }

  /// Returns the lines of a message, of a long one the first and the last.
  private func excerpt(of message: String) -> [String] {
    let lines = TextSanitizer.sanitizedLines(String(message.prefix(8192)))
      .filter { !$0.allSatisfy { $0 == " " } }
    guard lines.count > 3, let first = lines.first, let last = lines.last else { return lines }
    return [first, phrases.omittedLines(lines.count - 2), last]
  }
}

// MARK: - Speed

extension SessionBlock {
  private func writeSpeed(to canvas: inout TextCanvas) {
    guard !session.throughput.isEmpty else { return }
    canvas.blank()
    canvas.paragraph(phrases.speedHeading, .bold)
    for speed in session.throughput.prefix(6) {
      canvas.paragraph(phrases.workload(speed.workload), indentation: 2, .dim)
      var clauses: [String] = []
      if let median = speed.medianRatePerSecond {
        clauses.append(
          phrases.medianSpeed(Measure.rate(median, unit: speed.unit), runs: speed.runs))
      }
      clauses += phrases.course(of: speed)
      canvas.paragraph(phrases.clauses(clauses), indentation: 4)
    }
    if session.throughput.count > 6 {
      canvas.paragraph(phrases.moreWorkloads(session.throughput.count - 6), indentation: 2, .dim)
    }
  }
}

extension Severity {
  /// How the severity looks.
  var emphasis: TextEmphasis {
    switch self {
    case .note: .notice
    case .warning: .warning
    case .error: .error
    }
  }
}

extension Array where Element: Hashable {
  /// Returns the elements without repetitions, in their order.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
