import Diagnosis
import LogInput
import RunHistory
import SessionAnalysis

/// What one thread hands to an intake.
struct IntakePart {
  private let intake: HistoryIntake
  /// The position of the item that is being read.
  private var position = 0
  private var writer: HistoryWriter

  /// Creates the part of a thread.
  init(_ intake: HistoryIntake) {
    self.intake = intake
    writer = intake.makeWriter(forItem: 0)
  }
}

extension IntakePart {
  /// How the bytes of inputs are hashed.
  var contentHash: ContentHash { intake.history.contentHash }

  /// Begins an item, all of whose inputs follow, up to `endItem`.
  ///
  /// - Parameters:
  ///   - item: The item.
  ///   - position: Its position among all that go to the intake.
  /// - Returns: Whether inputs are wanted: they are not where the item is a plain file that the history
  ///   knows by its length, its first and its last bytes, nor after a failure.
  mutating func begin(_ item: InputItem, at position: Int) -> Bool {
    self.position = position
    guard !intake.hasFailed else { return false }
    guard !item.isStandardInput, item.parts.count == 1 else { return true }
    do throws(HistoryError) {
      guard let rows = try intake.history.sessions(ofFileAt: item.path) else { return true }
      intake.noteKnown(rows)
    } catch {
      intake.fail(error)
    }
    return false
  }

  /// Begins an input: a log, or one that an archive holds.
  mutating func begin(_ path: String, of item: InputItem) {
    writer = intake.makeWriter(forItem: position)
    writer.begin(path, seenAt: item.modificationTime ?? Environment().milliseconds)
  }

  /// Takes a session with its causes.
  mutating func add(_ session: Session, causes: [Cause]) {
    writer.add(session) { .init(causes) }
  }

  /// Ends an input.
  mutating func end(_ summary: InputSummary) {
    let next = intake.makeWriter(forItem: position)
    let input = HistoryIntake.EndedInput(writer: writer, summary: summary)
    writer = next
    intake.add(input, ofItem: position)
  }

  /// Ends the item.
  mutating func endItem() {
    intake.finish(item: position)
  }
}

extension IntakePart: SessionSink {
  mutating func add(_ run: Run) { writer.add(run) }

  mutating func add(_ session: Session) { writer.add(session) }
}
