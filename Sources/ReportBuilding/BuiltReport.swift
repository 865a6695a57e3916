package import Reporting
import SessionAnalysis

/// A report whose sessions and runs are read back from their store as the format asks for them.
package struct BuiltReport<Store: EntryStore>: ReportContent {
  package private(set) var head: ReportHead

  private var store: Store
  private let entries: [ReportBuilder<Store>.Entry]
  private let conversion: SessionConversion
  private var next = 0
  private var runsLeft = 0
  private var offset = 0
  private var buffer: [UInt8] = []
  private var bufferAt = 0
  private var session: Session?

  init(
    head: ReportHead, store: Store, entries: [ReportBuilder<Store>.Entry],
    conversion: SessionConversion
  ) {
    self.head = head
    self.store = store
    self.entries = entries
    self.conversion = conversion
  }

  package mutating func nextSession() throws -> SessionReport? {
    guard next < entries.count else { return nil }
    let entry = entries[next]
    next += 1
    // The session stands behind its runs, but is shown first.
    let session = try readSession(of: entry)
    self.session = session
    seek(entry.offset)
    runsLeft = Int(entry.runs)
    return conversion.report(of: session)
  }

  package mutating func nextRun() throws -> RunReport? {
    guard runsLeft > 0, let session else { return nil }
    runsLeft -= 1
    guard case .run(let run) = try readEntry() else {
      throw CorruptDataError(offset: offset)
    }
    return conversion.report(of: run, in: session)
  }
}

extension BuiltReport {
  /// Adds what the runs are against earlier ones; the verdict takes account of what is slower.
  package mutating func note(_ baselines: [BaselineReport]) {
    head.baselines = baselines
    let slower = baselines.filter { $0.verdict == .slower }
    if let worst = slower.min(by: { $0.change < $1.change }) { head.verdict.note(worst) }
  }

  /// Returns a session by its position.
  mutating func session(number: Int) throws -> Session {
    try readSession(of: entries[number])
  }

  private static var readSize: Int { 64 << 10 }

  private mutating func readSession(
    of entry: ReportBuilder<Store>.Entry
  ) throws -> Session {
    seek(entry.offset + Int(entry.runBytes))
    guard case .session(let session) = try readEntry() else {
      throw CorruptDataError(offset: entry.offset + Int(entry.runBytes))
    }
    return session
  }

  private mutating func seek(_ position: Int) {
    let start = offset - buffer.count
    if position >= start, position <= offset {
      bufferAt = position - start
    } else {
      buffer.removeAll(keepingCapacity: true)
      bufferAt = 0
      offset = position
    }
  }

  private mutating func readEntry() throws -> SessionArchiveEntry {
    var size = Self.readSize
    while true {
      if bufferAt < buffer.count,
        let (entry, count) = try SessionArchiveEntry.read(buffer[bufferAt...])
      {
        bufferAt += count
        return entry
      }
      let more = try store.read(at: offset, count: size)
      guard !more.isEmpty else { throw CorruptDataError(offset: offset) }
      buffer.removeFirst(bufferAt)
      bufferAt = 0
      buffer += more
      offset += more.count
      size *= 2
    }
  }
}
