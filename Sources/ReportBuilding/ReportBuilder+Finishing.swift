import Diagnosis
import PatternCatalogue
package import Reporting
import SessionAnalysis
import Throughput

extension ReportBuilder {
  /// Makes the report of everything that was added.
  ///
  /// - Parameters:
  ///   - tool: The program's name and versions.
  ///   - glossary: The catalogue's words.
  ///   - threads: Do what can be done side by side.
  /// - Returns: The report, which reads its sessions from the store.
  /// - Throws: What the store reported.
  package consuming func finish(
    tool: ToolReport, glossary: Glossary, threads: Int = 1
  ) throws -> BuiltReport<Store> {
    try collector.flush()
    let order = inputOrder
    var reader = EntryReader(stores: stores)
    var sessions = try EntryOrder(entries, sortedInputs: sortedInputs, reader: &reader)
    var conversion = SessionConversion(
      inputs: sortedInputs.map { inputs[$0].summary }, order: order, glossary: glossary,
      diagnostician: diagnostician)
    let mirrored = try MirroredSessions(
      series.all, SampleReader(stores: stores), entries: entries, order: order,
      contents: inputs.map(\.identity.content), reader: &reader)
    for number in mirrored.numbers {
      inputs[entries.input(of: Int(number))].limits[LimitReport.repeatedSessions, default: 0] += 1
    }
    let series = try sessions.withRanks { ranks in
      try arrangedSeries(by: ranks, without: mirrored.numbers).sorted { $0.key < $1.key }
    }
    let samples = SampleReader(stores: stores)
    let read = { [entries] (number: UInt32) throws -> Session in
      try reader.session(of: reader.entry(Int(number), of: entries))
    }
    let readStatement = { [entries] (number: UInt32) throws -> SessionStatement in
      try reader.statement(of: reader.entry(Int(number), of: entries))
    }
    let changes = try sessions.withRanks { [conversion, diagnostician] ranks in
      try ChangeFinder(
        series: series, samples: samples, session: readStatement, glossary: glossary,
        factsOfRuns: diagnostician.factsOfRuns, rank: { ranks?[Int($0)] ?? $0 },
        name: { conversion.id(ofInput: $0.input, line: $0.firstLine) }
      ).find(threads)
    }
    let sets = causeSets.all.count > 1 ? try reader.causes(of: entries) : []
    try noteSlowdowns(changes.slowdowns, in: &conversion, sets: sets, session: read)
    let judgement = Judgement(
      causes: causes, tally: tally, glossary: glossary, diagnostician: diagnostician,
      hasSeveralInputs: inputs.count > 1)
    let costs = try CostFinder(
      series: series, samples: samples, causes: { sets[Int($0)] }, sets: causeSets,
      facts: Set(glossary.fingerprintFacts), session: readStatement
    ).find(judgement.costlyCauses)
    conversion.costs = Dictionary(uniqueKeysWithValues: costs.map { ($0.cause, $0) })
    var head = try makeHead(
      tool: tool, series: series, samples, judgement, conversion: conversion)
    head.regressions = changes.regressions
    head.improvements = changes.improvements
    head.comparisons = changes.comparisons
    head.costs = costs
    try head.addCharts(of: series, samples)
    head.note(changes)
    return BuiltReport(
      head: head, reader: reader, entries: entries, order: sessions, conversion: conversion)
  }

  /// The numbers of the inputs in the report's order.
  var sortedInputs: [Int] {
    inputs.indices.sorted { InputResult.precedes(inputs[$0].identity, inputs[$1].identity) }
  }

  /// The positions of the inputs in the report.
  var inputOrder: [Int] {
    var order = Array(repeating: 0, count: inputs.count)
    for (position, index) in sortedInputs.enumerated() { order[index] = position }
    return order
  }

  /// Looks for what made sessions slower than others, which shows only once all are read.
  ///
  /// - Parameters:
  ///   - slowdowns: The slower runs, by the numbers of their sessions in reading order.
  ///   - conversion: Gets them for the sessions' reports.
  ///   - sets: The number of each session's causes in `causeSets`; empty where all have the same.
  ///   - session: Returns a session by its number.
  /// - Throws: What `session` throws.
  private mutating func noteSlowdowns(
    _ slowdowns: [UInt32: [ChangeFinder.SlowerSide]], in conversion: inout SessionConversion,
    sets: [UInt16], session: (UInt32) throws -> Session
  ) throws {
    for (number, sides) in slowdowns.sorted(by: { $0.key < $1.key }) {
      let known = try causes(ofSessionAlone: number, sets: sets, session: session)
      let list = try sides.map { side in
        var slowdown = side.slowdown
        slowdown.sharedCauses = try causes(
          ofSessionAlone: side.faster, sets: sets, session: session)
        return slowdown
      }
      let session = try session(number)
      conversion.slowdowns[SessionKey(session)] = list
      guard diagnostician.explains(list, of: session) else { continue }
      // Only rules about slowdowns say more than the session alone did.
      let isNew = { [diagnostician] (rule: CauseRule) in
        diagnostician.isAboutSlowdowns(rule) && !known.contains(rule.id)
      }
      var found = diagnostician.diagnose(session, slowdowns: list) { rule, _, _ in isNew(rule) }
      entries.gravities[Int(number)] = found.gravity(of: session)
      found.causes.removeAll { !isNew($0.rule) }
      let path = conversion.inputs[conversion.order[session.input]].path
      causes.add(found, at: CauseTally.Place(path: path, line: session.firstLine))
    }
  }

  /// Returns the ids of a session's causes, as they are without comparison with others.
  private func causes(
    ofSessionAlone number: UInt32, sets: [UInt16], session: (UInt32) throws -> Session
  ) throws -> [String] {
    causeSets.isComplete
      ? causeSets.all[sets.isEmpty ? 0 : Int(sets[Int(number)])]
      : diagnostician.causes(of: try session(number)).map(\.rule.id)
  }

  private func makeHead(
    tool: ToolReport, series: [RateSamples], _ samples: SampleReader, _ judgement: Judgement,
    conversion: SessionConversion
  ) throws -> ReportHead {
    ReportHead(
      tool: tool, inputs: conversion.inputs.map(InputReport.init),
      totals: TotalsReport(
        sessions: tally.sessions, runs: tally.runs,
        countedRuns: series.reduce(0) { $0 + $1.samples.count }, notes: tally.notes,
        warnings: tally.warnings, errors: tally.errors),
      series: try series.map { try SeriesReport($0, samples) },
      verdict: judgement.verdict,
      limits: limits(conversion),
      leading: leadingCause(judgement, conversion), attention: leadingAttention(conversion))
  }

  private func leadingCause(
    _ judgement: Judgement, _ conversion: SessionConversion
  ) -> LeadingCause? {
    judgement.best.map { entry in
      LeadingCause(
        cause: conversion.report(of: entry.best),
        session: "\(entry.place.path):\(entry.place.line)", input: entry.place.path,
        sessions: entry.sessions, isReason: entry.best.isLikely && !entry.best.isIdle,
        isBesides: judgement.isBesides(entry.best))
    }
  }

  private func leadingAttention(_ conversion: SessionConversion) -> LeadingAttention? {
    guard attention.finding != nil || attention.attention.inUse != nil else { return nil }
    let finding = attention.finding.map(conversion.report)
    return LeadingAttention(
      attention: attention.attention, finding: finding, effect: finding?.verdict?.text,
      sessions: attention.sessions)
  }

  private func limits(_ conversion: SessionConversion) -> [LimitReport] {
    var result: [LimitReport] = []
    for input in conversion.inputs {
      result += input.limits.map { LimitReport(what: $0.key, place: input.path, count: $0.value) }
    }
    for input in inputs {
      result += input.limits.map {
        LimitReport(what: $0.key, place: input.summary.path, count: $0.value)
      }
    }
    return result.sorted { ($0.what, $0.place, $0.count) < ($1.what, $1.place, $1.count) }
  }
}

extension InputReport {
  fileprivate init(_ input: InputSummary) {
    self.init(
      path: input.path, bytes: input.bytes, records: input.records, encoding: input.encoding,
      newline: input.newline, compression: input.compression, sessions: input.sessions,
      lost: input.losses.map { LostRange(from: $0.from, to: $0.to, why: $0.why) },
      errors: input.errors)
  }
}

extension SeriesReport {
  /// Summarises a series, in 8 bytes a run.
  fileprivate init(_ series: RateSamples, _ reader: SampleReader) throws {
    let list = series.samples
    let outline = try Self.outline(list, reader)
    var rates = try reader.rates(of: list, in: 0..<list.count)
    let median = OrderStatistics.median(&rates)
    let spread =
      rates.count > 1 && median > 0 ? OrderStatistics.spread(&rates, around: median) / median : nil
    self.init(
      workload: series.key, unit: series.unit, runs: list.count, medianRatePerSecond: median,
      spread: spread, isProxy: series.isProxy, outline: outline)
  }

  /// The medians of at most 40 stretches of equal length.
  private static func outline(_ list: SampleList, _ reader: SampleReader) throws -> [Double] {
    let count = min(list.count, 40)
    return try (0..<count).map { part in
      var rates = try reader.rates(
        of: list, in: part * list.count / count..<(part + 1) * list.count / count)
      return OrderStatistics.median(&rates)
    }
  }
}
