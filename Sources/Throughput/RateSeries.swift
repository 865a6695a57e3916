/// The rates of one workload in the order of time, with the sessions that they belong to.
///
/// A value. The rates of all sessions lie one behind the other in ``rates``; ``sessions`` says how
/// many belong to each start of the program. Rates that are not finite and positive may be there:
/// they are left out of every computation, and keep their place in the numbering.
package struct RateSeries: Sendable, Equatable {
  /// One start of the program: the day on which it happened, and its runs.
  package struct Session: Sendable, Equatable {
    /// A number for the day; sessions in a row with the same number make up one night.
    package var day: Int
    /// The number of runs of the session in ``RateSeries/rates``.
    package var runs: Int

    /// Creates a session of `runs` runs on the given day.
    package init(day: Int, runs: Int) {
      self.day = day
      self.runs = runs
    }
  }

  /// Work per second, one value for each run.
  package private(set) var rates: [Double]
  /// The sessions in the order of time; their numbers of runs add up to `rates.count`.
  package private(set) var sessions: [Session]

  /// Creates an empty series.
  package init() {
    rates = []
    sessions = []
  }

  /// Creates a series from all rates and the sessions that they fall into.
  ///
  /// Returns nil if a session has a negative number of runs, or if the numbers do not add up to
  /// that of the rates.
  package init?(rates: [Double], sessions: [Session]) {
    var total = 0
    for session in sessions {
      guard session.runs >= 0, session.runs <= rates.count - total else { return nil }
      total += session.runs
    }
    guard total == rates.count else { return nil }
    self.rates = rates
    self.sessions = sessions
  }
}

extension RateSeries {
  /// Adds a session with its rates at the end.
  package mutating func append(day: Int, rates newRates: [Double]) {
    rates.append(contentsOf: newRates)
    sessions.append(Session(day: day, runs: newRates.count))
  }

  /// Adds a rate to the last session, which must be there.
  package mutating func extendLastSession(rate: Double) {
    precondition(!sessions.isEmpty, "there is a session to extend")
    rates.append(rate)
    sessions[sessions.count - 1].runs += 1
  }

  /// The series cut into nights, in the order of time.
  ///
  /// - Complexity: O(*n*).
  package var nights: [Night] {
    var result: [Night] = []
    var start = 0
    for session in sessions {
      let runs = Array(rates[start..<start + session.runs])
      start += session.runs
      if let last = result.indices.last, result[last].day == session.day {
        result[last].sessions.append(runs)
      } else {
        result.append(Night(day: session.day, sessions: [runs]))
      }
    }
    return result
  }
}
