/// What the exit status says; part of the interface.
enum ExitStatus: Int32, Comparable {
  /// Everything was read, and there is nothing to report.
  case clean = 0
  /// Everything was read, and there is something to report.
  case findings = 1
  /// Something could not be read or done; the rest was reported.
  case trouble = 2

  static func < (left: ExitStatus, right: ExitStatus) -> Bool {
    left.rawValue < right.rawValue
  }
}
