internal import SessionAnalysis

/// Some sessions that wait, with what belongs to all of them one behind the other.
struct SessionBatch {
  /// How many there are at most.
  static let limit = 64

  /// A session without its lists, and where its share of each array ends.
  private struct Entry {
    var session: WaitingSession
    var ends: Ends
  }

  fileprivate struct Ends {
    var facts = 0
    var findings = 0
    var causes = 0
    var totals = 0
    var blocks = 0
    var prefixes = 0
    var marks = 0
    var landmarks = 0
    var bytes = 0
  }

  /// An element without the array or text that it owns, and the length of that.
  fileprivate struct Packed<Element> {
    var element: Element
    var count: Int
  }

  private var entries: [Entry] = []
  private var facts: [SessionFact] = []
  private var findings: [Packed<SessionFinding>] = []
  private var causes: [SessionCause] = []
  private var totals: [Packed<RunTotal>] = []
  private var blocks: [Packed<RunBlock>] = []
  private var prefixes: [UInt32] = []
  private var marks: [UInt64] = []
  private var landmarks: [Landmark] = []
  /// The messages of findings and the bytes of blocks.
  private var bytes: [UInt8] = []
}

extension SessionBatch {
  /// Creates a batch without sessions, with room for what another one holds.
  ///
  /// - Parameter other: The one before, which sessions of the same log fill about as much.
  init(roomAsIn other: SessionBatch?) {
    guard let ends = other?.ends else { return }
    func room(_ count: Int) -> Int { count + count / 8 }
    entries.reserveCapacity(Self.limit)
    facts.reserveCapacity(room(ends.facts))
    findings.reserveCapacity(room(ends.findings))
    causes.reserveCapacity(room(ends.causes))
    totals.reserveCapacity(room(ends.totals))
    blocks.reserveCapacity(room(ends.blocks))
    prefixes.reserveCapacity(room(ends.prefixes))
    marks.reserveCapacity(room(ends.marks))
    landmarks.reserveCapacity(room(ends.landmarks))
    bytes.reserveCapacity(room(ends.bytes))
  }

  /// The number of sessions.
  var count: Int { entries.count }
  /// The number of hashes by which they are found.
  var hashCount: Int { marks.count + landmarks.count }
  /// The number of their workloads.
  var totalCount: Int { totals.count }

  /// Adds a session.
  ///
  /// - Returns: The bytes of memory that it takes.
  mutating func append(_ session: consuming WaitingSession) -> Int {
    let start = ends
    facts += session.facts
    session.facts = []
    for finding in session.findings { append(finding) }
    session.findings = []
    causes += session.causes
    session.causes = []
    for total in session.totals { append(total) }
    session.totals = []
    prefixes += session.content.prefixes
    session.content.prefixes = []
    marks += session.content.marks
    session.content.marks = []
    landmarks += session.content.landmarks
    session.content.landmarks = []
    entries.append(Entry(session: session, ends: ends))
    return MemoryLayout<Entry>.stride + ends.size(behind: start)
  }

  private mutating func append(_ finding: SessionFinding) {
    var finding = finding
    let start = bytes.count
    bytes += finding.message.utf8
    finding.message = ""
    findings.append(Packed(element: finding, count: bytes.count - start))
  }

  private mutating func append(_ total: RunTotal) {
    for block in total.blocks {
      var block = block
      bytes += block.bytes
      let count = block.bytes.count
      block.bytes = []
      blocks.append(Packed(element: block, count: count))
    }
    var total = total
    let count = total.blocks.count
    total.blocks = []
    totals.append(Packed(element: total, count: count))
  }

  private var ends: Ends {
    Ends(
      facts: facts.count, findings: findings.count, causes: causes.count, totals: totals.count,
      blocks: blocks.count, prefixes: prefixes.count, marks: marks.count,
      landmarks: landmarks.count, bytes: bytes.count)
  }
}

extension SessionBatch {
  /// Returns the session at a position.
  subscript(index: Int) -> WaitingSession {
    let start = index > 0 ? entries[index - 1].ends : Ends()
    let end = entries[index].ends
    var session = entries[index].session
    session.facts = Array(facts[start.facts..<end.facts])
    var byte = start.bytes
    session.findings = findings[start.findings..<end.findings].map { packed in
      var finding = packed.element
      finding.message = String(decoding: bytes[byte..<byte + packed.count], as: UTF8.self)
      byte += packed.count
      return finding
    }
    session.causes = Array(causes[start.causes..<end.causes])
    var block = start.blocks
    session.totals = totals[start.totals..<end.totals].map { packed in
      var total = packed.element
      total.blocks = blocks[block..<block + packed.count].map { packed in
        var block = packed.element
        block.bytes = Array(bytes[byte..<byte + packed.count])
        byte += packed.count
        return block
      }
      block += packed.count
      return total
    }
    session.content.prefixes = Array(prefixes[start.prefixes..<end.prefixes])
    session.content.marks = Array(marks[start.marks..<end.marks])
    session.content.landmarks = Array(landmarks[start.landmarks..<end.landmarks])
    return session
  }

  /// Notes when its sessions without a date began at the latest, the last one first.
  ///
  /// - Parameter end: When the last one ended; then when the one before the first one did.
  mutating func inferTimes(_ end: inout Int) {
    for index in entries.indices.reversed() {
      guard entries[index].session.lacksDate, entries[index].session.content.units > 0 else {
        continue
      }
      entries[index].session.latest = end - entries[index].session.busy
      end = entries[index].session.latest - 1
    }
  }
}

extension SessionBatch.Ends {
  /// The bytes of memory between the ends of one session and those of the next.
  func size(behind start: Self) -> Int {
    (facts - start.facts) * MemoryLayout<SessionFact>.stride
      + (findings - start.findings) * MemoryLayout<SessionBatch.Packed<SessionFinding>>.stride
      + (causes - start.causes) * MemoryLayout<SessionCause>.stride
      + (totals - start.totals) * MemoryLayout<SessionBatch.Packed<RunTotal>>.stride
      + (blocks - start.blocks) * MemoryLayout<SessionBatch.Packed<RunBlock>>.stride
      + (prefixes - start.prefixes) * MemoryLayout<UInt32>.stride
      + (marks - start.marks) * MemoryLayout<UInt64>.stride
      + (landmarks - start.landmarks) * MemoryLayout<Landmark>.stride + bytes - start.bytes
  }
}
