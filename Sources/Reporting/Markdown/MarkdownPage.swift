/// The lines of a Markdown report; each part has a limit, and all limits together are 60 lines.
struct MarkdownPage {
  let head: ReportHead
  let selection: SessionSelection
  let phrases: Phrases

  /// The session that is shown: that of the leading cause, or the gravest one.
  private var session: SessionReport? {
    let leading = selection.entries.first { $0.session.id == head.leading?.session }
    return (leading ?? selection.detailed(1).first)?.session
  }

  /// All lines.
  var lines: [String] {
    var parts = [summary, facts, messages, evidence, excerpt, speed]
    parts.removeAll(where: \.isEmpty)
    return ["### sdlog"] + parts.flatMap { [""] + $0 } + ["", footer]
  }
}

extension MarkdownPage {
  /// The answers, each a point of a list: up to 10 lines.
  private var summary: [String] {
    let isRecognised = head.totals.sessions > 0
    let verdict =
      isRecognised
      ? phrases.level(head.verdict.level) + phrases.colon + phrases.text(head.verdict.text)
      : phrases.noSessions
    var lines = [point(phrases.resultLabel, MarkdownText.plain(verdict))]
    guard let leading = head.leading else {
      if head.verdict.level >= .warning {
        let text = phrases.suspicion(of: head) ?? phrases.noCauseFound
        lines.append(point(phrases.causeLabel, MarkdownText.plain(text)))
      }
      return lines
    }
    let cause = leading.cause
    let title = phrases.explained(cause)
    let label = phrases.label(leading.isBesides ? .besides : .cause)
    lines.append(point(label, MarkdownText.plain(title)))
    if let cost = phrases.cost(of: cause) {
      lines.append(point(phrases.costLabel, MarkdownText.plain(cost)))
    }
    let remedy = MarkdownText.plain(phrases.text(cause.remedy.text))
    lines.append(point(phrases.actionLabel, remedy))
    if let check = cause.check {
      lines.append(point(phrases.checkLabel, MarkdownText.plain(phrases.text(check))))
    }
    if let command = cause.remedy.commands.first {
      lines += [""] + MarkdownText.block([command], info: "sh")
    }
    return lines
  }

  /// Machine and software as a table: up to 12 lines.
  private var facts: [String] {
    guard let session else { return [] }
    var rows = [(phrases.programColumn, phrases.program(of: session))]
    for group in phrases.words.factGroups {
      guard let label = group.title.map(phrases.text) else { continue }
      let isAttention = group.kind == .attention
      rows.append(
        (label, isAttention ? attention(of: session) : values(group.briefFacts, of: session)))
    }
    rows.removeAll { $0.1.isEmpty }
    return ["| | |", "|---|---|"]
      + rows.map { "| \(MarkdownText.plain($0.0)) | \(MarkdownText.code($0.1, isCell: true)) |" }
  }

  private func attention(of session: SessionReport) -> String {
    guard let inUse = session.attentionInUse else { return "" }
    let fallback = session.attention.fellBackTo.map {
      phrases.bracketed(phrases.fellBack(to: $0))
    }
    return inUse + (fallback ?? "")
  }

  private func values(_ names: [String], of session: SessionReport) -> String {
    let texts = names.flatMap { name in
      session.facts.filter { $0.name == name && $0.note == nil }
        .map { phrases.fact(name, $0.value) }.uniqued().prefix(3)
    }
    let notes = session.facts.filter { names.contains($0.name) }.compactMap {
      $0.note.map(phrases.text)
    }
    return phrases.clauses([phrases.list(texts)] + notes)
  }

  /// The messages that matter most: up to 9 lines.
  private var messages: [String] {
    guard let session else { return [] }
    let order: [Severity] = [.error, .warning, .note]
    let findings = order.flatMap { severity in
      session.findings.filter { $0.severity == severity && !$0.resolved }
    }
    guard !findings.isEmpty else { return [heading(phrases.noMessages)] }
    let rows = findings.prefix(6).map { finding in
      let title = phrases.name(of: finding)
      let place = phrases.list(
        [
          finding.count > 1 ? phrases.times(finding.count) : "",
          phrases.lines(finding.lines, of: finding.count),
        ].filter { !$0.isEmpty })
      return "- \(phrases.severity(finding.severity))\(phrases.colon)\(MarkdownText.plain(title))"
        + (place.isEmpty ? "" : phrases.bracketed(place))
    }
    let rest = findings.count - rows.count
    let more = rest > 0 ? ["- " + MarkdownText.plain(phrases.moreMessages(rest))] : []
    return [heading(phrases.messagesHeading), ""] + rows + more
  }

  /// What speaks for and against the leading cause: up to 7 lines.
  private var evidence: [String] {
    guard let cause = head.leading?.cause else { return [] }
    func points(_ evidence: [EvidenceReport], _ label: String, limit: Int) -> [String] {
      evidence.prefix(limit).map { item in
        let place = item.line.map { phrases.line($0) + phrases.colon } ?? ""
        let reason = item.reason.map { " – " + MarkdownText.plain(phrases.text($0)) } ?? ""
        let statement = phrases.statement(item)
        let text = item.isQuoted ? MarkdownText.code(statement) : MarkdownText.plain(statement)
        return "- \(label)\(phrases.colon)\(place)\(text)\(reason)"
      }
    }
    let lines =
      points(cause.evidence, phrases.forLabel, limit: 4)
      + points(cause.against, phrases.againstLabel, limit: 2)
    return lines.isEmpty ? [] : [heading(phrases.causesHeading), ""] + lines
  }

  /// The text of the gravest message: up to 8 lines.
  private var excerpt: [String] {
    let order: [Severity] = [.error, .warning, .note]
    let findings = session?.findings.filter { !$0.resolved } ?? []
    let gravest = order.lazy.compactMap { severity in
      findings.first { $0.severity == severity }
    }.first
    guard let gravest else { return [] }
    let all = TextSanitizer.sanitizedLines(String(gravest.message.prefix(8192)))
      .filter { !$0.allSatisfy { $0 == " " } }
    let shown =
      all.count <= 6
      ? all : Array(all.prefix(2)) + [phrases.omittedLines(all.count - 5)] + all.suffix(3)
    return MarkdownText.block(shown, info: "text")
  }

  /// Speed and what changed: up to 6 lines.
  private var speed: [String] {
    var lines: [String] = []
    for series in head.series.sorted(by: { $0.runs > $1.runs }).prefix(2) {
      guard let rate = phrases.speed(of: series) else { continue }
      lines.append("- \(MarkdownText.code(series.workload)): \(MarkdownText.plain(rate))")
    }
    if let baseline = head.leadingBaseline {
      lines.append("- " + MarkdownText.plain(phrases.against(baseline)))
    }
    for change in head.regressions.prefix(head.leadingBaseline == nil ? 2 : 1) {
      let rates = Measure.rates(
        from: change.fromRatePerSecond, to: change.toRatePerSecond, unit: change.unit)
      let suspects = change.suspects.prefix(3).map {
        MarkdownText.code(phrases.change(of: $0))
      }
      let text = MarkdownText.plain(phrases.changed(change.change) + phrases.colon + rates)
      let because =
        suspects.isEmpty ? MarkdownText.plain(phrases.noSuspect) : phrases.list(suspects)
      lines.append("- \(text)\(phrases.colon)\(because)")
    }
    if head.leadingBaseline == nil, head.regressions.isEmpty, let pair = head.leadingComparison {
      let rates = Measure.rates(
        from: pair.fromRatePerSecond, to: pair.toRatePerSecond, unit: pair.unit)
      let basis = pair.isTested ? phrases.basis(of: pair) : phrases.observedOnly
      let text = phrases.changed(pair.change) + phrases.colon + rates + phrases.bracketed(basis)
      lines.append("- " + MarkdownText.plain(text))
    }
    return lines.isEmpty ? [] : [heading(phrases.speedHeading), ""] + lines
  }

  private var footer: String {
    let counts = phrases.overview(
      inputs: head.inputs.count, bytes: head.inputs.reduce(0) { $0 &+ $1.bytes },
      sessions: head.totals.sessions, runs: head.totals.runs)
    let tool = "\(head.tool.name) \(head.tool.version)"
    return MarkdownText.plain("\(tool) · \(head.tool.catalogueVersion) · \(counts)")
  }

  private func heading(_ text: String) -> String {
    "**\(MarkdownText.plain(text))**"
  }

  private func point(_ label: String, _ text: String) -> String {
    "- **\(label)**\(phrases.colon)\(text)"
  }
}
