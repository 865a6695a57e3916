internal import LogTokenizer
internal import PatternCatalogue

/// What a match states: facts, findings, runs.
extension SessionBuilder {
  mutating func takeFact(
    _ fact: FactRule, _ behaviour: FactBehaviour, _ rule: MessageRule, _ match: MatchView,
    line: Int
  ) {
    guard let value = match.value(fact, of: rule, rules) else { return }
    if behaviour.scope != .session,
      state.workloadValues.updateValue(value, forKey: fact.name) != value
    {
      state.workloadGeneration += 1
    }
    if behaviour.scope == .job { return }
    let isNews = state.facts.add(
      FactCandidate(
        fact: Fact(
          name: fact.name, value: value, line: line,
          origin: fact.how == .printed ? .printed : .derived),
        emitters: rule.emitters,
        isForNextStart: fact.isBeforeWork && state.phase == .working
          && state.facts.knows(fact.name)),
      behaviour)
    if isNews { state.revision += 1 }
  }

  mutating func takeFinding(
    _ severity: Finding.Severity, _ rule: MessageRule, _ match: MatchView, line: Int
  ) {
    let isCut = rule.definition.isOfLastLine && match.string("error") == nil
    if isCut || rule.definition.isMarkedError, isTold(at: line) { return }
    // What a variant is cut to is more than any report shows of it.
    let variant = rule.definition.distinct.flatMap(match.string).map { String($0.prefix(200)) }
    if let index = state.findingIndex[match.message] {
      state.repetitions += 1
      if let variant { state.findings[index].finding.note(variant: variant, line: line) }
      state.findings[index].finding.count += 1
      state.findings[index].finding.lastLine = line
      // A finding that comes again after it was repaired is open again.
      state.findings[index].finding.isResolved = false
      if state.findings[index].finding.lines.count < Finding.lineLimit,
        state.findings[index].finding.lines.last != line
      {
        state.findings[index].finding.lines.append(line)
      }
      return
    }
    guard state.findings.count < Self.findingLimit else {
      state.limits["findings", default: 0] += 1
      return
    }
    state.revision += 1
    let captures = match.captures.map { ($0.name, match.string($0.name) ?? "") }
    state.findingIndex[match.message] = state.findings.count
    state.findings.append(
      OpenFinding(
        finding: Finding(
          pattern: rule.definition.id, category: rule.definition.category.rawValue,
          severity: severity, count: 1, lines: [line],
          lastLine: line, message: match.message(limit: Self.messageLimit),
          captures: Dictionary(captures) { first, _ in first },
          isResolved: false,
          variants: variant.map { [.init(text: $0, line: line, lastLine: line)] } ?? []),
        emitters: rule.emitters))
  }

  mutating func takeRun(
    _ run: RunRule, _ rule: MessageRule, _ match: MatchView, _ record: Record, line: Int,
    _ sink: inout some SessionSink
  ) {
    let completed = match.number(run.completed, of: rule)
    let elapsed = match.number(run.elapsed, of: rule)
    var rate = match.number(run.rate, of: rule)
    if rate == nil, let completed, let elapsed, elapsed > 0 { rate = completed / elapsed }
    guard rate != nil || completed != nil else { return }
    if let around = run.around { closeBars(of: Run.Kind(around), &sink) }
    let spanned = run.around.map { state.takeSpannedUnits(of: Run.Kind($0)) }
    let isCounted =
      run.isCounted && spanned != 0 && (completed ?? run.least) >= run.least
      && (!run.isInterval || state.isSameSinceLine(of: match.message))
    if isCounted { state.phase = .working }
    let kind = Run.Kind(run.kind)
    let description = run.description?.filled(match.string) ?? ""
    let unit = run.unit?.filled(match.string) ?? ""
    emit(
      Run(
        kind: kind, description: description, unit: unit, completed: completed,
        total: match.number(run.total, of: rule), isFinished: true,
        elapsedSeconds: elapsed, ratePerSecond: rate, rateLow: nil, rateHigh: nil,
        steadyRatePerSecond: nil, stalls: [], firstLine: line, lastLine: line,
        workload: state.workload(
          kind: kind, description: description, unit: unit, total: isCounted ? spanned : nil,
          rules: rules),
        isCounted: isCounted, endMilliseconds: record.time?.milliseconds), &sink)
  }

  mutating func emit(_ run: borrowing Run, _ sink: inout some SessionSink) {
    state.runCount += 1
    if run.isCounted { state.lastWork = max(state.lastWork, run.lastLine) }
    if run.isCounted, let completed = run.completed {
      state.spannedUnits[Int(run.kind.rawValue)] += completed
    }
    RunDigest.add(run, to: &state.runDigests) { standstill in
      rules.slowRuns.contains { $0.isTooLong(standstill) }
    }
    sink.add(run)
  }
}

extension Run.Kind {
  init(_ kind: RunKind) {
    self = Run.Kind(name: kind.rawValue) ?? .other
  }
}
