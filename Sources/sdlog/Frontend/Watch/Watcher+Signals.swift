#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Watcher {
  /// Does what a signal asks for.
  ///
  /// - Returns: The end, if it asks for that.
  func handle(_ number: Int32) throws -> End? {
    switch number {
    case SIGUSR1: try showSummary()
    case SIGCHLD: hooks?.tick(at: clock.seconds)
    case SIGWINCH: try terminal?.resize(at: clock.seconds)
    case SIGTSTP: try suspend()
    case SIGCONT:
      keys?.turnOn()
      try terminal?.resume(at: clock.seconds)
    default: return .signal(number)
    }
    return nil
  }

  /// Stops as any program does, with the terminal as it was.
  private func suspend() throws {
    keys?.turnOff()
    try terminal?.suspend()
    signals.stop()
  }

  /// Does what keys ask for.
  ///
  /// - Returns: Whether they ask for the end.
  func handleKeys() throws -> Bool {
    for key in keys?.takeKeys() ?? [] {
      switch key {
      case UInt8(ascii: "q"), UInt8(ascii: "Q"): return true
      case UInt8(ascii: "p"), UInt8(ascii: "P"): try terminal?.togglePause()
      case UInt8(ascii: "?"), UInt8(ascii: "h"): terminal?.toggleHelp()
      default: break
      }
    }
    return false
  }
}
