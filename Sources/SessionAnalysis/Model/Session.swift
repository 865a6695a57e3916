package import LogTokenizer

/// One start of a program, up to its exit, as its log shows it; its runs are kept beside it.
package struct Session: Sendable, Equatable {
  /// The index of the input among those that were read.
  package var input: Int
  /// The position among the sessions of its input, from 0.
  package var ordinal: Int
  /// The id of the front end, `unknown` where nothing shows it.
  package var frontEnd: String
  /// The 1-based lines of its first and last record.
  package var firstLine: Int
  package var lastLine: Int
  /// The first and last time that was printed, if any.
  package var start: LogTime?
  package var end: LogTime?
  /// What the log states, in the order of the names' first appearance.
  package var facts: [Fact]
  /// The messages that matter, in the order of their first appearance.
  package var findings: [Finding]
  /// The workloads of its runs.
  package var workloads: [Workload]
  /// What its counted runs did, by workload.
  package var throughput: [Throughput] = []
  /// The number of its runs.
  package var runCount: Int
  /// The number of records that no pattern knew.
  package var unknownRecords: Int
  /// How often bounds were hit while it was read, by name.
  package var limits: [String: Int]
}

extension Session {
  /// The counted runs of one workload of a session.
  package struct Throughput: Sendable, Equatable {
    /// The index of the workload in the session's list.
    package var workload: Int
    /// What the runs do.
    package var kind: Run.Kind
    /// What a rate counts.
    package var unit: String
    /// The number of runs.
    package var runs: Int
    /// The rates of the first and the last run, and the median, per second.
    package var first: Double
    package var last: Double
    package var median: Double
    /// The number of stalls.
    package var stalls: Int

    /// Creates the value from its parts.
    package init(
      workload: Int, kind: Run.Kind, unit: String, runs: Int, first: Double, last: Double,
      median: Double, stalls: Int
    ) {
      self.workload = workload
      self.kind = kind
      self.unit = unit
      self.runs = runs
      self.first = first
      self.last = last
      self.median = median
      self.stalls = stalls
    }
  }

  /// Returns the values of a fact, in the order in which they came.
  package func values(of name: String) -> [Fact] {
    facts.filter { $0.name == name }
  }

  /// Returns the finding of a pattern.
  package func finding(_ pattern: String) -> Finding? {
    findings.first { $0.pattern == pattern }
  }
}
