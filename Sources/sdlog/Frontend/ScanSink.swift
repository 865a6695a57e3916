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

/// The history that one thread of a scan fills, or none.
struct ScanHistory {
  /// What goes to the history; `nil` where there is none.
  private var part: IntakePart?
  /// Whether the input at hand goes to the history.
  private var notesContent = false

  /// Creates the value.
  init(_ intake: HistoryIntake? = nil) {
    part = intake.map(IntakePart.init)
  }
}

extension ScanHistory {
  /// Begins an item: one that the history knows already goes to the report alone.
  mutating func begin(_ item: InputItem, at position: Int) {
    notesContent = part?.begin(item, at: position) ?? false
  }

  /// How the bytes of the input at hand are hashed; `nil` where it does not go to the history.
  var contentHash: ContentHash? { notesContent ? part?.contentHash : nil }

  /// Begins an input of the item.
  mutating func begin(_ path: String, of item: InputItem) {
    if notesContent { part?.begin(path, of: item) }
  }

  /// Takes a run of the open session.
  mutating func add(_ run: Run) {
    if notesContent { part?.add(run) }
  }

  /// Takes a session with its causes.
  mutating func add(_ session: Session, _ causes: [Cause]) {
    if notesContent { part?.add(session, causes: causes) }
  }

  /// Ends an input.
  mutating func end(_ summary: InputSummary) {
    if notesContent { part?.end(summary) }
  }

  /// Ends the item.
  mutating func endItem() {
    part?.endItem()
  }
}
