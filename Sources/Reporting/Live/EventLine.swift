/// Events in words, one line each, for where nobody looks at a terminal.
package struct EventLine: Sendable {
  private let phrases: Phrases

  /// Creates the words.
  ///
  /// - Parameters:
  ///   - language: The language.
  ///   - words: The catalogue's words for programs and facts.
  package init(language: Language, words: CatalogueWords) {
    phrases = Phrases(language: language, words: words)
  }
}

extension EventLine {
  /// Returns an event as one harmless line, without its LF; `nil` for progress, which nobody reads
  /// line by line.
  package func text(of event: WatchEvent) -> String? {
    guard let (word, words) = parts(of: event.change) else { return nil }
    let line = [event.time, word, words].compactMap(\.self).joined(separator: " ")
    return TextSanitizer.sanitized(line)
  }

  private func parts(of change: WatchEvent.Change) -> (String, String)? {
    switch change {
    case .sessionStarted(let input, let line, let frontend):
      (phrases.sessionWord, phrases.sessionStarted(known(frontend), input, line: line))
    case .sessionEnded(let line, let runs):
      (phrases.sessionWord, phrases.sessionEnded(runs: runs, line: line))
    case .fact(let fact):
      (phrases.factWord, words(of: fact))
    case .finding(_, let finding):
      (phrases.severity(finding.severity), phrases.described(finding))
    case .findingUpdate(_, let finding):
      (phrases.severity(finding.severity), phrases.repeated(finding))
    case .cause(let cause):
      (phrases.causeWord, words(of: cause))
    case .runStarted(let run):
      run.kind == .other
        ? nil
        : (
          phrases.runWord,
          phrases.runStarted(
            phrases.name(run.kind, run.description),
            of: phrases.progress(completed: run.total, total: nil, unit: run.unit))
        )
    case .runProgress:
      nil
    case .runFinished(_, let run):
      run.kind == .other ? nil : (phrases.runWord, phrases.described(run))
    case .regression(let change):
      (phrases.slowerWord, phrases.described(change))
    case .stall(_, let stall):
      (
        phrases.stallWord,
        phrases.standsStill(
          stall.seconds, at: phrases.progress(completed: stall.completed, total: nil, unit: ""))
          + phrases.bracketed(phrases.line(stall.line))
      )
    case .loss(let input, let range):
      (phrases.lossWord, phrases.unseen(range, of: input))
    }
  }

  private func known(_ id: String) -> String? {
    id == SessionReport.unknownProgram ? nil : phrases.program(id)
  }

  private func words(of fact: FactReport) -> String {
    let words =
      switch fact.name {
      case "frontend": phrases.programColumn + phrases.colon + phrases.program(fact.value)
      case FactReport.attentionInUse:
        phrases.factName(fact.name) + phrases.colon + phrases.shortBackend(fact.value)
      case let name where phrases.words.facts[name]?.isPlain ?? false:
        phrases.factName(name) + phrases.colon + fact.value
      default: phrases.fact(fact.name, fact.value)
      }
    return words + (fact.line.map { phrases.bracketed(phrases.line($0)) } ?? "")
  }

  private func words(of cause: CauseReport) -> String {
    var sentences = [phrases.tagged(cause)]
    sentences.append(
      phrases.actionLabel + phrases.colon + phrases.text(cause.remedy.text))
    if let command = cause.remedy.commands.first { sentences.append("$ \(command)") }
    return sentences.joined(separator: phrases.pick(" — ", " —— "))
  }
}

extension Phrases {
  /// Returns what a message is called.
  func title(of finding: FindingReport) -> String {
    finding.title.map { text($0) } ?? DisplayWidth.truncated(finding.message, to: 80)
  }

  /// Returns a message with what it means.
  func described(_ finding: FindingReport) -> String {
    var words = title(of: finding)
    if let first = finding.lines.first { words += bracketed(line(first)) }
    if let verdict = finding.verdict { words += colon + text(verdict.text) }
    return words
  }

  /// Returns how often a message came by now, or that it was repaired.
  func repeated(_ finding: FindingReport) -> String {
    let clauses = [times(finding.count), finding.resolved ? resolved : ""]
    return title(of: finding) + colon + self.clauses(clauses)
  }

  /// Returns what a run is called: by its description, else by what it does.
  func name(_ kind: RunKind, _ description: String) -> String {
    description.isEmpty ? self.kind(kind) : description
  }

  /// Returns what a run that has ended came to.
  func described(_ run: RunReport) -> String {
    var clauses = [progress(completed: run.completed, total: run.total, unit: "")]
    if let elapsed = run.elapsedSeconds, elapsed > 0 { clauses.append(Measure.duration(elapsed)) }
    if let rate = run.ratePerSecond {
      clauses.append(Measure.rate(rate, unit: run.unit))
    }
    let words = list(clauses.filter { !$0.isEmpty })
    let name = runEnded(name(run.kind, run.description), isFinished: run.finished)
    return words.isEmpty ? name : name + colon + words
  }

  /// Returns a change of throughput.
  func described(_ change: ChangeReport) -> String {
    let rates = Measure.rates(
      from: change.fromRatePerSecond, to: change.toRatePerSecond, unit: change.unit)
    // With nothing of today in front of it, what it is slower than is of earlier sessions.
    let words =
      change.at.run == 0
      ? changed(change.change, from: earlierSessions) : changed(change.change)
    return words + colon + rates + bracketed(workload(change.workload))
  }
}
