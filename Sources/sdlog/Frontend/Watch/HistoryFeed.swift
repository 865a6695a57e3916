import Diagnosis
import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis
import Synchronization
import Threading

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Keeps sessions and runs in a history while logs are watched, on a thread of its own: whoever reads never
/// waits for it.
///
/// A session is stored when it ends, and now and then before that; its later versions take the place of
/// the earlier ones.
final class HistoryFeed: Sendable {
  /// Asks how fast a workload was on earlier nights.
  struct Question: Sendable, Hashable {
    var workload: String
    var gpu: String?
  }

  /// How fast a workload was on earlier nights.
  struct Answer: Sendable {
    var baseline: Baseline?
  }

  /// How many entries may wait for the thread.
  private static let waitingLimit = 100_000

  private enum Job: Sendable {
    case entries(lane: Int, path: String, [FinishedEntry])
    case open(lane: Int, path: String, Session)
    case question(Question)
  }

  private struct State: Sendable {
    var jobs: [Job] = []
    var waiting = 0
    var dropped = 0
    /// Whether the thread is at work on jobs that it has taken.
    var isBusy = false
    var answers: [Question: Answer] = [:]
    var isEnding = false
    var hasEnded = false
    var failure: HistoryError?
    var reports: [BaselineReport] = []
  }

  private let state = Mutex(State())
  /// Written to to wake the thread.
  private let wake: (reader: Int32, writer: Int32)
  /// Readable when the thread has done all that it had taken.
  private let done: (reader: Int32, writer: Int32)
  private let history: RunHistory
  private let host: String
  private let diagnostician: Diagnostician
  private let glossary: Glossary
  /// Baselines hold what was there before.
  private let startedAt = Environment().milliseconds

  /// Starts the thread; `nil` if that cannot be done.
  init?(
    _ history: RunHistory, host: String, diagnostician: Diagnostician, glossary: Glossary
  ) {
    self.history = history
    self.host = host
    self.diagnostician = diagnostician
    self.glossary = glossary
    var ends: [Int32] = [-1, -1, -1, -1]
    guard pipe(&ends) == 0 else { return nil }
    wake = (ends[0], ends[1])
    guard ends.withUnsafeMutableBufferPointer({ pipe($0.baseAddress.map { $0 + 2 }) }) == 0 else {
      return nil
    }
    done = (ends[2], ends[3])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    for end in [wake.writer, done.reader, done.writer] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    guard Workers.detach({ self.run() }) else { return nil }
  }

  deinit {
    for end in [wake.reader, wake.writer, done.reader, done.writer] { close(end) }
  }
}

// MARK: - The reader's side

extension HistoryFeed {
  /// How the history wants bytes to be hashed.
  var contentHash: ContentHash { history.contentHash }

  /// Takes what an analyser has handed out.
  func add(_ entries: [FinishedEntry], lane: Int, path: String) {
    guard !entries.isEmpty else { return }
    post(.entries(lane: lane, path: path, entries), weight: entries.count)
  }

  /// Takes a session as it is while it goes on.
  func store(_ session: Session, lane: Int, path: String) {
    post(.open(lane: lane, path: path, session), weight: 1)
  }

  /// Returns how fast a workload was; `nil` until that is known.
  func answer(to question: Question) -> Answer? {
    let (answer, isNew) = state.withLock { state -> (Answer?, Bool) in
      if let answer = state.answers[question] { return (answer, false) }
      let isAsked = state.jobs.contains {
        if case .question(let other) = $0 { other == question } else { false }
      }
      return (nil, !isAsked)
    }
    if isNew { post(.question(question), weight: 1) }
    return answer
  }

  /// Waits until everything is stored, though not for longer than another process may take.
  ///
  /// - Returns: What the sessions are against those that were there before, and whether all went well.
  func finish() -> (reports: [BaselineReport], hasFailed: Bool) {
    state.withLock { $0.isEnding = true }
    ring()
    wait { $0.hasEnded }
    return state.withLock { state in
      (state.reports, state.failure != nil || !state.hasEnded || state.dropped > 0)
    }
  }

  /// Waits until everything that was asked so far is answered, though not for longer than another process
  /// may take.
  func settle() {
    wait { $0.hasEnded || $0.jobs.isEmpty && !$0.isBusy }
  }

  /// Waits for the thread, each time for twice the history's own patience with other processes.
  private func wait(until isReached: (State) -> Bool) {
    let end = ContinuousClock.now + .seconds(12)
    var place = pollfd(fd: done.reader, events: Int16(POLLIN), revents: 0)
    var bytes = [UInt8](repeating: 0, count: 256)
    while !state.withLock({ isReached($0) }), ContinuousClock.now < end {
      // The clock is looked at again in between.
      if poll(&place, 1, 1000) > 0 { _ = read(done.reader, &bytes, bytes.count) }
    }
  }

  /// What went wrong, once.
  func takeFailure() -> HistoryError? {
    state.withLock { state in
      defer { state.failure = nil }
      return state.failure
    }
  }

  private func post(_ job: Job, weight: Int) {
    let isTaken = state.withLock { state in
      guard state.waiting + weight <= Self.waitingLimit else {
        state.dropped += weight
        return false
      }
      state.waiting += weight
      state.jobs.append(job)
      return true
    }
    if isTaken { ring() }
  }

  private func ring() {
    var byte: UInt8 = 0
    _ = write(wake.writer, &byte, 1)
  }
}

// MARK: - The thread

extension HistoryFeed {
  private func run() {
    var worker = HistoryFeedWorker(history, host: host, diagnostician)
    var bytes = [UInt8](repeating: 0, count: 256)
    while true {
      let (jobs, isEnding) = state.withLock { state in
        defer {
          state.isBusy = !state.jobs.isEmpty
          state.jobs = []
          state.waiting = 0
        }
        return (state.jobs, state.isEnding)
      }
      for job in jobs {
        do throws(HistoryError) {
          try perform(job, &worker)
        } catch {
          state.withLock { $0.failure = error }
        }
      }
      if jobs.isEmpty {
        if isEnding { break }
        tellDone()
        _ = read(wake.reader, &bytes, bytes.count)
      }
    }
    let rows = worker.rows
    let reports = try? BaselineReporter(history: history, glossary: glossary).reports(of: rows)
    state.withLock { state in
      state.reports = reports ?? []
      state.hasEnded = true
    }
    tellDone()
  }

  private func tellDone() {
    var byte: UInt8 = 0
    _ = write(done.writer, &byte, 1)
  }

  private func perform(_ job: Job, _ worker: inout HistoryFeedWorker) throws(HistoryError) {
    switch job {
    case .entries(let lane, let path, let entries):
      try worker.take(entries, lane: lane, path: path)
    case .open(let lane, let path, let session):
      try worker.storeOpen(session, lane: lane, path: path)
    case .question(let question):
      let baseline = try history.baseline(
        of: question.workload, host: host, gpu: question.gpu, before: startedAt,
        besides: worker.rows)
      state.withLock { $0.answers[question] = Answer(baseline: baseline) }
    }
  }
}
