/// What a corpus consists of.
package enum CorpusMix: String, Sendable, CaseIterable {
  /// As redirected logs are: nine bytes of ten belong to bars, 60 % of the sessions have bars of ten
  /// cells as tqdm draws them without a terminal, the others of 40 to 90.
  case real
  /// The same with bars of 60 to 90 cells in every session.
  case wide
  /// Mostly lines of text: a bar shows few of its steps, and 15 % of the bytes belong to bars.
  case text
}

/// What a piece of a corpus is.
package enum CorpusClass: Int, Sendable, CaseIterable {
  /// A frame of a bar that counts.
  case bar
  /// A frame of the bar that counts the same steps again.
  case totalBar
  /// A warning that stands behind a frame without a separator, with its source line.
  case gluedWarning
  /// A Python warning with its source line.
  case warning
  /// A traceback.
  case error
  /// A request that a server answered.
  case request
  /// What a program prints as it starts.
  case start
  /// What begins and ends a job.
  case job
  /// What programs and extensions say besides.
  case chatter

  /// The name in the truth.
  package var name: String {
    switch self {
    case .bar: "bar"
    case .totalBar: "total_bar"
    case .gluedWarning: "glued_warning"
    case .warning: "warning"
    case .error: "error"
    case .request: "request"
    case .start: "start"
    case .job: "job"
    case .chatter: "chatter"
    }
  }
}
