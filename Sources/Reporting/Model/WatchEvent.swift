/// Something that happened while a log was followed.
package struct WatchEvent: Sendable, Equatable {
  /// When it was seen, in RFC 3339, where the log or the clock tells.
  package var time: String?
  /// The id of its session, where there is one.
  package var session: String?
  /// What happened.
  package var change: Change

  /// Creates the event from its parts.
  package init(time: String?, session: String?, change: Change) {
    self.time = time
    self.session = session
    self.change = change
  }
}

extension WatchEvent {
  /// What happened.
  package enum Change: Sendable, Equatable {
    /// A session began.
    case sessionStarted(input: String, line: Int, frontend: String)
    /// The log showed a fact.
    case fact(FactReport)
    /// A message that matters came in for the first time.
    case finding(id: String, FindingReport)
    /// Later lines added to a finding: its count, its text, or that it was repaired.
    case findingUpdate(id: String, FindingReport)
    /// A cause became the best explanation of the session's findings.
    case cause(CauseReport)
    /// A run began.
    case runStarted(RunProgress)
    /// A run went on.
    case runProgress(RunProgress)
    /// A run ended; `run` is its number in the session, from 0.
    case runFinished(run: Int, RunReport)
    /// Throughput fell.
    case regression(ChangeReport)
    /// A run stands still or stood still; `run` is its number in the session, from 0.
    case stall(run: Int, StallReport)
    /// A session ended.
    case sessionEnded(line: Int, runs: Int)
    /// Bytes were never seen.
    case loss(input: String, LostRange)
  }

  /// How far a run has come.
  package struct RunProgress: Sendable, Equatable {
    /// The run's number in the session, from 0.
    package var run: Int
    /// What the run does.
    package var kind: RunKind
    /// The text before the bar.
    package var description: String
    /// What the bar counts.
    package var unit: String
    /// How many units are done.
    package var completed: Double?
    /// How many units there are to do.
    package var total: Double?
    /// How long it took so far.
    package var elapsedSeconds: Double?
    /// Units per second, as the last frame shows it.
    package var ratePerSecond: Double?
    /// The line of the last frame, counted from 1.
    package var line: Int

    /// Creates the value from its parts.
    package init(
      run: Int, kind: RunKind = .sampling, description: String = "", unit: String = "it",
      completed: Double? = nil, total: Double? = nil, elapsedSeconds: Double? = nil,
      ratePerSecond: Double? = nil, line: Int
    ) {
      self.run = run
      self.kind = kind
      self.description = description
      self.unit = unit
      self.completed = completed
      self.total = total
      self.elapsedSeconds = elapsedSeconds
      self.ratePerSecond = ratePerSecond
      self.line = line
    }
  }
}

extension WatchEvent.Change {
  /// The name of the event in NDJSON.
  package var name: String {
    switch self {
    case .sessionStarted: "session_started"
    case .fact: "fact"
    case .finding: "finding"
    case .findingUpdate: "finding_update"
    case .cause: "cause"
    case .runStarted: "run_started"
    case .runProgress: "run_progress"
    case .runFinished: "run_finished"
    case .regression: "regression"
    case .stall: "stall"
    case .sessionEnded: "session_ended"
    case .loss: "loss"
    }
  }
}
