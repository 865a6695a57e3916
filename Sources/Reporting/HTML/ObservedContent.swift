/// A report that notes what pictures need while its sessions and runs are read.
///
/// Each session is read with all of its runs, of which nobody else gets to see any.
struct ObservedContent<Base: ReportContent>: ReportContent {
  var head: ReportHead { base.head }

  private(set) var sessions = SessionCourse()
  /// The courses of the workloads that have a chart, by their keys.
  private(set) var courses: [String: SeriesCourse]

  private var base: Base

  init(_ base: Base) {
    self.base = base
    let charted = base.head.series.filter { $0.chart != nil }
    // Start options differ in more than speed.
    let options = Set(base.head.tool.words.facts.filter(\.value.isOptions).keys)
    courses = Dictionary(
      charted.map {
        ($0.workload, SeriesCourse(median: $0.medianRatePerSecond ?? 0, ignoring: options))
      }
    ) { first, _ in first }
  }

  mutating func nextSession() throws -> SessionReport? {
    guard let session = try base.nextSession() else { return nil }
    sessions.add(session)
    let number = sessions.count
    for throughput in session.throughput {
      courses[throughput.workload]?.add(throughput, of: session, number: number)
    }
    while let run = try base.nextRun() {
      guard run.counted, let rate = run.ratePerSecond, rate > 0, rate.isFinite else { continue }
      courses[run.workload.key]?.add(run, rate: rate, session: number)
    }
    return session
  }

  mutating func nextRun() -> RunReport? { nil }
}
