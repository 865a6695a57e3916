/// What a summary rests on.
package struct SummaryQuality: Sendable, Equatable {
  /// The number of logs that were looked at.
  package var sources: Int
  /// The number of those in which there was something new.
  package var changedSources: Int
  /// The bytes that are new, uncompressed.
  package var newBytes: Int
  /// The sessions that began or went on.
  package var sessions: Int
  /// Their runs.
  package var runs: Int
  /// The number of records that no pattern knows, and of all lines.
  package var unknownRecords: Int
  package var lines: Int
  /// The number of sessions whose times are inferred.
  package var inferredTimes: Int
  /// The machines that the new sessions are from.
  package var machines: [String]
  /// Bounds that were hit.
  package var limits: [LimitReport]
  /// Bytes that were never seen, and the log in which they were.
  package var losses: [SummaryLoss]
  /// Logs that are no longer there.
  package var missing: [String]
  /// Logs that could not be read, with the reason.
  package var errors: [SummaryReadError]

  /// Creates the value from its parts.
  package init(
    sources: Int = 0, changedSources: Int = 0, newBytes: Int = 0, sessions: Int = 0, runs: Int = 0,
    unknownRecords: Int = 0, lines: Int = 0, inferredTimes: Int = 0, machines: [String] = [],
    limits: [LimitReport] = [], losses: [SummaryLoss] = [], missing: [String] = [],
    errors: [SummaryReadError] = []
  ) {
    self.sources = sources
    self.changedSources = changedSources
    self.newBytes = newBytes
    self.sessions = sessions
    self.runs = runs
    self.unknownRecords = unknownRecords
    self.lines = lines
    self.inferredTimes = inferredTimes
    self.machines = machines
    self.limits = limits
    self.losses = losses
    self.missing = missing
    self.errors = errors
  }
}

/// Bytes of a log that were never seen.
package struct SummaryLoss: Sendable, Equatable {
  /// The log.
  package var path: String
  /// The offset of the first byte.
  package var from: Int
  /// The offset behind the last one; nil where nobody knows.
  package var to: Int?
  /// Why they were not seen.
  package var why: LocalizedText

  /// Creates the value from its parts.
  package init(path: String, from: Int, to: Int? = nil, why: LocalizedText) {
    self.path = path
    self.from = from
    self.to = to
    self.why = why
  }
}

/// A log that could not be read, or not to its end.
package struct SummaryReadError: Sendable, Equatable {
  /// The log.
  package var path: String
  /// Why not.
  package var why: LocalizedText

  /// Creates the value from its parts.
  package init(path: String, why: LocalizedText) {
    self.path = path
    self.why = why
  }
}
