internal import GRDB
internal import LogTokenizer
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
/// contents. Memory is bounded: sessions wait for the end of their input up to 24 MiB.
///
/// Several threads may each have a writer of the same history. From where an input's first row is written
/// to its end the others wait with theirs.
package struct HistoryWriter {
  /// How many runs of a session wait in memory.
  static let runLimit = 1 << 16
  /// About how many bytes of finished sessions wait in memory: those of a log of 1 GB, since a session
  /// without a date that is written before the end of its input gets its time in a second step.
  package static let defaultWaitingLimit = 24 << 20

  let history: RunHistory
  /// The machine that the logs are from.
  package var host: String
  let takenAt: Int
  let causes: (Session) -> [RecordedCause]
  var names = NameTable()
  /// The turn to write, from where it is needed to the end of the input.
  var permit: WritingPermit?
  var waiting = WaitingSessions()
  /// From about how many bytes on finished sessions are written before the end of their input.
  package var waitingLimit = Self.defaultWaitingLimit
  /// How many rows of throughput wait for the times of their sessions.
  var untimedLimit = 1 << 15
  /// The runs of the open session.
  var runs = OpenRuns()
  /// The row of the open session, where some of its runs were written already.
  var openRow: Int?
  /// How often each content came in this input.
  var occurrences: [UInt64: Int] = [:]
  /// The sessions of this input, in order.
  var links: [SessionLink] = []
  /// What belongs to sessions that were written before their time was known, which is part of its key.
  var untimed: [ThroughputRow] = []
  var linkedRows: Set<Int> = []
  /// The seconds that the bars of the open session counted.
  var busy = 0.0
  /// The bounds that were hit in this input.
  var limits: [String: Int] = [:]
  var resume: SourceResume?
  var path = ""
  var seen = 0
  var failure: HistoryError?
  /// Is called before the first row of an input is written, and may wait until it is its turn; what it
  /// throws keeps the input from being written.
  package var willWrite: () throws(HistoryError) -> Void = {}
  /// The rows of the sessions of the last input that ended, whether it was added or known.
  package private(set) var sessionRows: Set<Int> = []

  /// Creates a writer.
  ///
  /// - Parameters:
  ///   - history: Where everything goes; opened to write.
  ///   - host: The machine that the logs are from.
  ///   - takenAt: When the logs are taken in, in milliseconds since 1970.
  ///   - causes: Names the causes of a session, the likeliest first.
  package init(
    _ history: RunHistory, host: String, takenAt: Int = 0,
    causes: @escaping (Session) -> [RecordedCause]
  ) {
    self.history = history
    self.host = host
    self.takenAt = takenAt
    self.causes = causes
  }
}

/// Where a session stands in its source.
struct SessionLink {
  var session: Int
  var firstByte: Int
  var firstLine: Int
  /// The milliseconds that its bars counted, where it prints no date.
  var busy: Int?
}

extension HistoryWriter: SessionSink {
  package mutating func add(_ run: Run) {
    guard failure == nil else { return }
    runs.add(run)
    if run.isCounted || run.kind == .load { busy += max(0, run.elapsedSeconds ?? 0) }
    if runs.waiting >= Self.runLimit { writeOpenRuns() }
  }

  package mutating func add(_ session: Session) {
    let find = causes
    add(session) { find(session) }
  }

  /// Takes the session whose runs came since the one before, with causes that are known already.
  package mutating func add(_ session: Session, causes: () -> [RecordedCause]) {
    defer { forgetOpenSession() }
    guard failure == nil, let content = session.content else { return }
    if names.isFull {
      flush()
      names.removeAll()
    }
    waiting.append(
      WaitingSession(
        session, content, causes: causes(), totals: runs.totals(), row: openRow,
        busy: Pace.whole(min(busy, 1e9) * 1000) ?? 0, names: &names))
    limits.merge(session.limits) { $0 + $1 }
    if waiting.bytes >= waitingLimit { flush() }
  }
}

extension HistoryWriter {
  /// About how many bytes wait to be written of an input that has ended: its sessions, and the tables that
  /// every input has.
  package var waitingBytes: Int { waiting.bytes + (8 << 10) }

  /// Begins an input.
  ///
  /// - Parameters:
  ///   - path: Where it lies.
  ///   - seenAt: When it was last changed, in milliseconds since 1970, which stands for the time of
  ///     sessions that print none.
  ///   - resume: What was read of it before, where reading goes on behind that.
  package mutating func begin(_ path: String, seenAt: Int, resuming resume: SourceResume? = nil) {
    undo()
    failure = nil
    self.resume = resume
    sessionRows = []
    self.path = path
    seen = seenAt
  }

  /// Ends an input and keeps what is new of it.
  ///
  /// - Parameters:
  ///   - input: What the analyser returned at its end.
  ///   - file: How it lay there.
  /// - Returns: What it came to.
  /// - Throws: `HistoryError`; the history is then as it was before the input.
  package mutating func end(
    _ input: InputSummary, in file: InputFile = InputFile()
  ) throws(HistoryError) -> TakenInput {
    defer { forget() }
    if let failure {
      undo()
      throw failure
    }
    guard let stream = input.content, stream.content.units > 0 else {
      undo()
      return .tooShort
    }
    do {
      // Another writer may be taking in the same input.
      _ = takeTurn()
      if let known = try history.perform({ try Self.sessions(ofKnown: stream, $0) }) {
        undo()
        sessionRows = known
        return .known
      }
      waiting.inferTimes(seen: seen)
      flush()
      if let failure { throw failure }
      begin()
      if let failure { throw failure }
      let known = try history.perform { db -> Set<Int>? in
        // Another process may have taken it in before this one's transaction began.
        if let known = try Self.sessions(ofKnown: stream, db) { return known }
        try write(stream, of: input, in: file, db)
        try db.commit()
        return nil
      }
      if let known {
        undo()
        sessionRows = known
        return .known
      }
      permit?.noteCommit()
      permit = nil
      sessionRows = linkedRows
      return .added
    } catch {
      undo()
      throw error as? HistoryError ?? HistoryError(error, path: history.path)
    }
  }

  /// Returns the rows of the sessions of an input that is known already; `nil` for others.
  private static func sessions(
    ofKnown stream: StreamContent, _ db: Database
  ) throws -> Set<Int>? {
    try SourceTable.knownRow(stream.content, db).map { try SourceTable.sessions(of: $0, db) }
  }

  /// Gives an input up; the history is as it was before.
  package mutating func cancel() {
    undo()
  }

  /// Begins the input's transaction, unless it runs already.
  mutating func begin() {
    guard failure == nil, permit?.isInTransaction != true else { return }
    do throws(HistoryError) {
      try willWrite()
      try takeTurn().begin()
      names = try history.perform { [names] db in
        var names = names
        try names.begin(db)
        return names
      }
    } catch {
      failure = error
    }
  }

  /// Waits until no other writer of this history writes.
  private mutating func takeTurn() -> WritingPermit {
    let taken = permit ?? WritingPermit(history)
    permit = taken
    return taken
  }

  private mutating func undo() {
    permit = nil
    names.removeAll()
    forget()
  }

  private mutating func forget() {
    waiting = WaitingSessions()
    forgetOpenSession()
    occurrences = [:]
    links = []
    untimed = []
    linkedRows = []
    limits = [:]
    resume = nil
  }

  private mutating func forgetOpenSession() {
    runs.removeAll()
    openRow = nil
    busy = 0
  }
}
