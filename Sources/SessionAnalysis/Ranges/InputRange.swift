/// A range of an input that was read by itself, and what joins it with the range behind it.
///
/// A range has the sessions that begin within it. Its reader begins at a line's start, with no session
/// until a line marks one, and reads on behind the range until the next range's reader, which it
/// imitates, begins a session where it begins one itself: from there on both see the same.
package struct InputRange: Sendable, Equatable {
  /// How reading ended.
  package enum End: Sendable, Equatable {
    /// At the end of the input, with everything counted.
    case input(LogPosition)
    /// At a session that the next range has; the place as this reader counts and as the next one does.
    case session(LogPosition, next: LogPosition)
    /// At a place within the next range before which neither reader met a session, in the same form.
    case nothing(LogPosition, next: LogPosition)
  }

  /// The offsets of the first byte and behind the last one, as asked for.
  package var from: Int
  package var to: Int
  /// The input's size when it was read.
  package var size: Int
  /// How reading ended.
  package var end: End
  /// What the text that was read is like.
  package var traits: TextTraits
}

extension InputRange {
  /// The end of a range that goes on to the end of the input, whatever its size.
  package static let openEnd = 1 << 52
}

extension InputRange.End {
  /// The end of what was read, as this reader counts.
  var place: LogPosition {
    switch self {
    case .input(let place), .session(let place, _), .nothing(let place, _): place
    }
  }
}

extension InputSummary {
  /// Whether it is of a range whose reader came to the end of the input.
  package var isAtEnd: Bool {
    if case .input? = range?.end { true } else { false }
  }
}
