/// One file, member of an archive, or stream that was read.
package struct InputReport: Sendable, Equatable {
  /// The path as given, or `ARCHIVE!MEMBER`.
  package var path: String
  /// The number of bytes read.
  package var bytes: Int
  /// The number of records found.
  package var records: Int
  /// The encoding, for example `utf-8` or `utf-16le`.
  package var encoding: String?
  /// The line ends: `LF`, `CRLF`, `CR` or `mixed`.
  package var newline: String?
  /// The compression, or nil.
  package var compression: String?
  /// The number of sessions found.
  package var sessions: Int
  /// Bytes that were never seen.
  package var lost: [LostRange]
  /// What could not be read, in plain words.
  package var errors: [String]

  /// Creates the value from its parts.
  package init(
    path: String, bytes: Int = 0, records: Int = 0, encoding: String? = nil,
    newline: String? = nil, compression: String? = nil, sessions: Int = 0, lost: [LostRange] = [],
    errors: [String] = []
  ) {
    self.path = path
    self.bytes = bytes
    self.records = records
    self.encoding = encoding
    self.newline = newline
    self.compression = compression
    self.sessions = sessions
    self.lost = lost
    self.errors = errors
  }
}

extension InputReport {
  /// What could not be read, apart from what the lost bytes say in both languages.
  var otherErrors: [String] { errors.filter { error in !lost.contains { $0.why.en == error } } }
}

/// Bytes of an input that were never seen.
package struct LostRange: Sendable, Equatable {
  /// The offset of the first lost byte.
  package var from: Int
  /// The offset behind the last lost byte.
  package var to: Int
  /// Why they were never seen.
  package var why: LocalizedText

  /// Creates the value from its parts.
  package init(from: Int, to: Int, why: LocalizedText) {
    self.from = from
    self.to = to
    self.why = why
  }

  /// Creates the value from its parts, with a reason that is another program's own words.
  package init(from: Int, to: Int, why: String) {
    self.init(from: from, to: to, why: LocalizedText(verbatim: why))
  }
}
