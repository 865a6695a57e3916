internal import PatternCatalogue

extension SessionBuilder {
  /// Makes an error of what the session ends with, if that is an error of which nothing else is known:
  /// what stands behind it would show that the program went on.
  mutating func raiseLastError() {
    for (message, index) in state.findingIndex
    where rules.messages[message].definition.isOfLastLine
      && state.findings[index].finding.lastLine == state.lastSpokenLine
    {
      state.findings[index].finding.severity = .error
    }
  }

  /// Whether an error was told just before a line that only goes on with it: a traceback without its end, or
  /// one more line that a logger marks.
  func isTold(at line: Int) -> Bool {
    state.findings.contains {
      $0.finding.severity == .error && (line - 2..<line).contains($0.finding.lastLine)
    }
  }

  /// Whether a full bar is that of the last training, drawn once more when the program closed it: its clock
  /// went on while the result was saved.
  func isDrawnAgain(_ frame: borrowing BarFrame) -> Bool {
    guard frame.isFinished, let last = state.lastTraining, frame.total == last.total,
      let elapsed = frame.elapsed.map(Double.init)
    else { return false }
    return elapsed > last.elapsed && elapsed <= last.elapsed * 1.1
  }
}
