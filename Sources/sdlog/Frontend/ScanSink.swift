import Diagnosis
import LogInput
import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis

/// Hands what was analysed to the report and, where there is one, to the history.
struct ScanSink: SessionSink {
  /// What goes to the report.
  var collector: InputCollector<SpillFile>
  /// What goes to the history.
  var history: ScanHistory

  mutating func add(_ run: Run) {
    collector.add(run)
    history.add(run)
  }

  mutating func add(_ session: Session) {
    collector.add(session)
    history.add(session, collector.lastCauses)
  }
}

extension ScanSink {
  /// Begins an input of an item.
  mutating func begin(_ path: String, of item: InputItem) {
    collector.begin(path)
    history.begin(path, of: item)
  }

  /// Ends an input.
  ///
  /// - Returns: What it came to, for the report.
  mutating func finish(_ summary: InputSummary) -> InputResult {
    history.end(summary)
    return collector.finish(summary)
  }
}

/// The history that a scan fills, or none.
struct ScanHistory {
  /// The history; `nil` where there is none, or none any more.
  private var intake: HistoryIntake?
  /// Whether the input at hand goes to the history.
  private var notesContent = false
  /// Whether the history could not be used.
  private(set) var hasFailed = false

  /// Creates the value.
  init(_ intake: HistoryIntake? = nil) {
    self.intake = intake
  }
}

extension ScanHistory {
  /// Begins an item: one that the history knows already goes to the report alone.
  mutating func begin(_ item: InputItem) {
    var isKnown = true
    attempt { intake throws(HistoryError) in isKnown = try intake.knows(item) }
    notesContent = !isKnown
  }

  /// How the bytes of the input at hand are hashed; `nil` where it does not go to the history.
  var contentHash: ContentHash? { notesContent ? intake?.history.contentHash : nil }

  /// Begins an input of an item.
  mutating func begin(_ path: String, of item: InputItem) {
    if notesContent { intake?.begin(path, of: item) }
  }

  /// Takes a run of the open session.
  mutating func add(_ run: Run) {
    if notesContent { intake?.writer.add(run) }
  }

  /// Takes a session with its causes.
  mutating func add(_ session: Session, _ causes: [Cause]) {
    guard notesContent else { return }
    intake?.writer.add(session) { HistoryIntake.recorded(causes) }
  }

  /// Ends an input.
  mutating func end(_ summary: InputSummary) {
    if notesContent { attempt { intake throws(HistoryError) in try intake.end(summary) } }
  }

  /// Compares what was taken in with what the history holds from before.
  ///
  /// - Parameter hidden: Facts that reports leave out.
  /// - Returns: Nothing without a history.
  mutating func baselines(hidden: Set<String>) -> [BaselineReport] {
    var reports: [BaselineReport] = []
    attempt { intake throws(HistoryError) in
      reports = try BaselineReporter(history: intake.history, hidden: hidden)
        .reports(of: intake.rows)
    }
    return reports
  }

  /// Uses the history; what goes wrong is said once, and the report goes on without it.
  private mutating func attempt(
    _ body: (inout HistoryIntake) throws(HistoryError) -> Void
  ) {
    guard intake != nil else { return }
    do throws(HistoryError) {
      guard var taken = intake.take() else { return }
      defer { intake = taken }
      try body(&taken)
    } catch {
      Diagnostic(error).print()
      intake = nil
      notesContent = false
      hasFailed = true
    }
  }
}
