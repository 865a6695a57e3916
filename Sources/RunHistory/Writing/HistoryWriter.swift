internal import GRDB
package import SessionAnalysis

/// A cause as a history keeps it.
package struct RecordedCause: Sendable, Equatable {
  /// The rule's id.
  package var id: String
  /// How sure it was: `certain`, `likely`, `possible`.
  package var confidence: String
  /// The weights for it less those against it.
  package var score: Int

  /// Creates a cause.
  package init(id: String, confidence: String, score: Int) {
    self.id = id
    self.confidence = confidence
    self.score = score
  }
}

/// What taking in an input came to.
package enum TakenInput: Sendable, Equatable {
  /// It holds something that was not known.
  case added
  /// All of it is known already; nothing has changed.
  case known
  /// It has no whole line yet by which it could be known again; nothing has changed.
  case tooShort
}

/// Takes inputs into a history: their runs, sessions and summaries, as an analyser hands them out.
///
///     var writer = HistoryWriter(history, host: "studio") { session in causes(of: session) }
///     writer.begin("webui.log", seenAt: time)
///     analyzer.feed(chunk, to: &writer)
///     let taken = try writer.end(analyzer.finish(to: &writer))
///
/// An input is one transaction: it is in the history wholly or not at all. The analyser has to note
/// contents. Memory is bounded: sessions wait for the end of their input up to 4 MiB.
package struct HistoryWriter {
  /// A session that waits.
  struct PendingSession {
    var session: Session
    var content: LogContent
    var causes: [RecordedCause]
    var runs: [RunRow]
    var groups: [Int: RunGroup]
    /// The row that runs were written for already.
    var row: Int?
  }

  /// How many runs of a session wait in memory.
  static let runLimit = 1 << 16
  /// About how many bytes of finished sessions wait in memory.
  static let pendingLimit = 4 << 20

  let history: RunHistory
  let host: String
  let causes: (Session) -> [RecordedCause]
  var names = NameTable()
  var isInTransaction = false
  var pending: [PendingSession] = []
  var pendingBytes = 0
  var runs: [RunRow] = []
  var runCount = 0
  var groups: [Int: RunGroup] = [:]
  /// The row of the open session, where some of its runs were written already.
  var openRow: Int?
  /// How often each content came in this input.
  var occurrences: [UInt64: Int] = [:]
  /// The sessions of this input, in order.
  var links: [SessionLink] = []
  var linkedRows: Set<Int> = []
  var path = ""
  var seen = 0
  var failure: HistoryError?
  /// The rows of the sessions of the last input that ended, whether it was added or known.
  package private(set) var sessionRows: Set<Int> = []

  /// Creates a writer.
  ///
  /// - Parameters:
  ///   - history: Where everything goes; opened to write.
  ///   - host: The machine that the logs are from.
  ///   - causes: Names the causes of a session, the likeliest first.
  package init(
    _ history: RunHistory, host: String, causes: @escaping (Session) -> [RecordedCause]
  ) {
    self.history = history
    self.host = host
    self.causes = causes
  }
}

/// Where a session stands in its source.
struct SessionLink {
  var session: Int
  var firstByte: Int
  var firstLine: Int
}

/// The runs of one workload of the open session.
struct RunGroup {
  var kind: Run.Kind
  var unit: String
  var runs = 0
  var rates: [Double] = []
  var stalls = 0

  mutating func add(_ run: Run) {
    runs += 1
    stalls += run.stalls.count
    if run.isCounted, let rate = run.ratePerSecond, rate > 0, rate.isFinite { rates.append(rate) }
  }
}

extension HistoryWriter: SessionSink {
  package mutating func add(_ run: Run) {
    guard failure == nil else { return }
    groups[run.workload, default: RunGroup(kind: run.kind, unit: run.unit)].add(run)
    runs.append(RunRow(run, ordinal: runCount))
    runCount += 1
    if runs.count >= Self.runLimit { writeOpenRuns() }
  }

  package mutating func add(_ session: Session) {
    let find = causes
    add(session) { find(session) }
  }

  /// Takes the session whose runs came since the one before, with causes that are known already.
  package mutating func add(_ session: Session, causes: () -> [RecordedCause]) {
    defer {
      runs = []
      runCount = 0
      groups = [:]
      openRow = nil
    }
    guard failure == nil, let content = session.content else { return }
    pending.append(
      PendingSession(
        session: session, content: content, causes: causes(), runs: runs, groups: groups,
        row: openRow))
    pendingBytes += 2048 + runs.count * 2 * MemoryLayout<RunRow>.stride
    if pendingBytes >= Self.pendingLimit { flush() }
  }
}

extension HistoryWriter {
  /// Begins an input.
  ///
  /// - Parameters:
  ///   - path: Where it lies.
  ///   - seenAt: When it was last changed, in milliseconds since 1970, which stands for the time of
  ///     sessions that print none.
  package mutating func begin(_ path: String, seenAt: Int) {
    undo()
    failure = nil
    sessionRows = []
    self.path = path
    seen = seenAt
  }

  /// Ends an input and keeps what is new of it.
  ///
  /// - Parameter input: What the analyser returned at its end.
  /// - Returns: What it came to.
  /// - Throws: `HistoryError`; the history is then as it was before the input.
  package mutating func end(_ input: InputSummary) throws(HistoryError) -> TakenInput {
    defer { forget() }
    if let failure { throw failure }
    guard let stream = input.content, stream.content.units > 0 else {
      undo()
      return .tooShort
    }
    do {
      let known = try history.perform { db in
        try SourceTable.knownRow(stream.content, db).map { try SourceTable.sessions(of: $0, db) }
      }
      if let known {
        undo()
        sessionRows = known
        return .known
      }
      flush()
      if let failure { throw failure }
      begin()
      if let failure { throw failure }
      let (links, path, seen) = (links, path, seen)
      try history.perform { db in
        try SourceTable.add(stream, of: input, path: path, seen: seen, links: links, db)
        try db.commit()
      }
      isInTransaction = false
      sessionRows = linkedRows
      return .added
    } catch {
      undo()
      throw error as? HistoryError ?? HistoryError(error, path: history.path)
    }
  }

  /// Gives an input up; the history is as it was before.
  package mutating func cancel() {
    undo()
  }

  /// Begins the input's transaction, unless it runs already.
  mutating func begin() {
    guard !isInTransaction, failure == nil else { return }
    do throws(HistoryError) {
      try history.perform { try $0.beginTransaction(.immediate) }
      isInTransaction = true
    } catch {
      failure = error
    }
  }

  private mutating func undo() {
    if isInTransaction {
      isInTransaction = false
      // An error such as a full disk has undone it already.
      try? history.perform { db in if db.isInsideTransaction { try db.rollback() } }
    }
    names.removeAll()
    forget()
  }

  private mutating func forget() {
    pending = []
    pendingBytes = 0
    runs = []
    runCount = 0
    groups = [:]
    openRow = nil
    occurrences = [:]
    links = []
    linkedRows = []
  }
}
