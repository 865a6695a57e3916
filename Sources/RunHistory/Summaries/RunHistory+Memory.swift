internal import GRDB

extension RunHistory {
  /// Returns what is remembered from earlier summaries.
  package func memory() throws(HistoryError) -> SummaryMemory {
    try perform { db in
      let last = try Row.fetchOne(
        db, sql: "SELECT id, time, session, intake FROM summary ORDER BY id DESC LIMIT 1"
      ).map {
        CompletedSummary(
          number: try $0.count(0), time: try $0.time(1), session: try $0.count(2),
          intake: try $0.count(3))
      }
      let watches = try Row.fetchAll(
        db, sql: "SELECT host, workload, unit, through, digest, state FROM watch"
      ).map { row in
        WatchedSeries(
          key: SeriesKey(host: row[0], workload: row[1], unit: row[2]), through: try row.day(3),
          digest: row[4], state: row[5])
      }
      return SummaryMemory(
        last: last, watches: watches, notices: try Self.notices(db),
        suspected: try Row.fetchAll(
          db, sql: "SELECT host, workload, unit FROM suspicion ORDER BY host, workload, unit"
        ).map { SeriesKey(host: $0[0], workload: $0[1], unit: $0[2]) },
        acknowledgements: try Row.fetchAll(
          db, sql: "SELECT notice, until, note, time FROM acknowledgement ORDER BY notice"
        ).map {
          Acknowledgement(
            notice: $0[0], until: $0.has(1) ? try $0.place(1) : nil, note: $0[2],
            time: try $0.time(3))
        })
    }
  }

  /// Returns the last rows of sessions and of intakes.
  package func marks() throws(HistoryError) -> (session: Int, intake: Int) {
    try perform { db in
      (
        try Int.fetchOne(db, sql: "SELECT COALESCE(MAX(id), 0) FROM session") ?? 0,
        try Int.fetchOne(db, sql: "SELECT COALESCE(MAX(id), 0) FROM intake") ?? 0
      )
    }
  }

  /// Returns what inputs brought, behind a row and since a time.
  package func intakes(after id: Int, since time: Int) throws(HistoryError) -> [Intake] {
    try perform { try IntakeTable.rows(after: id, since: time, $0) }
  }

  /// Notes that a summary was told, with all that it changes in what is remembered, at once.
  ///
  /// - Parameters:
  ///   - summary: The summary; its number has to be the next one.
  ///   - watches: The watches that changed.
  ///   - notices: The notices that are new or changed.
  ///   - suspected: The workloads that are under suspicion; those of before are no longer.
  ///   - looks: The looks at files that are no longer there.
  /// - Throws: `HistoryError`; nothing is noted then.
  package func complete(
    _ summary: CompletedSummary, watches: [WatchedSeries], notices: [Notice],
    suspected: [SeriesKey], forgetting looks: [FileLook]
  ) throws(HistoryError) {
    try transact { db in
      try db.execute(
        sql: "INSERT INTO summary VALUES (?, ?, ?, ?)",
        arguments: [summary.number, summary.time, summary.session, summary.intake])
      for watch in watches {
        try db.execute(
          sql: "INSERT OR REPLACE INTO watch VALUES (?, ?, ?, ?, ?, ?)",
          arguments: [
            watch.key.host, watch.key.workload, watch.key.unit, watch.through, watch.digest,
            watch.state,
          ])
      }
      for notice in notices {
        try db.execute(
          sql: "INSERT OR REPLACE INTO notice VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            notice.id, notice.kind.rawValue, notice.host, notice.subject, notice.unit,
            notice.night, notice.session, notice.before, notice.after, notice.isSlow, notice.told,
            notice.closed,
          ])
      }
      try db.execute(sql: "DELETE FROM suspicion")
      for key in suspected {
        try db.execute(
          sql: "INSERT INTO suspicion VALUES (?, ?, ?)",
          arguments: [key.host, key.workload, key.unit])
      }
      for look in looks {
        try db.execute(
          sql: "DELETE FROM look WHERE device = ? AND inode = ? AND path = ?",
          arguments: [look.device, look.inode, look.path])
      }
    }
  }

  /// Acknowledges what a summary told, by its id or the beginning of it, if no other has that; the
  /// case of letters does not count.
  ///
  /// - Returns: The notice; `nil` if none has this id, and nothing is noted.
  /// - Throws: `HistoryError`.
  package func acknowledge(
    _ acknowledgement: Acknowledgement
  ) throws(HistoryError) -> Notice? {
    try transact { db in
      let notices = try Self.notices(db)
      let id = acknowledgement.notice.lowercased()
      let found = notices.filter { $0.id == id } + notices.filter { $0.id.hasPrefix(id) }
      guard let notice = found.first, !id.isEmpty, notice.id == id || found.count == 1 else {
        return nil
      }
      try db.execute(
        sql: "INSERT OR REPLACE INTO acknowledgement VALUES (?, ?, ?, ?)",
        arguments: [
          notice.id, acknowledgement.until, acknowledgement.note, acknowledgement.time,
        ])
      return notice
    }
  }

  private static func notices(_ db: Database) throws -> [Notice] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, kind, host, subject, unit, night, session, before, after, is_slow, told, closed
        FROM notice ORDER BY id
        """
    ).map { row in
      Notice(
        id: row[0], kind: Notice.Kind(rawValue: row[1]) ?? .regression, host: row[2],
        subject: row[3], unit: row[4], night: try row.day(5), session: row[6], before: row[7],
        after: row[8], isSlow: row[9], told: try row.count(10),
        closed: row.has(11) ? try row.place(11) : nil)
    }
  }
}
