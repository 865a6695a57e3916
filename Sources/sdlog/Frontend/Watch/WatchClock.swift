import LogTokenizer
import ReportBuilding

/// The clocks of a watch.
struct WatchClock {
  private let start = ContinuousClock.now

  /// The present, with the time for people only where that is asked for.
  func moment(withText: Bool = true) -> Moment {
    Moment(seconds: seconds, text: withText ? Self.text(Environment().milliseconds) : nil)
  }

  /// Seconds since the watch began.
  var seconds: Double {
    let passed = ContinuousClock.now - start
    return Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
  }

  /// Returns a time in milliseconds since 1970 as RFC 3339.
  static func text(_ milliseconds: Int) -> String {
    LogTime.text(milliseconds, fraction: .always) + "Z"
  }
}
