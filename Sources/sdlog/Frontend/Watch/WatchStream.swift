import Diagnosis
import ReportBuilding
import Reporting
import SessionAnalysis

/// One log that is being watched: from bytes to events, with all that its report needs.
final class WatchStream {
  /// After so much silence a line that has not ended is acted upon, in seconds.
  static let openLineDelay = 0.02

  /// The log's path as reports show it.
  let path: String
  /// The number of bytes that came.
  private(set) var byteCount = 0
  /// The number of bytes that were never seen, as far as that is known.
  private(set) var lostBytes = 0
  /// When the last byte came, in seconds of the watch's clock.
  private(set) var lastByteAt: Double?
  private(set) var announcer: EventAnnouncer

  private var analyzer: LogAnalyzer
  private let journal: SessionJournal
  private let feed: HistoryFeed?
  private let lane: Int
  /// The runs of the open session when it was stored last, and when that was.
  private var storedRuns = LiveRevision()
  private var storedAt = 0.0
  private var entries = SessionEntries()
  private var seen = LiveRevision()
  private var shownAt = -1.0
  private var endsLine = true
  /// Whether the lines that wait, and the open line, were looked at since the last byte.
  private var hasLookedAhead = false
  private var hasLookedAtOpenLine = false
  /// Whether the announcer was last shown what a look ahead has shown.
  private var isShowingPreview = false

  /// Begins a log.
  ///
  /// - Parameters:
  ///   - path: The log's path, as reports show it.
  ///   - rules: What the programs print.
  ///   - glossary: The catalogue's words.
  ///   - diagnostician: Finds the causes of a session.
  ///   - temporaryFolder: Where what has ended waits for the report.
  ///   - feed: Where sessions and runs are kept beyond the watch, if anywhere.
  ///   - lane: What tells the log from others of the watch.
  /// - Throws: `OutputError` if no temporary file can be made.
  init(
    path: String, rules: AnalysisRules, glossary: Glossary, diagnostician: Diagnostician,
    temporaryFolder: String, feed: HistoryFeed? = nil, lane: Int = 0
  ) throws {
    self.path = path
    self.feed = feed
    self.lane = lane
    analyzer = LogAnalyzer(path: path, rules: rules, contentHash: feed?.contentHash)
    announcer = EventAnnouncer(path: path, glossary: glossary, diagnostician: diagnostician)
    journal = try SessionJournal(folder: temporaryFolder)
  }
}

// MARK: - Reading

extension WatchStream {
  /// Takes the next bytes.
  ///
  /// - Throws: `OutputError` if the temporary file cannot be written.
  func take(_ chunk: UnsafeRawBufferPointer, at now: Moment) throws {
    guard let last = chunk.last else { return }
    if announcer.isStalled { announcer.endStall(silence: silence(at: now.seconds), at: now) }
    byteCount += chunk.count
    try feed(chunk, at: now)
    endsLine = last == 0x0A
    lastByteAt = now.seconds
    hasLookedAhead = false
    hasLookedAtOpenLine = false
  }

  /// Notes bytes that were never seen; what comes next begins a line.
  ///
  /// - Throws: `OutputError` if the temporary file cannot be written.
  func note(_ loss: InputSummary.Loss, at now: Moment) throws {
    lostBytes += loss.to - loss.from
    analyzer.note(loss)
    announcer.tell(loss, at: now)
    guard !endsLine else { return }
    endsLine = true
    try [UInt8(ascii: "\n")].withUnsafeBytes { try feed($0, at: now) }
  }

  /// Shows the announcer the bars as they are now.
  ///
  /// - Throws: `OutputError` if the temporary file cannot be written.
  func refresh(at now: Moment) throws {
    if !isShowingPreview, now.seconds > shownAt { try show(at: now) }
  }

  private func feed(_ chunk: UnsafeRawBufferPointer, at now: Moment) throws {
    analyzer.feed(chunk, to: &entries)
    let isDue = now.seconds >= shownAt + EventAnnouncer.progressInterval
    if isDue || isShowingPreview || !entries.entries.isEmpty
      || analyzer.revision.isNews(since: seen)
    {
      try show(at: now)
    }
  }

  /// Shows the announcer how far the log has come.
  ///
  /// - Throws: `OutputError` if the temporary file cannot be written.
  func show(at now: Moment) throws {
    let revision = analyzer.revision
    let isNew =
      revision != seen || !entries.entries.isEmpty || announcer.session == nil || isShowingPreview
    let session = isNew ? analyzer.openSession : announcer.session
    isShowingPreview = false
    announcer.show(entries.entries, session: session, bars: analyzer.openBars, at: now)
    try keepEntries()
    seen = revision
    shownAt = now.seconds
    announcer.tick(openLine: analyzer.openLine, at: now)
  }
}

// MARK: - Time

extension WatchStream {
  /// Does what is due while nothing comes.
  ///
  /// - Throws: `OutputError` if the temporary file cannot be written.
  func tick(at now: Moment) throws {
    if !hasLookedAhead {
      hasLookedAhead = true
      if analyzer.holdsLines { lookAhead(includesOpenLine: false, at: now) }
    }
    if !hasLookedAtOpenLine, silence(at: now.seconds) >= Self.openLineDelay {
      hasLookedAtOpenLine = true
      if analyzer.holdsOpenLine || analyzer.holdsLines {
        lookAhead(includesOpenLine: true, at: now)
      }
    }
    announcer.tick(openLine: analyzer.openLine, at: now)
    if lastByteAt != nil { announcer.watchForStall(silence: silence(at: now.seconds), at: now) }
  }

  /// When something is to be done next though nothing comes, in seconds of the watch's clock.
  var nextDue: Double? {
    var dues = [announcer.nextDue].compactMap(\.self)
    if let lastByteAt {
      if !hasLookedAtOpenLine { dues.append(lastByteAt + Self.openLineDelay) }
      if !announcer.isStalled, let threshold = announcer.stallThreshold {
        dues.append(lastByteAt + threshold)
      }
    }
    return dues.min()
  }

  /// The seconds since the last byte came.
  func silence(at seconds: Double) -> Double {
    lastByteAt.map { seconds - $0 } ?? 0
  }

  /// Has a slowdown told.
  func tell(_ slowdown: RegressionWatch.Slowdown, at now: Moment) {
    announcer.tell(slowdown, at: now)
  }

  /// Returns what is to be told, and forgets it.
  func takeEvents() -> [WatchEvent] { announcer.takeEvents() }

  private func keepEntries() throws {
    feed?.add(entries.entries, lane: lane, path: path)
    try journal.add(entries.entries)
    entries.removeAll()
  }

  private func lookAhead(includesOpenLine: Bool, at now: Moment) {
    guard let preview = analyzer.preview(includesOpenLine: includesOpenLine),
      // What begins another session is told when it is whole.
      preview.revision.session == analyzer.revision.session
    else { return }
    announcer.show(preview, at: now)
    isShowingPreview = true
  }
}

// MARK: - The history

extension WatchStream {
  /// How often a session that goes on is stored, in seconds; the longer it is, the more seldom.
  private static let storeInterval = 60.0
  /// The number of runs that add as much again.
  private static let runsPerInterval = 1000.0

  /// When the open session is to be stored next, in seconds of the watch's clock; `nil` where there is
  /// nothing new of it.
  var storeDue: Double? {
    let revision = analyzer.revision
    guard feed != nil, revision.runs > 0,
      (revision.session, revision.runs) != (storedRuns.session, storedRuns.runs)
    else { return nil }
    return storedAt + Self.storeInterval * (1 + Double(revision.runs) / Self.runsPerInterval)
  }

  /// Stores the open session as it is.
  func storeOpenSession(at seconds: Double) {
    storedRuns = analyzer.revision
    storedAt = seconds
    guard let session = analyzer.openSessionWithContent else { return }
    feed?.store(session, lane: lane, path: path)
  }
}

// MARK: - The report

extension WatchStream {
  /// Ends the log.
  ///
  /// - Returns: What was read of it.
  /// - Throws: `OutputError` if the temporary file cannot be written.
  func finish(at now: Moment) throws -> InputSummary {
    let summary = analyzer.finish(to: &entries)
    announcer.show(entries.entries, session: nil, bars: [], at: now)
    try keepEntries()
    return summary
  }

  /// Hands a report everything of the log, once it has ended.
  ///
  /// - Throws: What the temporary file reports.
  func add(_ summary: InputSummary, to builder: inout ReportBuilder<SpillFile>) throws {
    builder.begin(path)
    try journal.replay(into: &builder)
    builder.add(summary)
    try builder.throwIfFailed()
  }

  /// Hands a report everything so far; the log goes on.
  ///
  /// - Throws: What the temporary file reports.
  func addSoFar(to builder: inout ReportBuilder<SpillFile>) throws {
    builder.begin(path)
    try journal.replay(into: &builder)
    builder.add(analyzer.summarize(to: &builder))
    try builder.throwIfFailed()
  }
}

extension LiveRevision {
  /// Whether there is something that should be told at once.
  fileprivate func isNews(since other: LiveRevision) -> Bool {
    (session, knowledge, runs, births, fillings)
      != (other.session, other.knowledge, other.runs, other.births, other.fillings)
  }
}
