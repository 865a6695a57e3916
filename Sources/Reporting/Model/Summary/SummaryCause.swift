/// A cause in the sessions of one machine and program, since when, and whether it is still there.
package struct SummaryCause: Sendable, Equatable {
  /// What is known of the cause.
  package enum State: String, Sendable, Equatable, CaseIterable {
    /// It is there, and was not told before.
    case new
    /// It was told before, and is still there.
    case open
    /// It was told before, and is no longer there.
    case gone
  }

  /// What it is acknowledged by, such as `c-81be07`.
  package var id: String
  /// What is known of it.
  package var state: State
  /// The machine.
  package var host: String
  /// The id of the front end.
  package var frontend: String
  /// The cause's id, and its name for humans.
  package var cause: String
  package var title: LocalizedText
  /// How sure it is.
  package var confidence: Confidence
  /// What to do.
  package var remedy: RemedyReport?
  /// The night of the first session that shows it without a break, as `2026-11-22`.
  package var night: String
  /// How many nights ago that is.
  package var nightsAgo: Int
  /// In how many sessions it was since then.
  package var sessions: Int
  /// The last session that shows it.
  package var session: SummarySession?
  /// What was said of it with `sdlog ack`.
  package var acknowledgement: SummaryAcknowledgement?

  /// Creates the value from its parts.
  package init(
    id: String, state: State, host: String, frontend: String, cause: String, title: LocalizedText,
    confidence: Confidence, remedy: RemedyReport? = nil, night: String, nightsAgo: Int,
    sessions: Int, session: SummarySession? = nil,
    acknowledgement: SummaryAcknowledgement? = nil
  ) {
    self.id = id
    self.state = state
    self.host = host
    self.frontend = frontend
    self.cause = cause
    self.title = title
    self.confidence = confidence
    self.remedy = remedy
    self.night = night
    self.nightsAgo = nightsAgo
    self.sessions = sessions
    self.session = session
    self.acknowledgement = acknowledgement
  }
}

/// A session of the period that stood still or failed.
package struct SummaryIncident: Sendable, Equatable {
  /// What happened.
  package enum Kind: String, Sendable, Equatable, CaseIterable {
    /// Runs stood still for far longer than a step.
    case stall
    /// The program reported an error that was not repaired.
    case error
  }

  /// What happened.
  package var kind: Kind
  /// The machine.
  package var host: String
  /// The id of the front end.
  package var frontend: String
  /// The session, with the line at which it happened first.
  package var session: SummarySession
  /// The error's pattern and its title; nil for a stall.
  package var pattern: String?
  package var title: LocalizedText?
  /// How often it happened in the session.
  package var count: Int
  /// The error's first line as the log has it; nil for a stall.
  package var message: String?

  /// Creates the value from its parts.
  package init(
    kind: Kind, host: String, frontend: String, session: SummarySession, pattern: String? = nil,
    title: LocalizedText? = nil, count: Int, message: String? = nil
  ) {
    self.kind = kind
    self.host = host
    self.frontend = frontend
    self.session = session
    self.pattern = pattern
    self.title = title
    self.count = count
    self.message = message
  }
}
