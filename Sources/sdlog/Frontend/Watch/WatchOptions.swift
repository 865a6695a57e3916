import Reporting

/// What `watch` was asked for.
struct WatchOptions {
  /// The form and the place of the report at the end; the form of events follows from it.
  var report: ReportOptions
  /// What makes the exit status 1.
  var failOn: FailureThreshold
  /// Where temporary files are made.
  var temporaryFolder: String
  /// The files to follow; standard input is read where there are none.
  var followed: [String] = []
  /// Whether followed files that are there are read from their start.
  var fromStart = false
  /// Whether followed files are only looked at from time to time.
  var isPolling = false
  /// Whether what is read is passed through to standard output.
  var passesThrough = false
  /// Whether nothing is told before the end.
  var isQuiet = false
  /// The commands for findings and for regressions.
  var onFinding: String?
  var onRegression: String?
  /// How long one of them may take, in seconds.
  var hookSeconds = 10.0
  /// Where sessions and runs are kept, and what they are compared with.
  var history: HistoryTarget?
  /// The file that metrics are written to.
  var metricsFile: String?
}

extension WatchOptions {
  /// Where events and the report go: standard output, unless what comes is passed through there.
  var viewStream: StandardStream { passesThrough ? .error : .output }

  /// Whether what is passed through goes to the terminal that events are shown on.
  var sharesTerminal: Bool { passesThrough && StandardStream.output.isTerminal }

  /// Whether events are shown as a person at a terminal wants them.
  var hasTerminalView: Bool {
    guard report.format == .text, !isQuiet, viewStream.isTerminal else { return false }
    let terminal = Environment()["TERM"]
    return terminal != nil && terminal != "dumb"
  }
}
