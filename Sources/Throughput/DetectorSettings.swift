/// The thresholds of the detector.
///
/// The defaults were chosen on generated series: warm-ups, outliers, single bad nights, two mixed
/// workloads, rates rounded as tqdm rounds them. They hold for any unit of work.
package struct DetectorSettings: Sendable, Equatable {
  /// The least number of runs on either side of a change.
  package var leastRuns = 5
  /// How many deviations a run may lie off its neighbours' median before the search cuts it off.
  package var winsorDeviations = 1.5
  /// The least strength of a candidate in the search.
  package var candidateStrength = 3.5
  /// The least size of a reported change in standard errors, in a series of 200 runs.
  package var leastZ = 4.0
  /// What ``leastZ`` gains for a series *e* times as long: more places are looked at.
  package var leastZGrowth = 0.3
  /// The least relative size of a reported change.
  package var leastEffect = 0.04
  /// The number of runs from which an excursion is no incident but two changes.
  package var incidentRuns = 10
  /// The share of the series from which an excursion is two changes, if that is more runs.
  package var incidentShare = 1.0 / 12
  /// The number of sessions, by effective size, from which an excursion is two changes.
  package var incidentSessions = 2.5

  /// Creates the default settings.
  package init() {}
}

extension DetectorSettings {
  /// The least number of runs of a series that is tested at all.
  package var leastTestedRuns: Int { 2 * leastRuns }

  /// The least size of a change, in standard errors, in a series of `count` runs.
  func leastZ(forCount count: Int) -> Double {
    leastZ + leastZGrowth * naturalLogarithm(Double(max(count, 1)) / 200)
  }

  /// The number of runs from which an excursion in a series of `count` runs is two changes.
  func incidentRuns(forCount count: Int) -> Double {
    max(Double(incidentRuns), incidentShare * Double(count))
  }
}
