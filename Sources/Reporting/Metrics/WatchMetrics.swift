/// Counts the events of a watch for a monitoring system.
///
/// Labels take values of the catalogue, of closed sets, or the names of the files that are watched. How many
/// series a metric may have is bounded; what goes beyond counts under `other`.
package struct WatchMetrics: Sendable {
  /// The most series of a metric.
  static let seriesLimit = 500

  /// What one log shows at the moment.
  package struct Gauges: Sendable {
    package var input: String
    package var bytes: Int
    package var lagBytes: Int
    package var silenceSeconds: Double?
    package var isStalled: Bool

    /// Creates the value from its parts.
    package init(
      input: String, bytes: Int, lagBytes: Int, silenceSeconds: Double?, isStalled: Bool
    ) {
      self.input = input
      self.bytes = bytes
      self.lagBytes = lagBytes
      self.silenceSeconds = silenceSeconds
      self.isStalled = isStalled
    }
  }

  private var sessions = Tally()
  private var runs = Tally()
  private var steps = Tally()
  private var findings = Tally()
  private var causes = Tally()
  private var stalls = 0
  private var regressions = 0
  private var losses = 0
  private var lostBytes = 0
  /// The rate of the last run of each kind.
  private var rates = Tally()
  /// By session, the counts of findings that were told, so that updates add only what came since.
  private var counted: [String: [String: Int]] = [:]
  /// By session, the steps of the open runs that were counted.
  private var progress: [String: [Int: Double]] = [:]
  private let version: String

  /// Creates metrics of a watch that has seen nothing.
  package init(version: String) {
    self.version = version
  }
}

/// Values by labels, at most so many.
private struct Tally: Sendable {
  private(set) var values: [[String]: Double] = [:]

  mutating func add(_ labels: [String], _ value: Double = 1) {
    values[bounded(labels), default: 0] += value
  }

  mutating func set(_ labels: [String], _ value: Double) {
    values[bounded(labels)] = value
  }

  private func bounded(_ labels: [String]) -> [String] {
    values[labels] != nil || values.count < WatchMetrics.seriesLimit
      ? labels : labels.map { _ in "other" }
  }

  func series(
    _ names: [String]
  ) -> [(labels: [(name: String, value: String)], value: Double)] {
    values.map { (labels: zip(names, $0.key).map { ($0, $1) }, value: $0.value) }
  }
}

extension WatchMetrics {
  /// Counts an event.
  package mutating func note(_ event: WatchEvent) {
    let session = event.session ?? ""
    switch event.change {
    case .sessionStarted(_, _, let frontend):
      sessions.add([frontend])
    case .sessionEnded:
      counted[session] = nil
      progress[session] = nil
    case .finding(let id, let finding), .findingUpdate(let id, let finding):
      let new = finding.count - (counted[session]?[id] ?? 0)
      counted[session, default: [:]][id] = finding.count
      if new > 0 { findings.add([finding.pattern, finding.severity.rawValue], Double(new)) }
    case .cause(let cause): causes.add([cause.cause, cause.confidence.rawValue])
    case .runStarted(let run), .runProgress(let run):
      if let completed = run.completed { noteSteps(session, run.run, run.kind, completed) }
      if let rate = run.ratePerSecond { rates.set([run.kind.rawValue, run.unit], rate) }
    case .runFinished(let number, let run):
      if let completed = run.completed { noteSteps(session, number, run.kind, completed) }
      progress[session]?[number] = nil
      runs.add([run.kind.rawValue, run.finished ? "finished" : "stopped"])
      if let rate = run.ratePerSecond { rates.set([run.kind.rawValue, run.unit], rate) }
    case .regression: regressions += 1
    case .stall: stalls += 1
    case .loss(_, let range):
      losses += 1
      lostBytes += range.to - range.from
    case .fact: break
    }
  }

  private mutating func noteSteps(
    _ session: String, _ run: Int, _ kind: RunKind, _ completed: Double
  ) {
    let new = completed - (progress[session]?[run] ?? 0)
    progress[session, default: [:]][run] = completed
    if new > 0, new.isFinite { steps.add([kind.rawValue], new) }
  }

  /// Writes everything as text.
  ///
  /// - Parameters:
  ///   - gauges: What each log shows at the moment.
  ///   - hooks: How many commands were run, failed and left out.
  ///   - time: The time in seconds since 1970.
  /// - Returns: The text of the file.
  package func text(_ gauges: [Gauges], hooks: [String: Int], time: Double) -> String {
    var text = MetricsText()
    text.add(
      "sdlog_build_info", .gauge, "The program that writes these metrics.",
      [([("version", version)], 1)])
    text.add("sdlog_updated_timestamp_seconds", .gauge, "When this file was written.", time)
    func each(_ value: (Gauges) -> Double?) -> [(
      labels: [(name: String, value: String)], value: Double
    )] {
      gauges.compactMap { log in value(log).map { ([("input", log.input)], $0) } }
    }
    text.add(
      "sdlog_read_bytes_total", .counter, "Bytes that were read of a log.",
      each { Double($0.bytes) })
    text.add(
      "sdlog_lag_bytes", .gauge, "Bytes of a log that are there and were not read.",
      each { Double($0.lagBytes) })
    text.add(
      "sdlog_silence_seconds", .gauge, "Time since the last byte of a log came.",
      each(\.silenceSeconds))
    text.add(
      "sdlog_stalled", .gauge, "Whether a run stands still.", each { $0.isStalled ? 1 : 0 })
    text.add(
      "sdlog_stalls_total", .counter, "Events that say that a run stands or stood still.",
      Double(stalls))
    text.add(
      "sdlog_losses_total", .counter, "Stretches of a log that were never seen.", Double(losses))
    text.add(
      "sdlog_lost_bytes_total", .counter,
      "Bytes that were never seen, as far as their number is known.",
      Double(lostBytes))
    text.add(
      "sdlog_regressions_total", .counter, "Changes of throughput for the worse.",
      Double(regressions))
    text.add(
      "sdlog_sessions_total", .counter, "Starts of programs, by front end.",
      sessions.series(["frontend"]))
    text.add(
      "sdlog_runs_total", .counter,
      "Runs that ended, by kind and by whether they came to their end.",
      runs.series(["kind", "outcome"]))
    text.add(
      "sdlog_steps_total", .counter, "Units of work done, by kind of run.", steps.series(["kind"]))
    text.add(
      "sdlog_run_rate", .gauge, "Units of work a second of the latest run of a kind.",
      rates.series(["kind", "unit"]))
    text.add(
      "sdlog_findings_total", .counter, "Messages that matter, by the catalogue's pattern.",
      findings.series(["pattern", "severity"]))
    text.add(
      "sdlog_causes_total", .counter, "Causes that were found, each once a session.",
      causes.series(["cause", "confidence"]))
    text.add(
      "sdlog_hooks_total", .counter, "Commands for events, by what became of them.",
      hooks.map { ([("outcome", $0.key)], Double($0.value)) })
    return text.text
  }
}
