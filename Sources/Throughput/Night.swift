/// The runs of one night, or of one day, session by session.
package struct Night: Sendable, Equatable {
  /// A number for the day; only whether it differs from that of the night before matters.
  package var day: Int
  /// The rates of each session in the order of time, in work per second.
  package var sessions: [[Double]]

  /// Creates a night from the rates of its sessions.
  package init(day: Int, sessions: [[Double]]) {
    self.day = day
    self.sessions = sessions
  }

  /// The night with units of work and of time changed places, so that a rise is a drop.
  var inverse: Night { Night(day: day, sessions: sessions.map { $0.map { 1 / $0 } }) }

  /// The number of runs in all sessions.
  package var runs: Int {
    var total = 0
    for session in sessions {
      total += session.count
    }
    return total
  }
}
