import CMemory

/// What the process does so that it needs no more memory than the stage at hand.
enum ProcessMemory {
  /// Gives back what is freed, from the start on.
  static func prepare() {
    sdlog_return_large_blocks()
  }

  /// Leaves the code of the stage before: starting, reading and reporting need different parts of a large
  /// program, and together half as much again as their data.
  ///
  /// A debugger would lose its breakpoints, so nothing is done where one is likely.
  static func beginStage() {
    #if !DEBUG
    sdlog_leave_code()
    #endif
  }
}
