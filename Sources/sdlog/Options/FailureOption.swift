import ArgumentParser

/// The option that says what makes the exit status 1.
struct FailureOption: ParsableArguments {
  @Option(
    help: .said(
      "Exit with 1 from this on.",
      "从哪一级起以状态 1 退出（never：从不；error：错误；warning：警告；regression：变慢）。"))
  var failOn = FailureThreshold.warning
}

/// What makes the exit status 1.
enum FailureThreshold: String, CaseIterable, ExpressibleByArgument {
  case never
  case error
  case warning
  case regression
}

extension FailureThreshold {
  /// Whether what was found makes the exit status 1.
  ///
  /// - Parameters:
  ///   - hasErrors: Whether an error was found.
  ///   - hasWarnings: Whether anything was found that is worth a warning, errors and slowdowns included.
  ///   - isSlower: Whether something got slower.
  /// - Returns: Whether it is as bad as that.
  func isReached(hasErrors: Bool, hasWarnings: Bool, isSlower: Bool) -> Bool {
    switch self {
    case .never: false
    case .error: hasErrors
    case .warning: hasWarnings
    case .regression: isSlower
    }
  }
}
