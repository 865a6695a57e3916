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
  /// What its occurrences differ in, where the entry says so: each text once, the first one in front, and
  /// behind the last one that fits the newest.
  package var variants: [Variant] = []
}

extension Finding {
  /// How many variants are kept.
  package static let variantLimit = 8

  /// One of several texts that a message came with.
  package struct Variant: Sendable, Equatable {
    /// The text.
    package var text: String
    /// The 1-based lines of its first and its last occurrence.
    package var line: Int
    package var lastLine: Int
  }

  /// Notes an occurrence's text.
  mutating func note(variant text: String, line: Int) {
    if let known = variants.firstIndex(where: { $0.text == text }) {
      variants[known].lastLine = line
      return
    }
    if variants.count == Self.variantLimit { variants.removeLast() }
    variants.append(Variant(text: text, line: line, lastLine: line))
  }

  /// The text of the last occurrence, where its occurrences differ.
  package var latestVariant: String? {
    variants.max { $0.lastLine < $1.lastLine }?.text
  }
}
