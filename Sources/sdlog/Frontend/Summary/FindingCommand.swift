import Reporting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A command of the user's that is run once for each thing that is news.
///
/// The shell runs it with one line of JSON on its standard input and with `SDLOG_ID`, `SDLOG_KIND`,
/// `SDLOG_HOST` and `SDLOG_TEXT` in its environment. What it prints goes to standard error, since
/// standard output is the report's.
struct FindingCommand {
  /// One thing that is news.
  struct News {
    /// What it is acknowledged by.
    var id: String
    /// `regression` or `cause`.
    var kind: String
    /// The machine.
    var host: String
    /// It in one line.
    var text: String
    /// It as JSON.
    var line: String
  }

  /// The command line.
  let command: String
  /// After this time it is killed, with what it has started.
  var timeLimit = Duration.seconds(60)

  /// Runs the command.
  ///
  /// - Returns: Its exit status; 128 and the signal's number where a signal ended it.
  func run(_ news: News) -> Int32 {
    let variables = [
      "SDLOG_ID=\(news.id)", "SDLOG_KIND=\(news.kind)", "SDLOG_HOST=\(clean(news.host))",
      "SDLOG_TEXT=\(clean(news.text))",
    ]
    let process = ShellCommand(line: command)
      .start(input: Array((news.line + "\n").utf8), variables: variables)
    return process.map(wait) ?? 127
  }

  private func wait(for process: pid_t) -> Int32 {
    let end = ContinuousClock.now + timeLimit
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { break }
      if ended < 0, errno != EINTR { return 127 }
      if ContinuousClock.now >= end { kill(-process, SIGKILL) }
      usleep(5000)
    }
    return ShellCommand.exitStatus(status)
  }

  /// Returns a text as a variable can hold it.
  private func clean(_ text: String) -> String { TextSanitizer.sanitized(text) }
}
