internal import GRDB
internal import LogTokenizer
internal import SessionAnalysis

extension HistoryWriter {
  /// Writes the sessions that wait.
  mutating func flush() {
    begin()
    guard failure == nil, let permit else { return }
    var waiting = WaitingSessions()
    swap(&waiting, &self.waiting)
    do throws(HistoryError) {
      try history.perform { db in
        var rows = WaitingRows(for: waiting)
        try waiting.drain { batch in
          for index in 0..<batch.count { try store(batch[index], &rows, permit, db) }
          try rows.writeBySession(db)
        }
        try rows.writeByKey(db)
      }
    } catch {
      failure = error
    }
  }

  /// Writes runs of a session that has not ended, since there are too many to wait for it.
  ///
  /// Their workloads have no numbers yet, because a workload's key begins with the front end, which is
  /// known at the session's end; negative ones stand in for them.
  mutating func writeOpenRuns() {
    begin()
    guard failure == nil else { return }
    do throws(HistoryError) {
      let blocks = runs.packed()
      openRow = try history.perform { [openRow] db in
        let row = try openRow ?? SessionTable.addPlaceholder(db)
        try RunTable.write(
          blocks.map { local, block in
            RunBlockRow(session: row, workload: -1 - local, firstLine: 0, start: 0, block: block)
          }, db)
        return row
      }
    } catch {
      failure = error
    }
  }

  /// Writes a session unless it is known; what belongs to it is added to the rows that wait.
  private mutating func store(
    _ pending: WaitingSession, _ rows: inout WaitingRows, _ permit: WritingPermit, _ db: Database
  ) throws {
    let content = pending.content
    guard content.units > 0 else {
      if let row = pending.row { try SessionTable.remove(row, db) }
      return
    }
    let occurrence = try occurrences[content.hash] ?? earlierOccurrences(of: content.hash, db)
    occurrences[content.hash] = occurrence + 1
    let id = Self.id(of: content.hash, occurrence: occurrence)
    // No closure that holds a copy of the writer, with whose tables it would share memory.
    func isTaken(_ row: Int) throws -> Bool { try isLinked(row, db) }
    var piece: PieceKey?
    var known =
      try SessionTable.row(of: id, isOpen: content.isOpen, db)
      ?? SessionTable.longerVersion(of: content, id: id, besides: isTaken, db)
    if known == nil, content.isHeadless {
      piece = try PieceKey(of: SessionSketch(content), db)
      known = try SessionTable.whole(of: content, key: piece, db)
    }
    if let known {
      if let row = pending.row { try SessionTable.remove(row, db) }
      link(known, pending)
      return
    }
    var shorter: [SessionTable.Version] = []
    if permit.stored.mayGoOn(content) {
      shorter = try SessionTable.shorterVersions(of: content, id: id, besides: isTaken, db)
    }
    if permit.stored.mayHold(content) {
      let known = Set(shorter.map(\.row))
      shorter += try SessionTable.pieces(
        of: content, besides: { try known.contains($0) || isTaken($0) }, db)
    }
    let row = try insert(
      pending, id: id, piece, earlier: shorter.compactMap(\.time).min(), &rows, db)
    link(row, pending)
    permit.stored.add(content, piece)
    rows.hashes.add(content, of: row)
    for version in shorter {
      try db.cachedStatement(sql: "UPDATE source_session SET session = ? WHERE session = ?")
        .execute(arguments: [row, version.row])
      try SessionTable.remove(version.row, db)
    }
  }

  /// What a session is known by: its content, and how often that came before in its input.
  private static func id(of hash: UInt64, occurrence: Int) -> Int {
    Int(bitPattern: UInt(hash &+ UInt64(occurrence) &* 0x9E37_79B9_7F4A_7C15))
  }

  /// Counts the sessions of a content in the part of the input that was not read again.
  private func earlierOccurrences(of hash: UInt64, _ db: Database) throws -> Int {
    guard let resume else { return 0 }
    var count = 0
    while try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS(SELECT 1 FROM session JOIN source_session ON session = session.id
            WHERE content = ? AND source = ? AND first_byte < ?)
          """),
      arguments: [
        Self.id(of: hash, occurrence: count), resume.source.row, resume.stream.start.byte,
      ]) == true
    { count += 1 }
    return count
  }

  /// Whether a session stands in this input already.
  private func isLinked(_ row: Int, _ db: Database) throws -> Bool {
    if linkedRows.contains(row) { return true }
    guard let resume else { return false }
    return try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS(SELECT 1 FROM source_session
            WHERE session = ? AND source = ? AND first_byte < ?)
          """), arguments: [row, resume.source.row, resume.stream.start.byte]) == true
  }

  private mutating func link(_ row: Int, _ pending: WaitingSession) {
    let start = resume?.stream.start
    linkedRows.insert(row)
    links.append(
      SessionLink(
        session: row, firstByte: pending.content.offset + (start?.byte ?? 0),
        firstLine: pending.content.firstLine + (start?.line ?? 1) - 1,
        busy: pending.lacksDate ? pending.busy : nil))
  }

  private mutating func insert(
    _ session: WaitingSession, id: Int, _ piece: PieceKey?, earlier: Int?,
    _ rows: inout WaitingRows, _ db: Database
  ) throws -> Int {
    let printed = session.start.flatMap { $0.precision >= .local ? Int($0.milliseconds) : nil }
    let dated = session.start.flatMap { HistoryClock.dated($0, near: seen) }
    let time = printed ?? min(dated ?? seen, earlier ?? .max, session.latest)
    let gpu = try session.gpu.map { try names.number(ofText: $0, db) }
    let shown = session.host ?? names.position(of: host)
    let row = try SessionTable.write(
      session, placeholder: session.row,
      SessionTable.Values(
        id: id, time: time, isTimePrinted: printed != nil,
        host: names.number(ofText: shown, db),
        gpu: gpu, frontEnd: names.number(ofText: session.frontEnd, db),
        facts: facts(of: session, db), piece: piece), db)
    for (ordinal, finding) in session.findings.enumerated() {
      var finding = finding
      finding.pattern = try names.number(ofText: finding.pattern, db)
      finding.category = try names.number(ofText: finding.category, db)
      rows.findings.append(FindingRow(session: row, ordinal: ordinal, finding: finding))
    }
    for (rank, cause) in session.causes.enumerated() {
      var cause = cause
      cause.cause = try names.number(ofText: cause.cause, db)
      cause.confidence = try names.number(ofText: cause.confidence, db)
      rows.causes.append(CauseRow(session: row, rank: rank, cause: cause))
    }
    try addRuns(of: session, row, time, to: &rows, db)
    return row
  }

  private mutating func facts(
    of session: WaitingSession, _ db: Database
  ) throws -> [SessionFact] {
    var facts = session.facts
    for index in facts.indices {
      facts[index].name = try names.number(ofText: facts[index].name, db)
      facts[index].value = try names.number(ofText: facts[index].value, db)
    }
    return facts
  }

  private mutating func addRuns(
    of session: WaitingSession, _ row: Int, _ time: Int, to rows: inout WaitingRows,
    _ db: Database
  ) throws {
    let firstLine = session.content.firstLine
    let start = session.start.map { Int($0.milliseconds) } ?? 0
    var numbers: [(local: Int, number: Int)] = []
    var throughput: [ThroughputRow] = []
    for total in session.totals {
      let number = try names.number(ofWorkload: total.position, db)
      numbers.append((total.workload, number))
      if let same = throughput.firstIndex(where: { $0.workload == number }) {
        throughput[same].add(total)
      } else {
        throughput.append(
          ThroughputRow(
            workload: number, time: time, session: row, runs: total.runs, counted: total.counted,
            median: total.median, low: total.low, high: total.high, stalls: total.stalls))
      }
      for block in total.blocks {
        rows.blocks.append(
          RunBlockRow(
            session: row, workload: number, firstLine: firstLine, start: start, block: block))
      }
    }
    if session.lacksDate, session.latest == .max, untimed.count < untimedLimit {
      untimed += throughput
    } else {
      rows.throughput += throughput
    }
    if session.row != nil {
      try RunTable.nameWorkloads(
        numbers, session: row, firstLine: firstLine, start: start, db)
    }
  }
}
