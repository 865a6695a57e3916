/// A place at which the rate of a series shifts for good.
package struct ChangePoint: Sendable, Equatable {
  /// What course the rate takes.
  package enum Kind: String, Sendable {
    /// From one level to another within a few runs.
    case step
    /// Down in many small steps, night after night.
    case drift
    /// Away and back again within a few runs of a session or two.
    case incident
  }

  /// The course that the rate takes.
  package var kind: Kind
  /// The first run on the new level, counted from 0 over all runs of the series.
  package var index: Int
  /// The run behind the last one of an incident, or the first run on the level after a drift; nil
  /// for a step.
  package var end: Int?
  /// The change relative to the level before: -0.2 is 20 % slower.
  package var change: Double
  /// The lower end of the 95 % interval of ``change``.
  package var low: Double
  /// The upper end of the 95 % interval of ``change``.
  package var high: Double
  /// The size of the change in standard errors.
  package var z: Double
  /// The typical rate before the change, in work per second.
  package var fromRate: Double
  /// The typical rate behind it; `fromRate * (1 + change)`.
  package var toRate: Double
  /// Whether the change falls on the start of a session.
  ///
  /// If not, the program was not restarted: heat, memory or another program are at work.
  package var isAtSessionStart: Bool
}

extension ChangePoint {
  /// Whether the rate falls.
  package var isDrop: Bool { change < 0 }
}
