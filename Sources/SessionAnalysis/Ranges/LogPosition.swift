/// What was counted up to a place in an input.
package struct LogPosition: Sendable, Equatable {
  /// The 1-based line at the place.
  package var line: Int
  /// The records before it.
  package var records: Int
  /// The lines before it that were longer than is kept.
  package var cutLines: Int
  /// The lines before it that a transport withheld.
  package var withheldLines: Int
}

extension LogPosition {
  /// The beginning of an input.
  package static let start = LogPosition(line: 1, records: 0, cutLines: 0, withheldLines: 0)

  /// Returns the same place as another reader counts it, which counts `other` where this one counts
  /// `here`.
  func translated(from here: LogPosition, to other: LogPosition) -> LogPosition {
    LogPosition(
      line: line - here.line + other.line, records: records - here.records + other.records,
      cutLines: cutLines - here.cutLines + other.cutLines,
      withheldLines: withheldLines - here.withheldLines + other.withheldLines)
  }
}
