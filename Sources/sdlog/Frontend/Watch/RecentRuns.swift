import Reporting

/// What the runs of a watch came to lately, for the lines at the bottom of a terminal.
struct RecentRuns {
  /// How many rates are kept.
  private static let limit = 120

  private(set) var workload = ""
  private(set) var rates: [Double] = []
  private(set) var unit = "it"

  /// Takes a run; another workload begins anew.
  mutating func add(_ run: RunReport) {
    guard run.counted, let rate = run.ratePerSecond, rate > 0, rate.isFinite else { return }
    if run.workload.key != workload {
      workload = run.workload.key
      rates = []
    }
    unit = run.unit
    rates.append(rate)
    if rates.count > Self.limit { rates.removeFirst(rates.count - Self.limit) }
  }
}
