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
  /// The number of its runs.
  package var runCount: Int
  /// The number of records that no pattern knew.
  package var unknownRecords: Int
  /// How often bounds were hit while it was read, by name.
  package var limits: [String: Int]
}

extension Session {
  /// Returns the values of a fact, in the order in which they came.
  package func values(of name: String) -> [Fact] {
    facts.filter { $0.name == name }
  }

  /// Returns the finding of a pattern.
  package func finding(_ pattern: String) -> Finding? {
    findings.first { $0.pattern == pattern }
  }
}
