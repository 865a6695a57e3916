/// Speed over all sessions: each workload's series, and what changed.
struct ThroughputBlock {
  /// The most rows of each part.
  private static let rowLimit = 8

  let head: ReportHead
  let selection: SessionSelection
  let phrases: Phrases

  func write(to canvas: inout TextCanvas) {
    writeSeries(to: &canvas)
    write(head.regressions, phrases.regressionsHeading, .warning, to: &canvas)
    write(head.improvements, phrases.improvementsHeading, .good, to: &canvas)
    write(
      head.comparisons.filter { $0.isTested }, phrases.computedOtherwiseHeading, to: &canvas)
    write(
      head.comparisons.filter { !$0.isTested && !$0.isPassing }, phrases.comparisonsHeading,
      to: &canvas)
    write(head.comparisons.filter(\.isPassing), phrases.passingHeading, to: &canvas)
    writeBaselines(to: &canvas)
  }

  private func writeSeries(to canvas: inout TextCanvas) {
    guard !head.series.isEmpty else { return }
    canvas.heading(phrases.throughputHeading)
    for series in head.series.prefix(Self.rowLimit) {
      canvas.paragraph(phrases.workload(series.workload) + (series.isProxy ? " *" : ""))
      var clauses = [phrases.speed(of: series)].compactMap(\.self)
      if let spread = series.spread, series.runs > 1 { clauses.append(phrases.spread(spread)) }
      if let session = selection.onlySession {
        let speed = session.throughput.first { $0.workload == series.workload }
        clauses += speed.map { phrases.course(of: $0) } ?? []
      }
      canvas.paragraph(phrases.clauses(clauses), indentation: 2)
      if series.outline.count > 2 {
        let columns = min(60, canvas.columns(behind: 2))
        canvas.line(Measure.sparkline(series.outline, columns: columns), indentation: 2)
      }
    }
    writeRest(head.series.count, to: &canvas)
    if head.series.prefix(Self.rowLimit).contains(where: \.isProxy) {
      canvas.field("*", phrases.proxyNote, hanging: 2, .dim)
    }
  }

  private func write(
    _ changes: [ChangeReport], _ heading: String, _ emphasis: TextEmphasis,
    to canvas: inout TextCanvas
  ) {
    guard !changes.isEmpty else { return }
    canvas.heading(heading)
    for change in changes.prefix(Self.rowLimit) {
      var text =
        phrases.changed(change.change) + phrases.colon
        + Measure.rates(
          from: change.fromRatePerSecond, to: change.toRatePerSecond, unit: change.unit)
      if let low = change.low, let high = change.high {
        text += phrases.bracketed(phrases.bounds(low, high))
      }
      canvas.paragraph(phrases.clauses([text, phrases.kind(change.kind)]), emphasis)
      let log = head.inputs.count > 1 ? phrases.bracketed(change.at.path) : ""
      let session = selection.numbers[change.at.session].map { phrases.inSession($0) + log }
      canvas.paragraph(
        phrases.since(
          session: session ?? change.at.session, run: change.at.run, line: change.at.line,
          time: change.at.time), indentation: 2)
      canvas.paragraph(phrases.workload(change.workload), indentation: 2, .dim)
      write(change.suspects, to: &canvas)
    }
    writeRest(changes.count, to: &canvas)
  }

  private func write(
    _ pairs: [ComparisonReport], _ heading: String, to canvas: inout TextCanvas
  ) {
    guard !pairs.isEmpty else { return }
    canvas.heading(heading)
    for pair in pairs.prefix(Self.rowLimit) {
      let rates = Measure.rates(
        from: pair.fromRatePerSecond, to: pair.toRatePerSecond, unit: pair.unit)
      canvas.paragraph(
        phrases.changed(pair.change) + phrases.colon + rates
          + phrases.bracketed(phrases.basis(of: pair)))
      canvas.paragraph(phrases.workload(pair.workload), indentation: 2, .dim)
      if !pair.sameWorkload { canvas.paragraph(phrases.differentWorkloads, indentation: 2) }
      write(pair.suspects, to: &canvas)
    }
    writeRest(pairs.count, to: &canvas)
  }

  private func writeBaselines(to canvas: inout TextCanvas) {
    guard !head.baselines.isEmpty else { return }
    canvas.heading(phrases.baselinesHeading)
    for baseline in head.baselines.prefix(Self.rowLimit) {
      canvas.paragraph(phrases.against(baseline), phrases.emphasis(of: baseline.verdict))
      canvas.paragraph(phrases.basis(of: baseline), indentation: 2)
      canvas.paragraph(phrases.workload(baseline.workload), indentation: 2, .dim)
      if baseline.verdict == .slower || baseline.verdict == .faster || !baseline.suspects.isEmpty {
        write(baseline.suspects, to: &canvas)
      }
    }
    writeRest(head.baselines.count, to: &canvas)
  }

  private func write(_ suspects: [SuspectReport], to canvas: inout TextCanvas) {
    guard !suspects.isEmpty else {
      return canvas.paragraph(phrases.noSuspect, indentation: 2)
    }
    canvas.paragraph(phrases.suspectsLabel + phrases.colon, indentation: 2)
    for suspect in suspects.prefix(6) {
      canvas.field(
        "-", phrases.change(of: suspect) + phrases.bracketed(phrases.text(suspect.why)),
        indentation: 2, hanging: 4)
    }
  }

  private func writeRest(_ total: Int, to canvas: inout TextCanvas) {
    guard total > Self.rowLimit else { return }
    canvas.paragraph(phrases.moreChanges(total - Self.rowLimit), .dim)
  }
}

extension ComparisonReport {
  /// Whether the runs behind were slow for a while, and those that followed as fast as before.
  var isPassing: Bool { sameWorkload && !lasts }

  /// Whether the runs are enough for a test.
  var isTested: Bool { low != nil }
}

extension Phrases {
  /// Returns on how many runs a comparison rests, and its bounds where it was tested.
  func basis(of pair: ComparisonReport) -> String {
    let runs = compared(before: pair.runsBefore, after: pair.runsAfter)
    guard let low = pair.low, let high = pair.high else { return runs }
    return clauses([bounds(low, high), runs])
  }

  /// Returns how the speed went within a session: the first and last rate, and the stalls.
  func course(of speed: WorkloadThroughput) -> [String] {
    var clauses: [String] = []
    if speed.runs > 1, let first = speed.firstRatePerSecond, let last = speed.lastRatePerSecond {
      clauses.append(
        firstAndLast(
          Measure.rate(first, unit: speed.unit), Measure.rate(last, unit: speed.unit)))
    }
    if speed.stalls > 0 { clauses.append(stalls(speed.stalls)) }
    return clauses
  }

  /// Returns what changed where throughput fell most, for want of a cause.
  func suspicion(of head: ReportHead) -> String? {
    let baseline = head.leadingBaseline.flatMap { $0.verdict == .slower ? $0 : nil }
    let pair = head.comparisons.filter { $0.lasts && $0.isTested && $0.change < 0 }
      .min { $0.change < $1.change }
    guard
      let suspect = head.regressions.first?.suspects.first ?? baseline?.suspects.first
        ?? pair?.suspects.first
    else { return nil }
    return suspectsLabel + colon + change(of: suspect)
  }

  /// Returns what changed: a fact's two values, or that a finding came or went.
  func change(of suspect: SuspectReport) -> String {
    switch suspect.subject {
    case .list(let name):
      factName(name) + colon + text(suspect.listChange)
    case .fact(let name):
      factName(name) + colon + (suspect.before ?? absent) + " → " + (suspect.after ?? absent)
    case .finding(let pattern):
      finding(suspect.title.map { quoted(text($0)) } ?? pattern, isNew: suspect.before == nil)
    }
  }
}
