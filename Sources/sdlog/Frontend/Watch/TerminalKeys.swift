#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The keys of the controlling terminal, which is not standard input where that is a pipe.
final class TerminalKeys {
  /// What is waited for: readable when a key was pressed.
  let descriptor: Int32
  private var saved = termios()
  private var isOn = false

  /// Opens the terminal; `nil` where there is none.
  init?() {
    descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    turnOff()
    close(descriptor)
  }

  /// Whether keys are read.
  var isReading: Bool { isOn }

  /// Has keys handed over one by one and not shown, if the terminal is this program's at the moment.
  func turnOn() {
    guard !isOn, tcgetpgrp(descriptor) == getpgrp(), tcgetattr(descriptor, &saved) == 0 else {
      return
    }
    var state = saved
    state.c_lflag &= ~tcflag_t(ICANON | ECHO)
    isOn = tcsetattr(descriptor, TCSANOW, &state) == 0
  }

  /// Leaves the terminal as it was.
  func turnOff() {
    guard isOn else { return }
    isOn = false
    // From the background the terminal is not this program's to change.
    guard tcgetpgrp(descriptor) == getpgrp() else { return }
    tcsetattr(descriptor, TCSANOW, &saved)
  }

  /// Returns the keys that were pressed.
  func takeKeys() -> [UInt8] {
    guard isOn, tcgetpgrp(descriptor) == getpgrp() else { return [] }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : []
  }
}
