/// A series as a file holds it: a name, the rates, and what is asked of it.
package struct NamedSeries: Sendable, Equatable {
  /// What a detector is asked to do with a series.
  package enum Mode: String, Sendable {
    /// Find all changes of the whole series.
    case offline
    /// Raise alarms night by night.
    case nightly
    /// Both.
    case both
  }

  /// The name of the series.
  package var id: String
  /// What is asked.
  package var mode: Mode
  /// The rates.
  package var rates: RateSeries
}

/// A place in a file of series that cannot be read.
package struct SeriesFileError: Error, Sendable, Equatable {
  /// The line, counted from 1.
  package var line: Int
  /// What is wrong with it, in a few words.
  package var reason: String
}
