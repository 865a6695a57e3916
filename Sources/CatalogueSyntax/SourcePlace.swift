package import Localization

/// A place in a text file: 1-based line, 1-based column in Unicode scalars.
package struct SourcePlace: Hashable, Sendable {
  /// The line, from 1.
  package let line: Int
  /// The column in Unicode scalars, from 1.
  package let column: Int

  /// Creates a place.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension SourcePlace: Comparable {
  /// Whether `left` lies before `right`.
  package static func < (left: SourcePlace, right: SourcePlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// What is wrong with a file's YAML, whatever the catalogue's schema says.
package struct SyntaxProblem: Error, Equatable, Sendable {
  /// What was wrong, in one line.
  package let message: LocalizedText
  /// Where, as far as it can be told.
  package let place: SourcePlace?
  /// How many Unicode scalars from `place` on are concerned; at least 1.
  package let length: Int
  /// Why it matters.
  package let note: LocalizedText?
  /// What to do.
  package let help: LocalizedText?

  /// Creates a problem.
  package init(
    _ message: LocalizedText, place: SourcePlace?, length: Int = 1,
    note: LocalizedText? = nil, help: LocalizedText? = nil
  ) {
    self.message = message
    self.place = place
    self.length = length
    self.note = note
    self.help = help
  }
}
