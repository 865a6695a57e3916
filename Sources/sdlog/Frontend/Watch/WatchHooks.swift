import Reporting

/// The commands that the user has named for events.
final class WatchHooks {
  private let onFinding: String?
  private let onRegression: String?
  private let runner: HookRunner
  private var writer = WatchEventWriter()

  /// Takes the commands; `nil` where there is none.
  init?(_ options: WatchOptions, isQuiet: Bool) {
    guard options.onFinding != nil || options.onRegression != nil else { return nil }
    onFinding = options.onFinding
    onRegression = options.onRegression
    runner = HookRunner(timeLimit: options.hookSeconds, isQuiet: isQuiet)
  }

  /// What became of the commands.
  var outcomes: [String: Int] { runner.outcomes }

  /// When something is to be done next, in seconds of the watch's clock.
  var nextDue: Double? { runner.nextDue }

  /// Starts commands for the events that they were named for.
  ///
  /// A finding is told where it is a warning or an error, once for its pattern; a regression once for its
  /// workload and place.
  func note(_ events: [WatchEvent], at seconds: Double) {
    for event in events {
      switch event.change {
      case .finding(_, let finding):
        guard let onFinding, finding.severity != .note else { continue }
        run(onFinding, of: "--on-finding", event, key: "finding \(finding.pattern)", at: seconds)
      case .regression(let change):
        guard let onRegression else { continue }
        run(
          onRegression, of: "--on-regression", event,
          key: "regression \(change.workload) \(change.at.run)", at: seconds)
      default: break
      }
    }
  }

  /// Does what is due.
  func tick(at seconds: Double) { runner.tick(at: seconds) }

  /// Waits for what is still to be run.
  func finish(_ clock: WatchClock) { runner.finish(clock) }

  /// Returns what is to be said of commands that failed, once.
  func takeWarnings() -> [Diagnostic] { runner.takeWarnings() }

  private func run(
    _ command: String, of option: String, _ event: WatchEvent, key: String, at seconds: Double
  ) {
    var output = MemoryOutput()
    try? writer.write(event, to: &output)
    runner.add(command, of: option, output.bytes, key: key, at: seconds)
  }
}
