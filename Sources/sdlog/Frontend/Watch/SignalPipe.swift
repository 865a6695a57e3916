#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Turns signals into bytes of a pipe, so that one loop waits for them and for everything else.
///
/// There is one in a process.
final class SignalPipe {
  /// What is waited for; readable when a signal came.
  let descriptor: Int32
  private let writer: Int32

  /// Takes the signals over; one that the program was started to ignore stays ignored.
  ///
  /// - Returns: `nil` if no pipe can be made.
  init?(_ signals: [Int32]) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    writer = ends[1]
    signalWriter = writer
    for number in signals { take(number) }
  }

  deinit {
    signalWriter = -1
    close(descriptor)
    close(writer)
  }

  private func take(_ number: Int32) {
    let before = signal(number, noteSignal)
    let isIgnored = unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    // `nohup` and shells without job control start programs like this.
    if isIgnored, number == SIGHUP || number == SIGINT { signal(number, SIG_IGN) }
  }

  /// Stops the program as SIGTSTP does by itself, until it is continued.
  func stop() {
    signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
    signal(SIGTSTP, noteSignal)
  }

  /// Returns the signals that came since the last call, the oldest first.
  func takeSignals() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    var signals: [Int32] = []
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      guard count > 0 else { return signals }
      signals += bytes[..<count].map(Int32.init)
    }
  }
}

/// Where the handler writes to; set before the first signal is taken over.
nonisolated(unsafe) private var signalWriter: Int32 = -1

/// Does what may be done at any moment: one call of `write`.
private func noteSignal(_ number: Int32) {
  let error = errno
  var byte = UInt8(truncatingIfNeeded: number)
  _ = write(signalWriter, &byte, 1)
  errno = error
}
