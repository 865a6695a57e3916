import Reporting

/// A file of metrics for node_exporter's textfile collector, which sees it whole or not at all.
final class MetricsFile {
  /// How often the file is written, in seconds.
  private static let interval = 10.0

  private(set) var metrics = WatchMetrics(version: Version.current)
  /// When the file is written next, in seconds of the watch's clock.
  private(set) var dueAt = 0.0

  private let path: String

  init(path: String) {
    self.path = path
  }

  /// Counts events.
  func note(_ events: [WatchEvent]) {
    for event in events { metrics.note(event) }
  }

  /// Writes the file.
  ///
  /// - Parameters:
  ///   - gauges: What each log shows at the moment.
  ///   - hooks: What became of commands.
  ///   - seconds: The time on the watch's clock.
  /// - Throws: `OutputError` if it cannot be written.
  func write(_ gauges: [WatchMetrics.Gauges], hooks: [String: Int], at seconds: Double) throws {
    dueAt = seconds + Self.interval
    let time = Double(Environment().milliseconds) / 1000
    var file = try AtomicFile(path: path)
    try file.append(metrics.text(gauges, hooks: hooks, time: time))
    try file.commit()
  }
}
