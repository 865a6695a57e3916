package import SessionAnalysis

/// A session as a history lists it.
package struct HistorySession: Sendable, Equatable {
  /// The number of its row, which says nothing beyond this file.
  package var row: Int
  /// What it is known by in every history: 16 hexadecimal digits.
  package var id: String
  /// Its time in milliseconds since 1970: the printed start, else when its log was last changed.
  package var time: Int
  /// Whether the time was printed.
  package var isTimePrinted: Bool
  /// The machine.
  package var host: String
  /// The GPU, where the log names one.
  package var gpu: String?
  /// The id of the front end.
  package var frontEnd: String
  /// The number of lines and bytes.
  package var lines: Int
  package var bytes: Int
  /// The number of runs.
  package var runs: Int
  /// Whether its log ended within it, so that more may follow.
  package var isOpen: Bool
  /// Whether only daily summaries are left of it.
  package var isPruned: Bool
}

/// Where a session stands.
package struct HistoryPlace: Sendable, Equatable {
  /// The path under which its source was read.
  package var path: String
  /// The range of its bytes, uncompressed.
  package var bytes: Range<Int>
  /// The 1-based line of its first byte.
  package var firstLine: Int
}

/// A workload of a session, with what its counted runs come to.
package struct HistoryThroughput: Sendable, Equatable {
  /// The front end and the workload's key.
  package var workload: String
  /// What the runs do, and what a rate counts.
  package var kind: Run.Kind
  package var unit: String
  /// The number of runs, and of those that count.
  package var runs: Int
  package var counted: Int
  /// Rates per second of those that count.
  package var median: Double?
  package var low: Double?
  package var high: Double?
  /// The number of stalls.
  package var stalls: Int
}

/// A session with all that is kept of it; lines count from 1 at its own first line.
package struct HistoryDetail: Sendable, Equatable {
  /// A message that mattered.
  package struct Finding: Sendable, Equatable {
    package var pattern: String
    package var category: String
    package var severity: SessionAnalysis.Finding.Severity
    package var count: Int
    package var firstLine: Int
    package var lastLine: Int
    package var message: String
    package var isResolved: Bool
  }

  /// The session.
  package var session: HistorySession
  /// Where it stands.
  package var places: [HistoryPlace]
  /// What the log states.
  package var facts: [Fact]
  /// The messages that mattered.
  package var findings: [Finding]
  /// The causes, the likeliest first.
  package var causes: [RecordedCause]
  /// What its runs come to.
  package var throughput: [HistoryThroughput]
}

/// A run as a history keeps it.
package struct HistoryRun: Sendable, Equatable {
  /// The position among the runs of its session, from 0.
  package var ordinal: Int
  /// The line of its last frame, from 1 at its session's first line.
  package var line: Int
  /// The front end and the workload's key.
  package var workload: String
  /// What it does.
  package var kind: Run.Kind
  package var isFinished: Bool
  package var isCounted: Bool
  /// Units per second, and the bounds of the true mean.
  package var ratePerSecond: Double?
  package var rateLow: Double?
  package var rateHigh: Double?
  /// The units that were completed, and the seconds that they took.
  package var completed: Double?
  package var elapsedSeconds: Double?
  /// Milliseconds from the session's printed start to its end, where times were printed.
  package var endAfter: Int?
  /// The number of stalls.
  package var stalls: Int
}
