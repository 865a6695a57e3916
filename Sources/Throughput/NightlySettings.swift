/// The thresholds of the nightly alarm.
package struct NightlySettings: Sendable, Equatable {
  /// The thresholds of the search for changes.
  package var detector = DetectorSettings()
  /// The number of nights that are looked at, the last one included.
  package var nightsKept = 60
  /// The number of nights that must lie behind the one that may raise the first alarm.
  package var leastHistory = 10
  /// The number of nights on the level before a drop that an alarm needs.
  package var leastNightsBefore = 5
  /// The number of nights within which a drop must have begun to raise an alarm.
  package var freshNights = 20
  /// The least size of an alarm in standard errors.
  package var leastZ = 7.0
  /// The least number of nights on the new level, the last one included.
  package var leastNightsAfter = 3
  /// The least number of sessions, by effective size, on the new level.
  package var leastSessionsAfter = 2.5
  /// The number of nights around an alarm's place that raise no other one.
  package var quietNights = 5
  /// The least further fall, as a logarithm, while the level of the last alarm has not recovered.
  package var furtherDrop = 0.04
  /// The number of nights after one drop within which the next one continues it.
  package var declineNights = 20
  /// The size, as a logarithm, from which a drop is news even while the rate declines slowly.
  package var sharpDrop = 0.10
  /// The share of earlier runs at the new level that makes it a known one.
  package var familiarShare = 0.10
  /// The number of nights for which a higher level is an excursion, whose end is no drop.
  package var excursionNights = 10

  /// Creates the default settings.
  package init() {}
}
