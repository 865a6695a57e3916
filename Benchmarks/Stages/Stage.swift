/// A part of what sdlog does with a log, or all of it.
package enum Stage: String, Sendable, CaseIterable {
  /// Bytes from the page cache into a buffer, as the program reads a file.
  case read
  /// Bytes in memory to frames: the search for control characters.
  case split
  /// The same, and the meter of each frame read.
  case meter
  /// Bytes in memory to records, everything that the tokenizer does.
  case tokenize
  /// The literal filter over the texts that are matched.
  case filter
  /// The filter over the same texts, and PCRE2 for what it lets through.
  case match
  /// Bytes in memory to sessions: tokenizer, matcher and analysis.
  case session
  /// Bytes of the file to sessions: `read` and `session`.
  case whole
}

/// What a stage found, so that two of them can be compared.
package struct StageOutcome: Sendable, Equatable {
  /// The bytes that it worked on.
  package var bytes = 0
  /// Frames of `split`, meters of `meter`, records of `tokenize`, candidates of `filter`, matches of
  /// `match`, records of `session` and `whole`; 0 of `read`.
  package var count = 0
  /// The sessions and their runs, of `session` and `whole`.
  package var sessions = 0
  package var runs = 0

  /// Creates an outcome.
  package init(bytes: Int = 0, count: Int = 0, sessions: Int = 0, runs: Int = 0) {
    self.bytes = bytes
    self.count = count
    self.sessions = sessions
    self.runs = runs
  }
}
