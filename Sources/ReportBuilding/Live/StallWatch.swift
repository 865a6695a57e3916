import Reporting
package import SessionAnalysis

/// Notices that a run stands still, measured against the time that its own steps take.
///
/// A program that prints something else is at work: a run stands still only while nothing comes at all.
struct StallWatch: Sendable {
  /// The least silence that is a stall, in seconds.
  static let leastSeconds = 10.0
  /// How many steps could have been made meanwhile.
  static let steps = 5.0

  /// The bar that stands still, with its progress.
  private(set) var bar: Int?
  private var completed: Double?
}

extension StallWatch {
  /// The silence from which on a run stands still; `nil` where nobody knows how long its steps take.
  static func threshold(of run: Run) -> Double? {
    let rate = run.ratePerSecond ?? meanRate(of: run)
    guard let rate, rate > 0, !run.isFinished else { return nil }
    return max(leastSeconds, steps / rate)
  }

  private static func meanRate(of run: Run) -> Double? {
    guard let completed = run.completed, let elapsed = run.elapsedSeconds, completed > 0,
      elapsed > 0
    else { return nil }
    return completed / elapsed
  }

  /// Notes that a bar stands still.
  ///
  /// - Returns: Whether that was not noted before.
  mutating func note(_ bar: LiveBar) -> Bool {
    guard self.bar != bar.number || completed != bar.run.completed else { return false }
    self.bar = bar.number
    completed = bar.run.completed
    return true
  }

  /// Forgets the stall.
  mutating func end() {
    bar = nil
    completed = nil
  }
}

extension EventAnnouncer {
  /// The bar that moved last, among those that are not full.
  package var currentBar: LiveBar? {
    let unfinished = bars.filter { !$0.run.isFinished }
    return unfinished.filter(\.run.isCounted).max { $0.movedAt < $1.movedAt }
      ?? unfinished.max { $0.movedAt < $1.movedAt }
  }

  /// Whether a run stands still.
  package var isStalled: Bool { stall.bar != nil }

  /// The silence from which on the current run stands still, in seconds.
  package var stallThreshold: Double? {
    guard let bar = currentBar, let session, bar.run.lastLine >= session.lastLine else {
      return nil
    }
    return StallWatch.threshold(of: bar.run)
  }

  /// Looks whether the current run stands still.
  ///
  /// - Parameters:
  ///   - silence: The seconds since the last byte came.
  ///   - now: The present.
  package mutating func watchForStall(silence: Double, at now: Moment) {
    self.now = now
    guard let threshold = stallThreshold, silence >= threshold, let bar = currentBar,
      stall.note(bar), let number = open.runNumbers[bar.number]
    else { return }
    add(.stall(run: number, report(of: bar, seconds: silence)))
  }

  /// Tells how long a run stood still, now that something comes again.
  ///
  /// - Parameters:
  ///   - silence: The seconds for which nothing came.
  ///   - now: The present.
  package mutating func endStall(silence: Double, at now: Moment) {
    guard let stalled = stall.bar else { return }
    self.now = now
    stall.end()
    guard let bar = bars.first(where: { $0.number == stalled }),
      let number = open.runNumbers[stalled]
    else { return }
    add(.stall(run: number, report(of: bar, seconds: silence)))
  }

  private func report(of bar: LiveBar, seconds: Double) -> StallReport {
    StallReport(
      line: max(1, bar.run.lastLine), completed: bar.run.completed,
      seconds: (seconds * 10).rounded() / 10)
  }
}
