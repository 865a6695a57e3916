import Localization
import LogInput
import SessionAnalysis
import Threading

/// Reads a stream into the window that threads look at it through.
///
/// `@unchecked Sendable`: the reader belongs to the thread that made this until `run` is called in
/// another one, and to it again when the window is complete.
final class StreamProducer: @unchecked Sendable {
  /// What reads the item; between two streams it belongs to the thread that leads.
  var reader: InputReader

  /// The piece of the stream that is being filled, and its bytes so far.
  private var piece = 0
  private var count = 0

  /// Creates a producer of the streams of an item.
  init(_ reader: consuming InputReader) {
    self.reader = reader
  }
}

extension StreamProducer {
  /// Adds what is known of the stream at its end.
  func complete(_ summary: inout InputSummary) {
    summary.compression = reader.compression
    for failure in reader.failures { summary.note(failure) }
  }

  /// Reads first bytes of the stream.
  ///
  /// - Parameter size: How many are enough.
  /// - Returns: The bytes, and whether there may be more.
  func readHead(_ size: Int) -> (bytes: [UInt8], hasMore: Bool) {
    var bytes: [UInt8] = []
    while bytes.count < size {
      guard reader.next({ bytes.append(contentsOf: $0) }) else { return (bytes, false) }
    }
    return (bytes, true)
  }

  /// Fills pieces until the stream ends.
  ///
  /// - Parameters:
  ///   - head: The bytes of the stream that were read before.
  ///   - log: The log whose source the window is.
  ///   - window: Where pieces go.
  ///   - monitor: Guards both.
  ///   - isCancelled: Whether nobody wants any more; asked under the monitor.
  func run(
    _ head: [UInt8], into log: SharedLog, _ window: PieceWindow, _ monitor: Monitor,
    isCancelled: () -> Bool
  ) {
    (piece, count) = (0, 0)
    var goesOn = head.withUnsafeBytes { add($0, log, window, monitor, isCancelled) }
    while goesOn {
      let hasMore = reader.next { goesOn = add($0, log, window, monitor, isCancelled) }
      if !hasMore { break }
    }
    monitor.withLock {
      if count > 0 { publish(log, window) }
      window.complete()
      log.plan.complete()
      monitor.wake()
    }
  }

  private func add(
    _ bytes: UnsafeRawBufferPointer, _ log: SharedLog, _ window: PieceWindow, _ monitor: Monitor,
    _ isCancelled: () -> Bool
  ) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      if count == 0 {
        let goesOn = monitor.withLock {
          while !window.hasRoom(for: piece, wanting: log.plan.firstWanted), !isCancelled() {
            monitor.wait()
          }
          return !isCancelled()
        }
        guard goesOn else { return false }
      }
      rest = window.fill(piece, with: rest, &count)
      if count == window.pieceSize {
        monitor.withLock {
          publish(log, window)
          monitor.wake()
        }
      }
    }
    return true
  }

  /// Lets readers have the piece at hand.
  private func publish(_ log: SharedLog, _ window: PieceWindow) {
    window.publish(size: count)
    log.plan.addRange()
    piece += 1
    count = 0
  }
}

extension InputSummary {
  /// Notes what could not be read.
  mutating func note(_ failure: InputFailure) {
    losses.append(Loss(from: failure.from, to: failure.to, why: failure.error.reason))
    errors.append(failure.error.reason.en)
  }
}
