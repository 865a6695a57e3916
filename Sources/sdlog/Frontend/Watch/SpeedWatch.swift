import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis
import Throughput

/// Compares the speed of runs with that of runs before them, today's and those of earlier nights.
struct SpeedWatch {
  /// How often slowdowns are looked for while runs come in, in seconds.
  private static let interval = 1.0
  /// How many of the latest runs make up today's speed.
  private static let recentRuns = 5

  /// When slowdowns are to be looked for next, in seconds of the watch's clock.
  private(set) var dueAt: Double?

  private var regressions = RegressionWatch()
  private var lookedAt = -SpeedWatch.interval
  /// The sessions of workloads whose earlier runs are to be asked for.
  private var unasked: [String: String] = [:]
  private var known: Set<String> = []
  private var baselines: [String: Baseline] = [:]
}

extension SpeedWatch {
  /// Takes a run.
  mutating func add(_ run: RunReport, session: String, at seconds: Double) {
    guard run.counted else { return }
    regressions.add(run, session: session)
    if known.count < 256, known.insert(run.workload.key).inserted {
      unasked[run.workload.key] = session
    }
    dueAt = dueAt ?? max(seconds, lookedAt + Self.interval)
  }

  /// Looks for slowdowns if it is time to.
  ///
  /// - Parameters:
  ///   - seconds: The time on the watch's clock.
  ///   - isLast: Whether it is always time to.
  ///   - feed: Knows earlier runs.
  ///   - lanes: The logs.
  /// - Returns: What is new, with the log that each belongs to.
  mutating func look(
    at seconds: Double, isLast: Bool, _ feed: HistoryFeed?, _ lanes: [Lane]
  ) -> [(lane: Int, change: RegressionWatch.Slowdown)] {
    guard let due = dueAt, isLast || seconds >= due else { return [] }
    lookedAt = seconds
    dueAt = nil
    if let feed {
      ask(feed, lanes, at: seconds)
      if isLast, !unasked.isEmpty {
        feed.settle()
        ask(feed, lanes, at: seconds)
      }
    }
    return regressions.takeRegressions().map { change in
      let lane = lanes.firstIndex { change.report.at.session.hasPrefix($0.stream.path + ":") } ?? 0
      return (lane, change)
    }
  }

  /// Returns how the latest runs compare with earlier nights; `nil` where nobody knows.
  func deviation(of recent: RecentRuns) -> LiveDeviation? {
    guard let baseline = baselines[recent.workload], baseline.median > 0 else { return nil }
    let rates = recent.rates.suffix(Self.recentRuns)
    guard !rates.isEmpty else { return nil }
    let median = OrderStatistics.median(of: rates)
    return LiveDeviation(change: median / baseline.median - 1, nights: baseline.nights)
  }

  /// Asks for the earlier runs of new workloads, and takes the answers that are there.
  private mutating func ask(_ feed: HistoryFeed, _ lanes: [Lane], at seconds: Double) {
    for (workload, session) in unasked {
      let lane = lanes.first { session.hasPrefix($0.stream.path + ":") } ?? lanes[0]
      let gpu = lane.stream.announcer.session?.values(of: "gpu").first?.value
      guard let answer = feed.answer(to: HistoryFeed.Question(workload: workload, gpu: gpu)) else {
        // The thread has not come to it yet.
        dueAt = seconds + Self.interval
        continue
      }
      unasked[workload] = nil
      guard let baseline = answer.baseline else { continue }
      baselines[workload] = baseline
      regressions.set(earlier: baseline.series, of: workload)
    }
  }
}
