import Localization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs the user's commands for events: one at a time, each for a limited time, and not too many.
///
/// A command is the user's own line of a shell. Nothing of a log is ever part of it: the event is on its
/// standard input, as one line of JSON.
final class HookRunner {
  /// How many commands may be started at once, and how long it takes until one more may, in seconds.
  private static let burst = 10.0
  private static let secondsPerStart = 6.0
  /// For how long the same event starts no command again, in seconds.
  private static let repeatDistance = 600.0
  /// How many events wait.
  private static let queueLimit = 16
  private static let keyLimit = 1024

  private struct Job {
    var command: String
    var option: String
    var input: [UInt8]
  }

  private struct Running {
    var job: Job
    var process: pid_t
    var endsAt: Double
    var wasKilled = false
  }

  /// What became of the commands: `succeeded`, `failed`, `timed_out`, `repeated`, `dropped`.
  private(set) var outcomes: [String: Int] = [:]

  /// What is to be said of commands that failed, once for each.
  private var warnings: [Diagnostic] = []
  private var blamed: Set<String> = []

  private var queue: [Job] = []
  private var running: Running?
  private var tokens = HookRunner.burst
  private var tokensAt = 0.0
  private var startedAt: [String: Double] = [:]
  private let isQuiet: Bool
  private let timeLimit: Double

  /// Creates a runner.
  ///
  /// - Parameters:
  ///   - timeLimit: How long a command may take, in seconds.
  ///   - isQuiet: Whether what commands print is thrown away rather than shown on standard error.
  init(timeLimit: Double, isQuiet: Bool) {
    self.timeLimit = timeLimit
    self.isQuiet = isQuiet
  }
}

extension HookRunner {
  /// Takes an event.
  ///
  /// - Parameters:
  ///   - command: The user's line of a shell.
  ///   - option: The option that named it.
  ///   - input: The event in JSON, with its LF.
  ///   - key: What makes it the same as another event.
  ///   - seconds: The time on the watch's clock.
  func add(
    _ command: String, of option: String, _ input: [UInt8], key: String, at seconds: Double
  ) {
    if let before = startedAt[key], seconds < before + Self.repeatDistance {
      return count("repeated")
    }
    guard queue.count < Self.queueLimit else { return count("dropped") }
    if startedAt.count >= Self.keyLimit {
      startedAt = startedAt.filter { seconds < $0.value + Self.repeatDistance }
      if startedAt.count >= Self.keyLimit { startedAt.removeAll() }
    }
    startedAt[key] = seconds
    queue.append(Job(command: command, option: option, input: input))
  }

  /// Returns what is to be said of commands that failed, once.
  func takeWarnings() -> [Diagnostic] {
    defer { warnings = [] }
    return warnings
  }

  /// Ends what has taken too long, and starts the next command if it is its time.
  func tick(at seconds: Double) {
    reap()
    if let process = running, seconds >= process.endsAt, !process.wasKilled {
      // Its group, so that what it has started ends too.
      kill(-process.process, SIGKILL)
      running?.wasKilled = true
      reap()
    }
    tokens = min(Self.burst, tokens + (seconds - tokensAt) / Self.secondsPerStart)
    tokensAt = seconds
    guard running == nil, !queue.isEmpty, tokens >= 1 else { return }
    tokens -= 1
    start(queue.removeFirst(), at: seconds)
  }

  /// When something is to be done next, in seconds of the watch's clock.
  var nextDue: Double? {
    if let running { return running.wasKilled ? tokensAt + 0.05 : running.endsAt }
    guard !queue.isEmpty else { return nil }
    return tokensAt + max(0, (1 - tokens) * Self.secondsPerStart)
  }

  /// Waits for what is still to be run, each command within its time.
  func finish(_ clock: WatchClock) {
    tokens = Double(Self.queueLimit) + 1
    let end = clock.seconds + 2 * timeLimit
    while running != nil || !queue.isEmpty, clock.seconds < end {
      tokens = max(tokens, 1)
      tick(at: clock.seconds)
      poll(nil, 0, 10)
    }
    if let running {
      kill(-running.process, SIGKILL)
      blame(running.job, Self.wasEnded(after: timeLimit))
    }
  }

  private func count(_ outcome: String) { outcomes[outcome, default: 0] += 1 }

  private func reap() {
    guard let process = running else { return }
    var status: Int32 = 0
    guard waitpid(process.process, &status, WNOHANG) != 0 else { return }
    running = nil
    if process.wasKilled {
      count("timed_out")
      blame(process.job, Self.wasEnded(after: timeLimit))
    } else if status == 0 {
      count("succeeded")
    } else {
      count("failed")
      blame(process.job, Self.failed(ShellCommand.exitStatus(status)))
    }
  }

  private func blame(_ job: Job, _ what: LocalizedText) {
    guard blamed.insert(job.option).inserted else { return }
    warnings.append(
      Diagnostic(
        isWarning: true,
        message: LocalizedText(
          en: "the command of \(job.option) \(what.en): \(job.command)",
          zh: "\(job.option) 的命令\(what.zh)：\(job.command)")))
  }

  private static func failed(_ status: Int32) -> LocalizedText {
    LocalizedText(en: "failed with status \(status)", zh: "失败，状态 \(status)")
  }

  private static func wasEnded(after seconds: Double) -> LocalizedText {
    let time = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    return LocalizedText(
      en: "was ended after \(time) s", zh: "运行超过 \(time) 秒，已终止")
  }

  private func start(_ job: Job, at seconds: Double) {
    let command = ShellCommand(line: job.command, isQuiet: isQuiet)
    guard let process = command.start(input: job.input) else {
      count("failed")
      return blame(job, Self.failed(127))
    }
    running = Running(job: job, process: process, endsAt: seconds + timeLimit)
  }
}
