/// The rates of one workload in the order of time, and the runs with which its sessions begin: 8 bytes
/// and a bit a run.
///
/// A search for changes needs no more of a ``RateSeries``, and works in the place of the rates.
package struct CompactSeries: Sendable {
  private var rates: [Double] = []
  /// The runs with which a session begins.
  private(set) var starts = PositionSet()

  /// Creates an empty series.
  ///
  /// - Parameter capacity: The number of runs that will be added.
  package init(capacity: Int = 0) {
    rates.reserveCapacity(capacity)
  }

  /// Creates a series of the same runs.
  package init(_ series: RateSeries) {
    self.init(capacity: series.rates.count)
    var position = 0
    for session in series.sessions {
      for run in 0..<session.runs {
        append(series.rates[position], startsSession: run == 0)
        position += 1
      }
    }
  }
}

extension CompactSeries {
  /// The number of runs.
  package var count: Int { starts.count }

  /// Adds a run.
  ///
  /// - Parameters:
  ///   - rate: Its rate; one that is not finite and positive is left out of every computation.
  ///   - startsSession: Whether it is the first of its session.
  package mutating func append(_ rate: Double, startsSession: Bool) {
    rates.append(rate)
    starts.append(startsSession)
  }

  /// Hands over the rates, which are no longer there.
  mutating func takeRates() -> [Double] {
    defer { rates = [] }
    return rates
  }
}
