/// Events as short blocks for a terminal: new findings, causes and session changes, each told once.
///
/// Runs and facts are left to the lines at the bottom.
package struct EventBlock: Sendable {
  private let style: TextStyle
  private let phrases: Phrases

  /// Creates blocks.
  ///
  /// - Parameters:
  ///   - style: How they look.
  ///   - words: The catalogue's words for programs.
  package init(style: TextStyle, words: CatalogueWords) {
    self.style = style
    phrases = Phrases(language: style.language, words: words)
  }
}

extension EventBlock {
  /// Returns an event's block, in lines that end in LF; empty for what is not told like this.
  package func text(of event: WatchEvent) -> [UInt8] {
    var canvas = TextCanvas(style: style)
    write(event.change, to: &canvas)
    var output = MemoryOutput()
    try? canvas.flush(to: &output)
    return output.bytes
  }

  private func write(_ change: WatchEvent.Change, to canvas: inout TextCanvas) {
    switch change {
    case .sessionStarted(let input, let line, let frontend):
      field(
        phrases.sessionWord, phrases.sessionStarted(known(frontend), input, line: line), .bold,
        to: &canvas)
    case .sessionEnded(let line, let runs):
      field(
        phrases.sessionWord, phrases.sessionEnded(runs: runs, line: line), .dim, to: &canvas)
    case .fact(let fact) where fact.name == "frontend":
      field(phrases.sessionWord, phrases.program(fact.value), .bold, to: &canvas)
    case .finding(_, let finding): write(finding, to: &canvas)
    case .findingUpdate(_, let finding):
      guard finding.resolved || Self.isMilestone(finding.count) else { return }
      field(
        phrases.severity(finding.severity), phrases.repeated(finding),
        finding.resolved ? .good : .dim, to: &canvas)
    case .cause(let cause): write(cause, to: &canvas)
    case .regression(let change):
      field(phrases.slowerWord, phrases.described(change), .warning, to: &canvas)
    case .stall(_, let stall):
      let words = phrases.standsStill(
        stall.seconds, at: phrases.progress(completed: stall.completed, total: nil, unit: ""))
      field(
        phrases.stallWord, words + phrases.bracketed(phrases.line(stall.line)), .warning,
        to: &canvas)
    case .loss(let input, let range):
      field(phrases.lossWord, phrases.unseen(range, of: input), .error, to: &canvas)
    case .fact, .runStarted, .runProgress, .runFinished: break
    }
  }

  /// Whether a count is told: 2, 10, 100 and so on, so that a flood is no flood of words.
  private static func isMilestone(_ count: Int) -> Bool {
    if count == 2 { return true }
    var step = 10
    while step < count { step *= 10 }
    return step == count
  }

  private func write(_ finding: FindingReport, to canvas: inout TextCanvas) {
    var title = phrases.title(of: finding)
    if let line = finding.lines.first { title += phrases.bracketed(phrases.line(line)) }
    field(phrases.severity(finding.severity), title, finding.severity.emphasis, to: &canvas)
    if let verdict = finding.verdict {
      field("", phrases.text(verdict.text), lines: 3, to: &canvas)
    }
  }

  private func write(_ cause: CauseReport, to canvas: inout TextCanvas) {
    field(phrases.causeWord, phrases.tagged(cause), .bold, to: &canvas)
    if let cost = cause.cost {
      field("", phrases.costLabel + phrases.colon + phrases.cost(cost), to: &canvas)
    }
    field("", phrases.text(cause.remedy.text), lines: 3, to: &canvas)
    if let command = cause.remedy.commands.first {
      canvas.command(command, indentation: min(hanging, style.width / 4))
    }
  }

  private func field(
    _ label: String, _ text: String, lines: Int = 2, _ emphasis: TextEmphasis = .plain,
    to canvas: inout TextCanvas
  ) {
    canvas.field(label, text, hanging: hanging, lines: lines, emphasis)
  }

  private var hanging: Int { style.width < 40 ? 4 : 9 }

  private func known(_ id: String) -> String? {
    id == SessionReport.unknownProgram ? nil : phrases.program(id)
  }
}
