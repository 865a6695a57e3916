import Diagnosis
import ReportBuilding
import RunHistory
import SessionAnalysis

/// Stores sessions of watched logs in a history, each as a source of its own.
struct HistoryFeedWorker {
  /// How many runs of a session are kept, the latest of them.
  private static let runLimit = 50_000

  /// The open session of a log.
  private struct Lane {
    var runs: [Run] = []
    /// When its session was seen first, in milliseconds since 1970.
    var seenAt: Int?
  }

  /// The rows of the sessions that were stored.
  private(set) var rows: Set<Int> = []

  private var writer: HistoryWriter
  private var lanes: [Int: Lane] = [:]

  init(_ history: RunHistory, host: String, _ diagnostician: Diagnostician) {
    writer = HistoryWriter(history, host: host) { .init(diagnostician.causes(of: $0)) }
  }
}

extension HistoryFeedWorker {
  /// Takes runs, and stores sessions that have ended.
  ///
  /// - Throws: `HistoryError`; the history is then as it was before the session.
  mutating func take(
    _ entries: [FinishedEntry], lane number: Int, path: String
  ) throws(HistoryError) {
    for entry in entries {
      switch entry {
      case .run(let run):
        let now = lanes[number]?.seenAt ?? Environment().milliseconds
        lanes[number, default: Lane()].seenAt = now
        lanes[number]?.runs.append(run)
        if let count = lanes[number]?.runs.count, count >= Self.runLimit * 5 / 4 {
          lanes[number]?.runs.removeFirst(count - Self.runLimit)
        }
      case .session(let session):
        defer { lanes[number] = nil }
        try store(session, lane: number, path: path)
      }
    }
  }

  /// Stores a session that goes on.
  ///
  /// - Throws: `HistoryError`; the history is then as it was before.
  mutating func storeOpen(
    _ session: Session, lane number: Int, path: String
  ) throws(HistoryError) {
    if lanes[number] == nil { lanes[number] = Lane(seenAt: Environment().milliseconds) }
    try store(session, lane: number, path: path)
  }

  private mutating func store(
    _ session: Session, lane number: Int, path: String
  ) throws(HistoryError) {
    guard let content = session.content else { return }
    let lane = lanes[number] ?? Lane()
    var session = session
    session.runCount = lane.runs.count
    writer.begin(path, seenAt: lane.seenAt ?? Environment().milliseconds)
    for run in lane.runs { writer.add(run) }
    writer.add(session)
    var summary = InputSummary(path: path)
    summary.bytes = content.bytes
    // Known by its content alone: where it begins in its file nobody has to look.
    summary.content = StreamContent(content: content, checkpoint: 0)
    _ = try writer.end(summary)
    rows.formUnion(writer.sessionRows)
  }
}
