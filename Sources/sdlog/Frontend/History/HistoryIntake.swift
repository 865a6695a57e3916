import Diagnosis
import LogInput
import RunHistory
import SessionAnalysis
import Threading

/// Takes logs into a history as several threads read them.
///
/// Threads read side by side, and inputs are stored in the order of their items whichever was read first,
/// so that the number of threads changes nothing. An input that comes early waits for those of the items
/// in front; so does its thread, where too much waits.
///
/// `@unchecked Sendable`: what changes is touched only under the monitor.
final class HistoryIntake: @unchecked Sendable {
  /// How much waits in memory.
  struct Limits {
    /// From how many bytes of sessions on that wait for their turn threads wait: those of logs of some
    /// 3 GB.
    var waiting = 64 << 20
    /// From how many bytes of sessions of an input on they are written before its end, in its turn.
    var input = HistoryWriter.defaultWaitingLimit
  }

  /// Where logs go.
  let history: RunHistory
  /// The last source that the history had before: what is known at once must not depend on how far the
  /// others are.
  private let lastSource: Result<Int, HistoryError>
  private let host: String
  private let diagnostician: Diagnostician
  private let limits: Limits
  private let tellFailure: (HistoryError) -> Void
  private let monitor = Monitor()

  /// The item whose inputs are stored now, and the items behind it that were read.
  private var turn = 0
  private var done: Set<Int> = []
  /// The inputs that wait, by their items.
  private var ended: [Int: [EndedInput]] = [:]
  private var waitingBytes = 0
  /// Whether a thread stores an input.
  private var isStoring = false
  private var failure: HistoryError?
  private var totals = Totals()

  /// What was taken in.
  struct Totals {
    /// How many inputs were added, and how many were known already.
    var added = 0
    var known = 0
    /// The rows of the sessions of all inputs.
    var rows: Set<Int> = []
  }

  /// An input that was read to its end.
  struct EndedInput {
    var writer: HistoryWriter
    var summary: InputSummary
  }

  /// Creates an intake.
  ///
  /// - Parameters:
  ///   - history: Where logs go; opened to write.
  ///   - host: The machine that they are from.
  ///   - diagnostician: Finds the causes of a session.
  ///   - limits: How much waits in memory.
  ///   - tellFailure: Is told why nothing more is taken in, once.
  init(
    _ history: RunHistory, host: String, diagnostician: Diagnostician, limits: Limits = Limits(),
    tellFailure: @escaping (HistoryError) -> Void = { _ in }
  ) {
    self.history = history
    lastSource = Result { () throws(HistoryError) in try history.lastSource() }
    self.host = host
    self.diagnostician = diagnostician
    self.limits = limits
    self.tellFailure = tellFailure
  }
}

extension HistoryIntake {
  /// Whether nothing more is taken in, because something went wrong.
  var hasFailed: Bool { monitor.withLock { failure != nil } }

  /// Returns what was taken in by threads that are done.
  ///
  /// - Throws: What went wrong; the inputs that were stored before are in the history.
  func result() throws(HistoryError) -> Totals {
    try monitor.withLock { () throws(HistoryError) in
      if let failure { throw failure }
      return totals
    }
  }

  /// Returns a writer for an input of an item.
  func makeWriter(forItem position: Int) -> HistoryWriter {
    var writer = HistoryWriter(history, host: host) { [diagnostician] in
      .init(diagnostician.causes(of: $0))
    }
    writer.waitingLimit = limits.input
    writer.willWrite = { () throws(HistoryError) in try self.waitForTurn(of: position) }
    return writer
  }

  /// Returns whether a plain file was in the history before, as far as its length, its first and its last
  /// bytes tell, and counts it if it was.
  ///
  /// - Returns: `true` as well where that cannot be found out, which ends the intake.
  func knows(fileAt path: String) -> Bool {
    do throws(HistoryError) {
      guard let rows = try history.sessions(ofFileAt: path, upTo: lastSource.get()) else {
        return false
      }
      monitor.withLock {
        totals.known += 1
        totals.rows.formUnion(rows)
      }
    } catch {
      fail(error)
    }
    return true
  }

  /// Takes an input of an item, to be stored when all in front of it are.
  func add(_ input: consuming EndedInput, ofItem position: Int) {
    // One without a line would be passed over in its turn.
    guard let content = input.summary.content?.content, content.units > 0 else { return }
    let input = input
    monitor.withLock {
      // The thread that reads the item whose turn it is never waits here.
      while failure == nil, turn != position, waitingBytes > limits.waiting { monitor.wait() }
      guard failure == nil else { return }
      waitingBytes += input.writer.waitingBytes
      ended[position, default: []].append(input)
    }
  }

  /// Notes that all inputs of an item were added.
  func finish(item position: Int) {
    monitor.withLock { _ = done.insert(position) }
    storeWhatCanBe()
  }

  /// Takes nothing more in, without a word, and lets all go on that wait.
  func cancel() {
    stop(HistoryError(code: .other, path: history.path))
  }

  /// Takes nothing more in.
  func fail(_ error: HistoryError) {
    if stop(error) { tellFailure(error) }
  }
}

extension HistoryIntake {
  /// Returns whether this is the first reason to stop.
  @discardableResult
  private func stop(_ error: HistoryError) -> Bool {
    monitor.withLock {
      guard failure == nil else { return false }
      failure = error
      ended = [:]
      monitor.wake()
      return true
    }
  }

  /// Waits until everything in front of an item's input at hand is stored.
  private func waitForTurn(of position: Int) throws(HistoryError) {
    try monitor.withLock { () throws(HistoryError) in
      while failure == nil, turn != position || isStoring || ended[position]?.isEmpty == false {
        monitor.wait()
      }
      if let failure { throw failure }
    }
  }

  /// Stores inputs as far as their turn has come, unless another thread does.
  func storeWhatCanBe() {
    while var input = takeNext() {
      // It is this one's turn.
      input.writer.willWrite = {}
      do throws(HistoryError) {
        let taken = try input.writer.end(input.summary)
        monitor.withLock {
          switch taken {
          case .added: totals.added += 1
          case .known: totals.known += 1
          case .tooShort: break
          }
          totals.rows.formUnion(input.writer.sessionRows)
        }
      } catch {
        fail(error)
      }
      monitor.withLock {
        isStoring = false
        monitor.wake()
      }
    }
  }

  private func takeNext() -> EndedInput? {
    monitor.withLock {
      guard failure == nil, !isStoring else { return nil }
      while ended[turn]?.isEmpty != false {
        ended[turn] = nil
        guard done.remove(turn) != nil else { return nil }
        turn += 1
        monitor.wake()
      }
      guard let input = ended[turn]?.removeFirst() else { return nil }
      waitingBytes -= input.writer.waitingBytes
      isStoring = true
      monitor.wake()
      return input
    }
  }
}
