/// What the sessions tell about one workload's series, beside its rates.
struct SeriesCourse {
  /// A session's first run of the workload.
  struct Start {
    let run: Int
    /// The session's number, from 1.
    let session: Int
    let time: String?
  }

  /// The day of a run.
  struct Date {
    let run: Int
    let day: String
  }

  /// A run worth a look.
  struct NotedRun {
    let run: RunReport
    let rate: Double
    /// The number of its session, from 1.
    let session: Int
  }

  private static let startLimit = 64
  private static let markLimit = 24

  /// The number of runs so far.
  private(set) var runs = 0
  /// The number of sessions that had such runs.
  private(set) var sessions = 0
  /// The first of the sessions.
  private(set) var starts: [Start] = []
  /// Days of some of the sessions, over the whole series.
  private(set) var dates: [Date] = []
  /// The first changes of the environment.
  private(set) var marks: [EnvironmentMark] = []
  /// The number of all changes of the environment.
  private(set) var markCount = 0
  /// The slowest run, and the one nearest to the median.
  private(set) var slowest: NotedRun?
  private(set) var typical: NotedRun?

  private let median: Double
  private let ignoredFacts: Set<String>
  private var dateStride = 1
  private var environment: (fingerprint: String, facts: [FactReport])?

  /// Creates the course of a series whose median is known; some facts are no part of the environment.
  init(median: Double, ignoring ignoredFacts: Set<String> = []) {
    self.median = median
    self.ignoredFacts = ignoredFacts
  }
}

extension SeriesCourse {
  /// Takes a session's runs of the workload.
  mutating func add(_ throughput: WorkloadThroughput, of session: SessionReport, number: Int) {
    if starts.count < Self.startLimit {
      starts.append(Start(run: runs, session: number, time: session.startedAt))
    }
    note(session.startedAt)
    if let environment, environment.fingerprint != session.fingerprint {
      note(session, number: number, before: environment.facts)
    }
    if environment?.fingerprint != session.fingerprint {
      environment = (session.fingerprint, session.facts)
    }
    sessions += 1
    runs += throughput.runs
  }

  /// Takes a counted run of the workload.
  mutating func add(_ run: RunReport, rate: Double, session: Int) {
    if slowest.map({ rate < $0.rate }) ?? true {
      slowest = NotedRun(run: run, rate: rate, session: session)
    }
    if typical.map({ abs(rate - median) < abs($0.rate - median) }) ?? true {
      typical = NotedRun(run: run, rate: rate, session: session)
    }
  }

  /// The course without what depends on how runs are counted, where sessions and series disagree.
  func matching(runs count: Int) -> SeriesCourse {
    guard count != runs else { return self }
    var copy = SeriesCourse(median: median, ignoring: ignoredFacts)
    copy.slowest = slowest
    copy.typical = typical
    return copy
  }

  /// Notes a date; of many, every second, fourth and so on is kept.
  private mutating func note(_ time: String?) {
    guard let time, sessions.isMultiple(of: dateStride) else { return }
    if dates.count >= Self.startLimit {
      dates = dates.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
      dateStride *= 2
    }
    dates.append(Date(run: runs, day: String(time.prefix(10))))
  }

  private mutating func note(_ session: SessionReport, number: Int, before: [FactReport]) {
    let mark = EnvironmentMark(
      run: runs, session: number, before: before, after: session.facts, ignoring: ignoredFacts)
    guard let mark else { return }
    markCount += 1
    if marks.count < Self.markLimit { marks.append(mark) }
  }
}

/// What is different about machine or software from one session of a series to the next.
struct EnvironmentMark {
  /// A fact with its two values.
  struct Change {
    let name: String
    let before: String?
    let after: String?
  }

  /// The first run behind the change.
  let run: Int
  /// The number of its session, from 1.
  let session: Int
  /// The first few facts that differ.
  let changes: [Change]
  /// How many more there are.
  let more: Int

  private static let changeLimit = 5

  /// Compares the facts of two sessions but those that are ignored.
  ///
  /// - Returns: `nil` where none differs.
  init?(
    run: Int, session: Int, before: [FactReport], after: [FactReport], ignoring ignored: Set<String>
  ) {
    let names = (before + after).map(\.name).uniqued().filter { !ignored.contains($0) }
    let changes = names.compactMap { name -> Change? in
      let old = before.value(of: name)
      let new = after.value(of: name)
      return old == new ? nil : Change(name: name, before: old, after: new)
    }
    guard !changes.isEmpty else { return nil }
    self.run = run
    self.session = session
    self.changes = Array(changes.prefix(Self.changeLimit))
    more = changes.count - self.changes.count
  }
}
