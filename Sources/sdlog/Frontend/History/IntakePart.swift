import Diagnosis
import LogInput
import RunHistory
import SessionAnalysis

/// What one thread hands to an intake.
struct IntakePart {
  private let intake: HistoryIntake
  /// The position of the item that is being read.
  private var position = 0
  /// Takes the input that is being read; `nil` between inputs.
  private var writer: HistoryWriter?

  /// Creates the part of a thread.
  init(_ intake: HistoryIntake) {
    self.intake = intake
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
  ///   knew before by its length, its first and its last bytes, nor after a failure.
  mutating func begin(_ item: InputItem, at position: Int) -> Bool {
    self.position = position
    guard !intake.hasFailed else { return false }
    guard !item.isStandardInput, item.parts.count == 1 else { return true }
    return !intake.knows(fileAt: item.path)
  }

  /// Begins an input: a log, or one that an archive holds.
  mutating func begin(_ path: String, of item: InputItem) {
    var writer = intake.makeWriter(forItem: position)
    writer.begin(path, seenAt: item.modificationTime ?? Environment().milliseconds)
    self.writer = writer
  }

  /// Takes a session with its causes.
  mutating func add(_ session: Session, causes: [Cause]) {
    writer?.add(session) { .init(causes) }
  }

  /// Ends an input.
  mutating func end(_ summary: InputSummary) {
    if let writer = writer.take() {
      intake.add(.init(writer: writer, summary: summary), ofItem: position)
    }
    // No longer held here, so that what is stored is given back on the way.
    intake.storeWhatCanBe()
  }

  /// Ends the item.
  mutating func endItem() {
    intake.finish(item: position)
  }
}

extension IntakePart: SessionSink {
  mutating func add(_ run: Run) { writer?.add(run) }

  mutating func add(_ session: Session) { writer?.add(session) }
}
