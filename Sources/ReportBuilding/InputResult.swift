package import Diagnosis
import LogTokenizer
import PatternCatalogue
import Reporting
package import SessionAnalysis

/// What one input came to: a value that joins with those of others in any order.
///
/// Its sessions and runs lie in a store, and so do their entries and the rates of all but the last
/// counted runs of each workload.
package struct InputResult: Sendable {
  /// What was read, and what could not be read.
  package internal(set) var summary: InputSummary
  /// A hash of its sessions and runs.
  var digest = ArchiveHash()
  /// Its entries: one part, or one of each range that it was joined of.
  var parts: [EntryBlocks] = []
  var series: [RateSamples] = []
  var tally = SessionTally()
  var causes = CauseTally()
  var causeSets = CauseSets()
  var attention = AttentionTally()
}

extension InputResult {
  /// What makes it the same as another one: the same path, and the same content as far as results show.
  struct Identity: Hashable {
    var path: String
    var head: UInt64
    var bytes: Int
    var from: Int?
    var digest: UInt64

    /// The content alone, the same for a copy under another name.
    var content: Identity {
      Identity(path: "", head: head, bytes: bytes, from: from, digest: digest)
    }
  }

  var identity: Identity {
    Identity(
      path: summary.path, head: summary.identity, bytes: summary.bytes, from: summary.range?.from,
      digest: digest.value)
  }

  /// The order of inputs: by path, then by content.
  static func precedes(_ left: Identity, _ right: Identity) -> Bool {
    guard left.path == right.path else {
      return left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
    }
    return (left.head, left.from ?? -1, left.bytes, left.digest)
      < (right.head, right.from ?? -1, right.bytes, right.digest)
  }
}

/// Collects the sessions and runs of inputs that are read one after the other.
package struct InputCollector<Store: EntryStore>: SessionSink {
  package private(set) var store: Store
  /// The causes of the session that was added last, most of them without what shows them.
  package private(set) var lastCauses: [Cause] = []

  private let diagnostician: Diagnostician
  private var writer = SessionArchiveWriter()
  private var collector = SeriesCollector()
  private var result: InputResult
  private var entries = EntryBlocks()
  private var runsOfOpenSession = 0
  private var offsetOfOpenSession = 0
  private var latestTime = Int64.min
  private var failure: (any Error)?

  /// Creates a collector that appends to a store.
  ///
  /// - Parameters:
  ///   - store: Where sessions and runs wait.
  ///   - diagnostician: Finds the causes of a session.
  package init(store: Store, diagnostician: Diagnostician) {
    self.store = store
    self.diagnostician = diagnostician
    result = InputResult(summary: InputSummary(path: ""))
  }
}

extension InputCollector {
  /// Begins an input, whose sessions follow.
  package mutating func begin(_ path: String) {
    result = InputResult(summary: InputSummary(path: path))
    entries = EntryBlocks()
    collector = SeriesCollector()
    latestTime = .min
    runsOfOpenSession = 0
    offsetOfOpenSession = nextOffset
    _ = writer.takeHash()
  }

  package mutating func add(_ run: Run) {
    writer.add(run)
    runsOfOpenSession += 1
    collector.add(run, session: entries.count)
    flush(atLeast: 1 << 16)
  }

  package mutating func add(_ session: Session) {
    var session = session
    // Which number the input has is known when all are there.
    session.input = 0
    session.ordinal = entries.count
    session.throughput = collector.end(session)
    let end = nextOffset
    writer.add(session)
    let place = CauseTally.Place(path: result.summary.path, line: session.firstLine)
    let diagnosis = diagnostician.diagnose(session) { [causes = result.causes] in
      causes.mayShow($0, $1, $2, at: place)
    }
    if let start = session.start, start.precision >= .local { latestTime = start.milliseconds }
    entries.append(
      SessionEntry(
        offset: offsetOfOpenSession, time: latestTime, line: UInt32(clamping: session.firstLine),
        runBytes: UInt32(clamping: end - offsetOfOpenSession),
        runs: UInt32(clamping: runsOfOpenSession),
        causes: result.causeSets.number(of: diagnosis.causes.map(\.rule.id).sorted()),
        gravity: diagnosis.gravity(of: session), frontEnd: session.frontEnd))
    result.tally.add(session, runs: runsOfOpenSession, path: result.summary.path)
    result.causes.add(diagnosis, at: place)
    lastCauses = diagnosis.causes
    result.attention.add(session, SessionConversion.attention(of: session), at: place) {
      $0.pattern.hasPrefix("torch.sdpa.")
    }
    flush(atLeast: 1 << 16)
    if entries.hasFullBlock { storeEntries() }
    while let bytes = collector.takeFullBlock(storedAt: nextOffset) { append(bytes) }
    runsOfOpenSession = 0
    offsetOfOpenSession = nextOffset
  }

  /// Where bytes would be stored next.
  var nextOffset: Int { store.count + writer.pendingBytes.count }

  /// Stores bytes between two inputs, at ``nextOffset``.
  mutating func store(_ bytes: [UInt8]) {
    append(bytes)
    offsetOfOpenSession = nextOffset
  }

  /// Ends the input, whose own the sessions since it began are; runs without a session are dropped.
  package mutating func finish(_ summary: InputSummary) -> InputResult {
    let path = result.summary.path
    if entries.hasPending { storeEntries() }
    result.parts = [entries]
    result.summary = summary
    result.summary.sessions = entries.count
    result.series = collector.list.all
    result.digest = writer.takeHash()
    defer { begin(path) }
    return result
  }

  /// Puts everything into the store.
  ///
  /// - Throws: What the store reports or reported.
  package mutating func flush() throws {
    flush(atLeast: 1)
    if let failure { throw failure }
  }

  /// Throws what the store reported meanwhile.
  package mutating func throwIfFailed() throws {
    if let failure { throw failure }
  }

  private mutating func flush(atLeast size: Int) {
    guard writer.pendingBytes.count >= size else { return }
    defer { writer.removePendingBytes() }
    guard failure == nil else { return }
    do {
      try store.append(writer.pendingBytes)
    } catch {
      failure = error
    }
  }

  /// Stores a block of entries, between two sessions.
  private mutating func storeEntries() {
    append(entries.takeBlock(storedAt: nextOffset))
  }

  /// Stores bytes behind those that wait.
  private mutating func append(_ bytes: [UInt8]) {
    flush(atLeast: 1)
    guard failure == nil else { return }
    do {
      try store.append(bytes)
    } catch {
      failure = error
    }
  }
}

extension InputCollector {
  /// Adds samples to series, whose full blocks are stored between two inputs.
  ///
  /// - Parameters:
  ///   - samples: The samples.
  ///   - series: The series, those of whose blocks that are stored by this have the number 0.
  ///   - firstSession: The number of the first session of the samples.
  ///   - number: The store in which their blocks are; `nil` if they know it.
  ///   - shift: What is added to their lines.
  mutating func add(
    _ samples: [RateSamples], to series: inout SeriesList, firstSession: Int, in number: Int?,
    shift: Int = 0
  ) {
    for samples in samples {
      while let bytes = series.takeBlock(before: samples, storedAt: nextOffset) { store(bytes) }
      series.add(samples, firstSession: firstSession, store: number, shift: shift)
      while let bytes = series.takeFullBlock(storedAt: nextOffset) { store(bytes) }
    }
  }
}

/// Counts over sessions that the report's head needs.
struct SessionTally: Sendable {
  var sessions = 0
  var runs = 0
  var notes = 0
  var warnings = 0
  var errors = 0
  /// How many of the warnings and errors say that runs were slow.
  var slow = 0
  /// The warnings and the errors, some of each.
  private(set) var kinds: [Finding.Severity: FindingTally] = [:]
  /// How often bounds were hit, by name.
  var limits: [String: Int] = [:]

  /// Takes a session of a log.
  mutating func add(_ session: Session, runs: Int, path: String) {
    sessions += 1
    self.runs += runs
    for finding in session.findings where !finding.isResolved {
      switch finding.severity {
      case .note: notes += 1
      case .warning: warnings += 1
      case .error: errors += 1
      }
      if finding.severity > .note {
        if finding.category == "throughput" { slow += 1 }
        kinds[finding.severity, default: FindingTally()].add(finding, path: path)
      }
    }
    limits.merge(session.limits) { $0 + $1 }
  }

  /// Takes the counts of other sessions.
  ///
  /// - Parameters:
  ///   - other: The others.
  ///   - shift: What is added to their lines.
  mutating func add(_ other: SessionTally, shiftedBy shift: Int = 0) {
    sessions += other.sessions
    runs += other.runs
    limits.merge(other.limits) { $0 + $1 }
    notes += other.notes
    warnings += other.warnings
    errors += other.errors
    slow += other.slow
    for (severity, tally) in other.kinds {
      kinds[severity, default: FindingTally()].add(tally, shiftedBy: shift)
    }
  }
}

extension Diagnosis {
  /// How grave a session with these causes is, as in `SessionOutline`.
  func gravity(of session: Session) -> UInt8 {
    let worst = session.findings.lazy.filter { !$0.isResolved }.map(\.severity).max()
    return UInt8(
      SessionOutline.gravity(
        of: worst.map(Severity.init), hasCause: causes.contains { $0.confidence >= .likely }))
  }
}
