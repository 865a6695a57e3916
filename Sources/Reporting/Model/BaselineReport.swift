/// What comes of setting two levels of one workload side by side.
package enum SpeedVerdict: String, Sendable, Equatable, CaseIterable {
  /// The rate fell, certainly and by enough to matter.
  case slower
  /// The rate rose, certainly and by enough to matter.
  case faster
  /// No change that is certain and matters.
  case same
  /// Too few runs for a test.
  case observed
}

/// A workload's runs against its earlier runs on the same machine, which a history holds.
package struct BaselineReport: Sendable, Equatable {
  /// The workload's key.
  package var workload: String
  /// What a rate counts.
  package var unit: String
  /// The machine.
  package var host: String
  /// The GPU, where the logs name one.
  package var gpu: String?
  /// How many nights (days with runs), sessions and runs the earlier runs are.
  package var nights: Int
  package var sessions: Int
  package var runsBefore: Int
  /// The number of runs that are compared with them.
  package var runsAfter: Int
  /// The median of the earlier runs, and the range in which nine of ten of them lie.
  package var medianRatePerSecond: Double
  package var lowRatePerSecond: Double
  package var highRatePerSecond: Double
  /// When the first and the last of the earlier sessions began.
  package var since: String
  package var until: String
  /// The levels that are compared; first runs of sessions, which warm up, are left out where others
  /// are there.
  package var fromRatePerSecond: Double
  package var toRatePerSecond: Double
  /// The relative change: -0.2 is 20 % slower.
  package var change: Double
  /// The bounds of the change, and the test's statistic; nil where it is not tested.
  package var low: Double?
  package var high: Double?
  package var z: Double?
  /// What comes of it.
  package var verdict: SpeedVerdict
  /// What changed between the last of the earlier sessions and the first of the others.
  package var suspects: [SuspectReport]

  /// Creates the value from its parts.
  package init(
    workload: String, unit: String = "it", host: String = "", gpu: String? = nil, nights: Int,
    sessions: Int, runsBefore: Int, runsAfter: Int, medianRatePerSecond: Double,
    lowRatePerSecond: Double, highRatePerSecond: Double, since: String, until: String,
    fromRatePerSecond: Double, toRatePerSecond: Double, change: Double, low: Double? = nil,
    high: Double? = nil, z: Double? = nil, verdict: SpeedVerdict, suspects: [SuspectReport] = []
  ) {
    self.workload = workload
    self.unit = unit
    self.host = host
    self.gpu = gpu
    self.nights = nights
    self.sessions = sessions
    self.runsBefore = runsBefore
    self.runsAfter = runsAfter
    self.medianRatePerSecond = medianRatePerSecond
    self.lowRatePerSecond = lowRatePerSecond
    self.highRatePerSecond = highRatePerSecond
    self.since = since
    self.until = until
    self.fromRatePerSecond = fromRatePerSecond
    self.toRatePerSecond = toRatePerSecond
    self.change = change
    self.low = low
    self.high = high
    self.z = z
    self.verdict = verdict
    self.suspects = suspects
  }
}
