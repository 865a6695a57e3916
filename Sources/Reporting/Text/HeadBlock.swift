/// The first lines of a report: what users ask, answered in at most ten lines.
struct HeadBlock {
  /// The most lines that the block takes.
  static let lineLimit = 10

  let head: ReportHead
  let phrases: Phrases

  func write(to canvas: inout TextCanvas) {
    let labels = Answer.allCases.map(phrases.label)
    let hanging = labels.map { DisplayWidth.columns(of: $0) }.max().map { $0 + 2 } ?? 0
    let entries = entries
    var lines = entries.map { entry in
      TextWrapper.lines(
        of: TextSanitizer.sanitized(entry.text), columns: canvas.columns(behind: hanging)
      ).count
    }
    shrink(&lines, of: entries)
    for (entry, lines) in zip(entries, lines) {
      switch entry.kind {
      case .field(let answer, let emphasis):
        canvas.field(
          phrases.label(answer), entry.text, hanging: hanging, lines: lines, labelEmphasis: .bold,
          emphasis)
      case .command:
        canvas.command(entry.text, indentation: min(hanging, canvas.style.width / 4))
      }
    }
    canvas.blank()
  }

  /// Takes lines away from the entries that can best spare them, until all fit.
  private func shrink(_ lines: inout [Int], of entries: [Entry]) {
    for (index, entry) in entries.enumerated() where entry.kind == .command { lines[index] = 1 }
    while lines.reduce(0, +) > Self.lineLimit {
      let longest = lines.indices.max {
        (lines[$0], -entries[$0].rank) < (lines[$1], -entries[$1].rank)
      }
      guard let longest, lines[longest] > 1 else { return }
      lines[longest] -= 1
    }
  }
}

extension HeadBlock {
  /// What users ask.
  enum Answer: CaseIterable {
    case result
    case message
    case cause
    case besides
    case cost
    case action
    case check
    case speed
  }

  /// One answer.
  struct Entry {
    enum Kind: Equatable {
      case field(Answer, TextEmphasis)
      case command
    }

    let kind: Kind
    let text: String
    /// How much it matters that the whole text is shown.
    let rank: Int
  }

  /// The answers in their order.
  var entries: [Entry] {
    var entries = [field(.result, result, rank: 6, resultEmphasis)]
    if let message { entries.append(field(.message, message, rank: 5)) }
    if let leading = head.leading {
      let cause = leading.cause
      entries.append(
        field(leading.isBesides ? .besides : .cause, phrases.tagged(cause), rank: 4))
      if let cost = phrases.cost(of: cause, isBrief: true) {
        entries.append(field(.cost, cost, rank: 1))
      }
      entries.append(field(.action, phrases.text(cause.remedy.text), rank: 3))
      if let command = cause.remedy.commands.first {
        entries.append(Entry(kind: .command, text: command, rank: 9))
      }
      if let check = cause.check {
        entries.append(field(.check, phrases.text(check), rank: 2))
      }
    } else if head.verdict.level >= .warning {
      let text = phrases.suspicion(of: head) ?? phrases.noCauseFound
      entries.append(field(.cause, text, rank: 4))
    }
    if head.totals.sessions > 0 {
      entries.append(field(.speed, speed, rank: 4))
    }
    return entries
  }

  private func field(
    _ answer: Answer, _ text: String, rank: Int, _ emphasis: TextEmphasis = .plain
  ) -> Entry {
    Entry(kind: .field(answer, emphasis), text: text, rank: rank)
  }

  /// What could not be judged is no good news.
  private var resultEmphasis: TextEmphasis {
    exception == nil ? head.verdict.level.emphasis : .warning
  }

  private var result: String {
    exception ?? phrases.level(head.verdict.level) + phrases.colon + phrases.text(head.verdict.text)
  }

  /// What is said in place of a verdict where nothing could be judged.
  var exception: String? {
    if head.inputs.isEmpty { return phrases.nothingGiven }
    guard head.totals.sessions == 0 else { return nil }
    if head.inputs.contains(where: { !$0.errors.isEmpty }) { return phrases.partlyUnread }
    if head.inputs.allSatisfy({ $0.bytes == 0 }) { return phrases.emptyInput }
    return head.verdict.level <= .notice ? phrases.noSessions : nil
  }

  /// What the attention message means, and what runs instead.
  private var message: String? {
    guard let leading = head.attention else { return nil }
    var sentences: [String] = []
    if let finding = leading.finding {
      let title =
        finding.title.map { phrases.text($0) }
        ?? DisplayWidth.truncated(finding.message, to: 60)
      let meaning = leading.effect ?? finding.verdict?.text
      sentences.append(
        phrases.quoted(title)
          + (meaning.map { phrases.colon + phrases.text($0) } ?? phrases.pick(".", "。")))
    }
    if let backend = leading.attention.fellBackTo {
      sentences.append(phrases.runsInstead(phrases.shortBackend(backend)))
    } else if let backend = leading.attention.inUse, backend != AttentionReport.unknownBackend {
      sentences.append(phrases.inUse(phrases.shortBackend(backend)))
    }
    return sentences.isEmpty ? nil : phrases.sentences(sentences)
  }

  private var speed: String {
    // Of as many runs, steps say more than whole jobs.
    guard
      let series = head.series.max(by: {
        ($0.runs, $0.unit == "prompt" ? 0 : 1) < ($1.runs, $1.unit == "prompt" ? 0 : 1)
      }),
      let speed = phrases.speed(of: series)
    else { return phrases.noSpeed(runs: head.totals.runs) }
    var clauses = [speed]
    let changes = head.regressions.isEmpty ? head.improvements : head.regressions
    if let change = changes.first(where: { $0.workload == series.workload }) ?? changes.first {
      let rates = Measure.rates(
        from: change.fromRatePerSecond, to: change.toRatePerSecond, unit: change.unit)
      clauses.append(phrases.changed(change.change) + phrases.colon + rates)
    } else if let baseline = head.leadingBaseline {
      clauses.append(phrases.against(baseline))
    } else if let pair = head.leadingComparison {
      let rates = Measure.rates(
        from: pair.fromRatePerSecond, to: pair.toRatePerSecond, unit: pair.unit)
      clauses.append(
        phrases.changed(pair.change) + phrases.colon + rates
          + (pair.isTested ? "" : phrases.bracketed(phrases.observedOnly)))
    }
    if head.series.count > 1 { clauses.append(phrases.moreWorkloads(head.series.count - 1)) }
    return phrases.clauses(clauses)
  }
}

extension VerdictLevel: Comparable {
  private var order: Int {
    switch self {
    case .clean: 0
    case .notice: 1
    case .warning: 2
    case .error: 3
    }
  }

  package static func < (left: VerdictLevel, right: VerdictLevel) -> Bool {
    left.order < right.order
  }

  /// How the level looks.
  var emphasis: TextEmphasis {
    switch self {
    case .clean: .good
    case .notice: .notice
    case .warning: .warning
    case .error: .error
    }
  }
}
