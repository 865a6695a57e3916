internal import GRDB
internal import Localization
internal import SessionAnalysis

/// How an input lies in its folder, and what was noticed there.
package struct InputFile: Sendable {
  /// Where its newest file begins, for a log that was rotated; 0 for one file.
  package var partByte: Int
  /// Its files as they are, where all of it was read.
  package var looks: [FileLook]
  /// What was lost before it was read.
  package var losses: [IntakeLoss]

  /// Creates the value from its parts.
  package init(partByte: Int = 0, looks: [FileLook] = [], losses: [IntakeLoss] = []) {
    self.partByte = partByte
    self.looks = looks
    self.losses = losses
  }
}

extension HistoryWriter {
  /// Writes the input that its sessions, which are written, belong to.
  mutating func write(
    _ stream: StreamContent, of input: InputSummary, in file: InputFile, _ db: Database
  ) throws {
    let known: Int
    if let resume {
      known = try SourceTable.extend(
        resume.source.row, stream, of: input, path: path, seen: seen, partByte: file.partByte,
        from: resume.stream.start.byte, links: links, db)
    } else {
      known = try SourceTable.add(
        stream, of: input, path: path, seen: seen, partByte: file.partByte, links: links, db)
    }
    try inferTimes(db)
    try LookTable.write(file.looks, db)
    let losses =
      file.losses + input.losses.map { IntakeLoss(from: $0.from, to: $0.to, why: $0.why.en) }
    try IntakeTable.write(
      Intake(
        at: takenAt, path: path, bytes: max(0, input.bytes - known),
        limits: limits.merging(input.limits) { $0 + $1 }, losses: losses), db)
  }

  /// Gives sessions without a date the latest time at which they can have begun: each ended before the
  /// next one began, the last one before the file was last changed, and its bars took their time.
  private mutating func inferTimes(_ db: Database) throws {
    var read = try PreparedStatement(
      db,
      """
      SELECT time FROM session
      WHERE id = ? AND time > ? AND NOT time_is_printed AND NOT is_pruned
      """)
    var sessions = try PreparedStatement(db, "UPDATE session SET time = ? WHERE id = ?")
    var throughput = try PreparedStatement(
      db,
      """
      UPDATE throughput SET time = ?1 WHERE session = ?2 AND time = ?3
        AND workload IN (SELECT workload FROM run_block WHERE session = ?2)
      """)
    var times: [Int: Int] = [:]
    for row in untimed { times[row.session] = row.time }
    var end = seen
    for link in links.reversed() {
      guard let busy = link.busy else { continue }
      let time = end - busy
      end = time - 1
      if let provisional = times[link.session] {
        guard time < provisional else { continue }
        times[link.session] = time
        sessions.bind(time)
        sessions.bind(link.session)
        try sessions.execute()
        continue
      }
      read.bind(link.session)
      read.bind(time)
      guard try read.nextRow() else { continue }
      let earlier = read.int(0)
      read.reset()
      sessions.bind(time)
      sessions.bind(link.session)
      try sessions.execute()
      throughput.bind(time)
      throughput.bind(link.session)
      throughput.bind(earlier)
      try throughput.execute()
    }
    for index in untimed.indices { untimed[index].time = times[untimed[index].session] ?? seen }
    try SessionTable.write(untimed.inOrder, db)
    untimed = []
  }
}
