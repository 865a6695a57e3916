internal import LogTokenizer
internal import PatternCatalogue

extension SessionBuilder {
  /// Makes an error of what the session ends with, if that is an error of which nothing else is known:
  /// what stands behind it would show that the program went on.
  mutating func raiseLastError() {
    guard let last = state.lastUnknownError, last.end == state.lastSpokenLine,
      let index = state.findingIndex[last.message]
    else { return }
    state.findings[index].finding.severity = .error
  }

  /// Counts a line that is indented below the last error as its own: messages of several lines list so what
  /// they are about.
  mutating func noteLinesOfLastError(_ record: Record, in batch: borrowing RecordBatch) {
    guard let last = state.lastUnknownError, record.line == last.end + 1, record.prefix.count == 0,
      let first = batch.text(of: record).first, first == 0x20 || first == 0x09
    else { return }
    state.lastUnknownError?.end = record.line + record.extraLines
  }

  /// Whether an error was told just before a line that only goes on with it: a traceback without its end, or
  /// one more line that a logger marks.
  func isTold(at line: Int) -> Bool {
    state.findings.contains {
      $0.finding.severity == .error && (line - 2..<line).contains($0.finding.lastLine)
    }
  }

  /// Whether a full bar is that of the last training, drawn once more when the program closed it.
  func isDrawnAgain(_ frame: borrowing BarFrame) -> Bool {
    frame.isFinished && state.lastTraining?.isDrawnAgain(by: frame) == true
  }
}

/// The full bar of a training, which its program may draw once more when it has saved the result: the clock
/// has gone on a little by then.
struct LastTraining {
  /// Shorter trainings may follow one another.
  private static let leastSeconds = 600.0
  /// Saving takes so much of the training's time at most, and prints so many lines.
  private static let share = 0.05
  private static let lines = 16

  private let description: String
  private let total: Double
  private let elapsed: Double
  private let line: Int

  /// Keeps what is compared; `nil` for a run that was no full bar, or a short one.
  init?(_ run: borrowing Run) {
    guard run.isFinished, run.isCounted, let total = run.total, let elapsed = run.elapsedSeconds,
      elapsed >= Self.leastSeconds
    else { return nil }
    (description, self.total, self.elapsed, line) = (
      run.description, total, elapsed, run.lastLine
    )
  }

  /// Whether a full frame is of this bar.
  fileprivate func isDrawnAgain(by frame: borrowing BarFrame) -> Bool {
    guard frame.total == total, let seconds = frame.elapsed.map(Double.init),
      frame.line - line <= Self.lines,
      seconds > elapsed, seconds <= elapsed * (1 + Self.share)
    else { return false }
    return description.utf8.elementsEqual(frame.description)
  }
}
