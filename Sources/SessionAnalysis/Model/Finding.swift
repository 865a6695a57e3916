/// A message of a session that matters, however often it came.
package struct Finding: Sendable, Equatable {
  /// How many of the lines are kept.
  package static let lineLimit = 20

  /// What a finding is worth.
  package enum Severity: UInt8, Sendable, Comparable {
    case note
    case warning
    case error

    package static func < (left: Severity, right: Severity) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// The id of the catalogue's entry.
  package var pattern: String
  /// The entry's category.
  package var category: String
  /// The entry's severity.
  package var severity: Severity
  /// How many records it came in.
  package var count: Int
  /// The 1-based lines of its first occurrences.
  package var lines: [Int]
  /// The line of its last occurrence.
  package var lastLine: Int
  /// The text of its first occurrence.
  package var message: String
  /// The captures of its first occurrence, by name.
  package var captures: [String: String]
  /// Whether a later line shows that it was repaired.
  package var isResolved: Bool
}
