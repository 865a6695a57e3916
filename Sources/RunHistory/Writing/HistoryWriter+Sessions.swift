internal import GRDB
internal import LogTokenizer
internal import SessionAnalysis

extension HistoryWriter {
  /// Writes the sessions that wait.
  mutating func flush() {
    begin()
    guard failure == nil else { return }
    let waiting = pending
    pending = []
    pendingBytes = 0
    do throws(HistoryError) {
      try history.perform { db in
        for session in waiting { try store(session, db) }
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
    let rows = runs
    runs.removeAll(keepingCapacity: true)
    do throws(HistoryError) {
      openRow = try history.perform { [openRow] db in
        let row = try openRow ?? SessionTable.addPlaceholder(db)
        for (local, part) in Dictionary(grouping: rows, by: \.workload) {
          try SessionTable.write(
            part, session: row, workload: -1 - local, firstLine: 0, start: nil, db)
        }
        return row
      }
    } catch {
      failure = error
    }
  }

  private mutating func store(_ pending: PendingSession, _ db: Database) throws {
    let content = pending.content
    guard content.units > 0 else {
      if let row = pending.row { try SessionTable.remove(row, db) }
      return
    }
    let occurrence = occurrences[content.hash, default: 0]
    occurrences[content.hash] = occurrence + 1
    let id = Int(bitPattern: UInt(content.hash &+ UInt64(occurrence) &* 0x9E37_79B9_7F4A_7C15))
    let known =
      try SessionTable.row(of: id, isOpen: content.isOpen, db)
      ?? SessionTable.longerVersion(of: content, id: id, besides: linkedRows, db)
      ?? SessionTable.whole(of: content, db)
    if let known {
      if let row = pending.row { try SessionTable.remove(row, db) }
      link(known, content)
      return
    }
    var shorter = try SessionTable.shorterVersions(
      of: content, id: id, besides: linkedRows, db)
    if try SessionTable.hasHeadless(db) {
      let rows = linkedRows.union(shorter.map(\.row))
      shorter += try SessionTable.pieces(of: content, besides: rows, db)
    }
    let row = try insert(pending, id: id, earlier: shorter.compactMap(\.time).min(), db)
    link(row, content)
    for version in shorter {
      try db.execute(
        sql: "UPDATE source_session SET session = ? WHERE session = ?",
        arguments: [row, version.row])
      try SessionTable.remove(version.row, db)
    }
  }

  private mutating func link(_ row: Int, _ content: LogContent) {
    linkedRows.insert(row)
    links.append(
      SessionLink(session: row, firstByte: content.offset, firstLine: content.firstLine))
  }

  private mutating func insert(
    _ pending: PendingSession, id: Int, earlier: Int?, _ db: Database
  ) throws -> Int {
    let session = pending.session
    let firstLine = pending.content.firstLine
    let printed = session.start.flatMap { $0.precision >= .local ? Int($0.milliseconds) : nil }
    let time = printed ?? min(seen, earlier ?? seen)
    let row = try pending.row ?? SessionTable.addPlaceholder(db)
    let gpu = try session.values(of: "gpu").first.map { try names.number(of: $0.value, db) }
    let shown = session.values(of: "host").first?.value ?? host
    try SessionTable.complete(
      row, session, pending.content, id: id, time: time, isPrinted: printed != nil,
      host: names.number(of: shown, db), gpu: gpu,
      frontEnd: names.number(of: session.frontEnd, db), db)
    try writeFacts(session, row, firstLine, db)
    try writeFindings(session, row, firstLine, db)
    for (rank, cause) in pending.causes.enumerated() {
      var write = try PreparedWrite(db, "INSERT INTO cause VALUES (?, ?, ?, ?, ?)")
      write.bind(row)
      write.bind(rank)
      write.bind(try names.number(of: cause.id, db))
      write.bind(try names.number(of: cause.confidence, db))
      write.bind(cause.score)
      try write.execute()
    }
    try writeRuns(pending, row, time, db)
    return row
  }

  private mutating func writeFacts(
    _ session: Session, _ row: Int, _ firstLine: Int, _ db: Database
  ) throws {
    for (ordinal, fact) in session.facts.enumerated() {
      let name = try names.number(of: fact.name, db)
      let value = try names.number(of: fact.value, db)
      var write = try PreparedWrite(db, "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)")
      write.bind(row)
      write.bind(ordinal)
      write.bind(name)
      write.bind(value)
      write.bind(fact.line - firstLine)
      write.bind(fact.origin == .derived ? 1 : 0)
      try write.execute()
    }
  }

  private mutating func writeFindings(
    _ session: Session, _ row: Int, _ firstLine: Int, _ db: Database
  ) throws {
    for (ordinal, finding) in session.findings.enumerated() {
      let pattern = try names.number(of: finding.pattern, db)
      let category = try names.number(of: finding.category, db)
      var write = try PreparedWrite(
        db, "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      write.bind(row)
      write.bind(ordinal)
      write.bind(pattern)
      write.bind(category)
      write.bind(Int(finding.severity.rawValue))
      write.bind(finding.count)
      write.bind((finding.lines.first ?? finding.lastLine) - firstLine)
      write.bind(finding.lastLine - firstLine)
      write.bind(finding.message)
      write.bind(finding.isResolved ? 1 : 0)
      try write.execute()
    }
  }

  private mutating func writeRuns(
    _ pending: PendingSession, _ row: Int, _ time: Int, _ db: Database
  ) throws {
    let session = pending.session
    var numbers: [Int: Int] = [:]
    for (local, group) in pending.groups.sorted(by: { $0.key < $1.key }) {
      let workload = session.workloads.indices.contains(local) ? session.workloads[local] : nil
      let number = try names.number(
        of: NameTable.WorkloadKey(
          key: "\(session.frontEnd) \(workload?.key ?? "")", kind: Int(group.kind.rawValue),
          unit: group.unit, isProxy: workload?.isProxy ?? true), db)
      numbers[local] = number
      try SessionTable.write(group, session: row, workload: number, time: time, db)
    }
    if pending.row != nil {
      try SessionTable.nameWorkloads(
        numbers, session: row, firstLine: pending.content.firstLine,
        start: session.start.map { Int($0.milliseconds) }, db)
    }
    // In the order of the table, so that each row goes behind the one before.
    let parts = Dictionary(grouping: pending.runs, by: \.workload)
    for (local, number) in numbers.sorted(by: { $0.value < $1.value }) {
      try SessionTable.write(
        parts[local] ?? [], session: row, workload: number, firstLine: pending.content.firstLine,
        start: session.start.map { Int($0.milliseconds) }, db)
    }
  }
}
