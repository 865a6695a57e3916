package import Localization

/// What was read from one input, and what could not be read.
package struct InputSummary: Sendable, Equatable {
  /// A stretch of bytes that was never seen.
  package struct Loss: Sendable, Equatable {
    /// The offsets of its first byte and behind its last one.
    package var from: Int
    package var to: Int
    /// Why it was not seen.
    package var why: LocalizedText

    /// Creates a loss.
    package init(from: Int, to: Int, why: LocalizedText) {
      self.from = from
      self.to = to
      self.why = why
    }
  }

  /// The path as reports show it.
  package var path: String
  /// The number of bytes read, uncompressed.
  package var bytes = 0
  /// The number of records.
  package var records = 0
  /// The encoding, such as `utf-8`; `nil` where there was no text.
  package var encoding: String?
  /// `LF`, `CRLF`, `mixed`; `nil` where no line ended.
  package var newline: String?
  /// The compression, such as `gzip`; `nil` for plain files.
  package var compression: String?
  /// The number of sessions.
  package var sessions = 0
  /// What was never seen.
  package var losses: [Loss] = []
  /// What went wrong while reading.
  package var errors: [String] = []
  /// How often bounds were hit, by name.
  package var limits: [String: Int] = [:]
  /// A hash of the first bytes, which tells two inputs of one path apart.
  package var identity: UInt64 = 0
  /// What its bytes are known by, where the analyser was asked to note it; archives leave it out.
  package var content: StreamContent?
  /// The range that was read, where it was not the whole input; the other values are then those of
  /// the range, with lines counted from its first one.
  package var range: InputRange?

  /// The name in `limits` of how many programs' lines are mixed in sessions of several sources.
  package static let mixedSources = "mixed-sources"

  /// Creates the summary of an input of which nothing was read yet.
  package init(path: String) {
    self.path = path
  }
}
