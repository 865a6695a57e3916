/// One generation or training job of a session, or another progress bar.
package struct RunReport: Sendable, Equatable {
  /// What it does.
  package var kind: RunKind
  /// The text before the bar.
  package var description: String
  /// What the bar counts, for example `it`.
  package var unit: String
  /// How many units were done.
  package var completed: Double?
  /// How many units there were to do.
  package var total: Double?
  /// Whether it reached its end.
  package var finished: Bool
  /// How long it took.
  package var elapsedSeconds: Double?
  /// Units per second of the bar's last frame.
  package var ratePerSecond: Double?
  /// The lower bound of the true mean.
  package var rateLow: Double?
  /// The upper bound of the true mean.
  package var rateHigh: Double?
  /// Units per second without warm-up and stalls.
  package var steadyRatePerSecond: Double?
  /// Where it stood still.
  package var stalls: [StallReport]
  /// The rates that the bar showed on the way, which JSON leaves out.
  package var shape: [PaceReport]
  /// The line of its first frame, counted from 1.
  package var firstLine: Int
  /// The line of its last frame, counted from 1.
  package var lastLine: Int
  /// What makes it comparable with others.
  package var workload: WorkloadReport
  /// Whether it goes into throughput.
  package var counted: Bool

  /// Creates the value from its parts.
  package init(
    kind: RunKind = .sampling, description: String = "", unit: String = "it",
    completed: Double? = nil, total: Double? = nil, finished: Bool = true,
    elapsedSeconds: Double? = nil, ratePerSecond: Double? = nil, rateLow: Double? = nil,
    rateHigh: Double? = nil, steadyRatePerSecond: Double? = nil, stalls: [StallReport] = [],
    shape: [PaceReport] = [], firstLine: Int, lastLine: Int, workload: WorkloadReport,
    counted: Bool = true
  ) {
    self.kind = kind
    self.description = description
    self.unit = unit
    self.completed = completed
    self.total = total
    self.finished = finished
    self.elapsedSeconds = elapsedSeconds
    self.ratePerSecond = ratePerSecond
    self.rateLow = rateLow
    self.rateHigh = rateHigh
    self.steadyRatePerSecond = steadyRatePerSecond
    self.stalls = stalls
    self.shape = shape
    self.firstLine = firstLine
    self.lastLine = lastLine
    self.workload = workload
    self.counted = counted
  }
}

/// What a run does.
package enum RunKind: String, Sendable, Equatable, CaseIterable {
  /// Makes an image or a video.
  case sampling
  /// Trains.
  case training
  /// Makes tokens.
  case generation
  /// Loads a model.
  case load
  /// Downloads.
  case download
  /// Anything else.
  case other
}

/// The rate that a bar showed on the way.
package struct PaceReport: Sendable, Equatable {
  /// How many units were done.
  package var completed: Double
  /// Units per second: the moving average that such bars show.
  package var ratePerSecond: Double

  /// Creates the value from its parts.
  package init(completed: Double, ratePerSecond: Double) {
    self.completed = completed
    self.ratePerSecond = ratePerSecond
  }
}

/// A stretch of a run in which nothing moved.
package struct StallReport: Sendable, Equatable {
  /// The line of the frame behind it, counted from 1.
  package var line: Int
  /// How many units were done when it began.
  package var completed: Double?
  /// How long it lasted.
  package var seconds: Double

  /// Creates the value from its parts.
  package init(line: Int, completed: Double? = nil, seconds: Double) {
    self.line = line
    self.completed = completed
    self.seconds = seconds
  }
}

/// What makes runs comparable.
package struct WorkloadReport: Sendable, Equatable {
  /// Everything known to change speed, in one line.
  package var key: String
  /// Whether something that matters, such as the resolution, was not printed.
  package var isProxy: Bool
  /// The parts of the key.
  package var fields: NamedValues

  /// Creates the value from its parts.
  package init(key: String, isProxy: Bool = false, fields: NamedValues = NamedValues()) {
    self.key = key
    self.isProxy = isProxy
    self.fields = fields
  }
}
