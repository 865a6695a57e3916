package import Diagnosis
import LogTokenizer
package import SessionAnalysis

/// Takes inputs, sessions and runs as they are finished, and makes the report of them.
///
/// Sessions and runs go to a store; in memory stay 16 bytes a counted run and a few words a session.
/// Inputs are ordered by their paths and sessions by their printed time, else by their place, so
/// that any order of reading and merging gives the same report.
package struct ReportBuilder<Store: EntryStore> {
  /// Where a session waits.
  struct Entry {
    /// The offset of its first run in the store.
    var offset: Int
    /// The printed start, in milliseconds; that of the session before where there is none.
    var time: Int64
    /// The number of the input in reading order, and its position among that input's sessions.
    var input: UInt32
    var ordinal: UInt32
    /// The bytes and the number of its runs, which stand in front of it.
    var runBytes: UInt32
    var runs: UInt32
  }

  var store: Store
  var inputs: [InputSummary] = []
  var entries: [Entry] = []
  var collector = SeriesCollector()
  var tally = SessionTally()
  var causes = CauseTally()
  var attention = AttentionTally()
  /// The diagnosis of the session that was added last.
  package private(set) var lastDiagnosis: Diagnosis?
  let diagnostician: Diagnostician

  private var writer = SessionArchiveWriter()
  private var runsOfOpenSession = 0
  private var offsetOfOpenSession = 0
  private var latestTime = Int64.min
  private var firstEntryOfInput = 0
  private var path = ""
  private var failure: (any Error)?

  /// Creates a builder over an empty store.
  ///
  /// - Parameters:
  ///   - store: Where sessions and runs wait.
  ///   - diagnostician: Finds the causes of a session.
  package init(store: Store, diagnostician: Diagnostician) {
    self.store = store
    self.diagnostician = diagnostician
  }
}

extension ReportBuilder: SessionSink {
  package mutating func add(_ run: Run) {
    writer.add(run)
    runsOfOpenSession += 1
    collector.add(run, session: entries.count)
    flush(atLeast: 1 << 16)
  }

  package mutating func add(_ session: Session) {
    var session = session
    session.input = inputs.count
    session.throughput = collector.end(session)
    let end = store.count + writer.pendingBytes.count
    writer.add(session)
    if let start = session.start, start.precision >= .local { latestTime = start.milliseconds }
    entries.append(
      Entry(
        offset: offsetOfOpenSession, time: latestTime, input: UInt32(inputs.count),
        ordinal: UInt32(clamping: session.ordinal),
        runBytes: UInt32(clamping: end - offsetOfOpenSession),
        runs: UInt32(clamping: runsOfOpenSession)))
    tally.add(session, runs: runsOfOpenSession)
    let place = CauseTally.Place(path: path, line: session.firstLine)
    let diagnosis = diagnostician.diagnose(session)
    causes.add(diagnosis, at: place)
    lastDiagnosis = diagnosis
    attention.add(session, SessionConversion.attention(of: session), at: place) {
      $0.pattern.hasPrefix("torch.sdpa.")
    }
    flush(atLeast: 1 << 16)
    runsOfOpenSession = 0
    offsetOfOpenSession = store.count + writer.pendingBytes.count
  }

  /// Begins an input, whose sessions follow.
  package mutating func begin(_ path: String) {
    self.path = path
  }

  /// Ends an input: the sessions since the one before are its own.
  package mutating func add(_ input: InputSummary) {
    var input = input
    input.sessions = entries.count - firstEntryOfInput
    inputs.append(input)
    firstEntryOfInput = entries.count
    latestTime = .min
  }

  /// Throws what the store reported meanwhile.
  package mutating func throwIfFailed() throws {
    if let failure { throw failure }
  }

  mutating func flush(atLeast size: Int) {
    guard writer.pendingBytes.count >= size, failure == nil else { return }
    do {
      try store.append(writer.pendingBytes)
    } catch {
      failure = error
    }
    writer.removePendingBytes()
  }
}

/// Counts over all sessions that the report's head needs.
struct SessionTally {
  var sessions = 0
  var runs = 0
  var notes = 0
  var warnings = 0
  var errors = 0
  var limits: [String: [Int: Int]] = [:]

  mutating func add(_ session: Session, runs: Int) {
    sessions += 1
    self.runs += runs
    for finding in session.findings where !finding.isResolved {
      switch finding.severity {
      case .note: notes += 1
      case .warning: warnings += 1
      case .error: errors += 1
      }
    }
    for (name, count) in session.limits {
      limits[name, default: [:]][session.input, default: 0] += count
    }
  }
}
