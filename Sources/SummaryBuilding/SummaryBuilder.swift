package import PatternCatalogue
package import ReportBuilding
package import Reporting
package import RunHistory

/// Makes a summary of what a history holds, and says what has to be remembered once it was told.
///
/// It only reads. The same history, memory and time give the same summary, whoever asks and however
/// often; what it says as news is news until `RunHistory.complete` notes that it was told.
package struct SummaryBuilder {
  /// What a summary is about.
  package enum Start: Sendable, Equatable {
    /// What came since the last summary.
    case lastSummary
    /// What was since a universal time, in milliseconds since 1970.
    case time(Int)
  }

  /// What was found of the logs themselves.
  package struct Reading: Sendable, Equatable {
    /// The number of logs that were looked at.
    package var sources = 0
    /// Files that are no longer there.
    package var missing: [FileLook] = []
    /// What could not be read.
    package var errors: [SummaryReadError] = []

    /// Creates the value from its parts.
    package init(
      sources: Int = 0, missing: [FileLook] = [], errors: [SummaryReadError] = []
    ) {
      self.sources = sources
      self.missing = missing
      self.errors = errors
    }
  }

  let history: RunHistory
  let catalogue: Catalogue
  let glossary: Glossary
  let calendar: NightCalendar
  let now: Int
  let options: String

  /// Creates a builder.
  ///
  /// - Parameters:
  ///   - history: What was seen so far.
  ///   - catalogue: The causes' rules.
  ///   - glossary: The catalogue's words.
  ///   - calendar: Tells nights apart.
  ///   - now: The universal time, in milliseconds since 1970.
  ///   - options: What has to stand behind commands that are proposed, such as `--history FILE`.
  package init(
    _ history: RunHistory, catalogue: Catalogue, glossary: Glossary, calendar: NightCalendar,
    now: Int, options: String = ""
  ) {
    self.history = history
    self.catalogue = catalogue
    self.glossary = glossary
    self.calendar = calendar
    self.now = now
    self.options = options
  }
}

/// A summary, and what has to be remembered once it was told.
package struct BuiltSummary: Sendable, Equatable {
  /// What is told.
  package var report: SummaryReport
  /// The summary as it is remembered.
  package var completed: CompletedSummary
  /// The watches that changed.
  package var watches: [WatchedSeries]
  /// The notices that are new or changed.
  package var notices: [Notice]
  /// The workloads that are under suspicion.
  package var suspected: [SeriesKey]
  /// The looks at files that are no longer there.
  package var forgotten: [FileLook]
}

extension RunHistory {
  /// Notes that a summary was told.
  package func complete(_ summary: BuiltSummary) throws(HistoryError) {
    try complete(
      summary.completed, watches: summary.watches, notices: summary.notices,
      suspected: summary.suspected, forgetting: summary.forgotten)
  }
}

extension SummaryBuilder {
  /// The night that is not over.
  var tonight: Int { calendar.night(ofUniversal: now) }

  /// Makes the summary.
  ///
  /// - Parameters:
  ///   - start: What it is about.
  ///   - reading: What was found of the logs themselves.
  ///   - tool: The program's name and versions.
  /// - Returns: The summary.
  /// - Throws: `HistoryError`.
  package func build(
    since start: Start, reading: Reading, tool: ToolReport
  ) throws(HistoryError) -> BuiltSummary {
    let memory = try history.memory()
    let marks = try history.marks()
    let number = (memory.last?.number ?? 0) + 1
    let scope: SummaryScope
    let intakes: [Intake]
    switch start {
    case .lastSummary:
      scope = SummaryScope(after: memory.last?.session ?? 0)
      intakes = try history.intakes(after: memory.last?.intake ?? 0, since: .min)
    case .time(let time):
      // A log without a zone may be up to a day ahead or behind; what is too early is little.
      scope = SummaryScope(since: min(time, calendar.local(universal: time)))
      intakes = try history.intakes(after: 0, since: time)
    }
    let book = NoticeBook(
      memory: memory, number: number, today: calendar.local(universal: now) / NightCalendar.day)
    var changes = ChangeFollower(builder: self, book: book)
    try changes.follow(scope)
    var causes = CauseFollower(builder: self, book: book)
    try causes.follow()
    let incidents = try incidents(of: scope)
    let quality = try quality(of: scope, intakes, reading)
    var report = SummaryReport(
      tool: tool, period: period(start, memory), verdict: SummaryVerdict.none, quality: quality,
      regressions: changes.regressions, improvements: changes.improvements,
      causes: causes.causes, incidents: incidents, unjudged: changes.unjudged,
      workloads: changes.workloads)
    report.verdict = SummaryVerdict(of: report, levels: causes.levels)
    report.commands = commands(for: report)
    return BuiltSummary(
      report: report,
      completed: CompletedSummary(
        number: number, time: now, session: marks.session, intake: marks.intake),
      watches: changes.watches, notices: changes.notices + causes.notices,
      suspected: changes.suspected, forgotten: reading.missing)
  }

  private func period(_ start: Start, _ memory: SummaryMemory) -> SummaryPeriod {
    let to = NightCalendar.text(ofLocal: calendar.local(universal: now))
    switch start {
    case .time(let time):
      return SummaryPeriod(
        start: .given, from: NightCalendar.text(ofLocal: calendar.local(universal: time)), to: to)
    case .lastSummary:
      guard let last = memory.last else { return SummaryPeriod(start: .everything, to: to) }
      return SummaryPeriod(
        start: .lastSummary,
        from: NightCalendar.text(ofLocal: calendar.local(universal: last.time)), to: to)
    }
  }

  private func quality(
    of scope: SummaryScope, _ intakes: [Intake], _ reading: Reading
  ) throws(HistoryError) -> SummaryQuality {
    let totals = try history.totals(of: scope)
    var limits: [String: [String: Int]] = [:]
    for intake in intakes {
      for (what, count) in intake.limits {
        let known = limits[what]?[intake.path] ?? 0
        limits[what, default: [:]][intake.path] = Self.sum(known, count)
      }
    }
    let hit = limits.flatMap { what, places in
      places.map { LimitReport(what: what, place: $0.key, count: $0.value) }
    }.sorted { ($0.what, $0.place) < ($1.what, $1.place) }
    return SummaryQuality(
      sources: reading.sources, changedSources: Set(intakes.map(\.path)).count,
      newBytes: intakes.reduce(0) { Self.sum($0, $1.bytes) }, sessions: totals.sessions,
      runs: totals.runs,
      unknownRecords: totals.unknownRecords, lines: totals.lines,
      inferredTimes: totals.inferredTimes, machines: totals.hosts, limits: hit,
      losses: intakes.flatMap { intake in
        intake.losses.map { SummaryLoss($0, of: intake.path) }
      }.sorted { ($0.path, $0.from) < ($1.path, $1.from) },
      missing: Set(reading.missing.map(\.path)).sorted(),
      errors: reading.errors.sorted { ($0.path, $0.why.en) < ($1.path, $1.why.en) })
  }

  /// Adds counts, up to the largest that there is.
  private static func sum(_ left: Int, _ right: Int) -> Int { min(left, .max - right) + right }

  /// How many errors and stalls a summary lists each.
  private static var incidentLimit: Int { 50 }

  private func incidents(of scope: SummaryScope) throws(HistoryError) -> [SummaryIncident] {
    let troubles = try history.troubles(of: scope, limit: Self.incidentLimit)
    var incidents: [SummaryIncident] = []
    for error in troubles.errors {
      guard let (session, shown) = try session(row: error.session, line: error.line) else {
        continue
      }
      incidents.append(
        SummaryIncident(
          kind: .error, host: session.host, frontend: session.frontEnd, session: shown,
          pattern: error.pattern, title: error.pattern.flatMap { glossary.messages[$0]?.title },
          count: error.count,
          message: error.message.map { String(($0.split(separator: "\n").first ?? "").prefix(200)) }
        ))
    }
    for stall in troubles.stalls {
      guard let (session, shown) = try session(row: stall.session, line: stall.line) else {
        continue
      }
      incidents.append(
        SummaryIncident(
          kind: .stall, host: session.host, frontend: session.frontEnd, session: shown,
          count: stall.count))
    }
    return incidents
  }

  /// Returns a session as reports show it.
  ///
  /// - Parameters:
  ///   - row: Its row.
  ///   - line: The line that matters, from 0 at its first line.
  /// - Returns: `nil` if it is no longer there.
  /// - Throws: `HistoryError`.
  func session(
    row: Int, line: Int = 0
  ) throws(HistoryError) -> (HistorySession, SummarySession)? {
    guard let (session, time) = try history.session(row: row) else { return nil }
    let place = try history.detail(of: session).places.first
    return (
      session,
      SummarySession(
        id: session.id, path: place?.path, line: place.map { $0.firstLine + line },
        time: calendar.shown(time))
    )
  }

  private func commands(for report: SummaryReport) -> SummaryCommands {
    let change = report.regressions.first { $0.state != .suspected && $0.acknowledgement == nil }
    let cause = report.causes.first { $0.state != .gone && $0.acknowledgement == nil }
    let session =
      change?.session ?? cause?.session ?? report.incidents.first?.session
      ?? report.regressions.first?.session ?? report.improvements.first?.session
    let tail = options.isEmpty ? "" : " \(options)"
    return SummaryCommands(
      look: session.map { "sdlog history show \($0.id)\(tail)" },
      acknowledge: (change?.id ?? cause?.id).map { "sdlog ack \($0)\(tail)" })
  }
}

extension SummaryLoss {
  fileprivate init(_ loss: IntakeLoss, of path: String) {
    let why: LocalizedText
    switch loss.reason {
    case .overwritten:
      why = LocalizedText(
        en: "the log was begun anew since it was read last", zh: "上次读取之后，日志被清空或重写")
    case .other:
      why = LocalizedText(en: loss.why, zh: loss.why)
    }
    self.init(path: path, from: loss.from, to: loss.to, why: why)
  }
}
