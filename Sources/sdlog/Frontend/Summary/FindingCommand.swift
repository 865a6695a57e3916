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
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return 127 }
    #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_adddup2(&actions, 2, 1)
    posix_spawn_file_actions_addclose(&actions, ends[1])
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    var variables: [String] = []
    var entry = environ
    while let pointer = entry.pointee {
      variables.append(String(cString: pointer))
      entry += 1
    }
    variables += [
      "SDLOG_ID=\(news.id)", "SDLOG_KIND=\(news.kind)", "SDLOG_HOST=\(clean(news.host))",
      "SDLOG_TEXT=\(clean(news.text))",
    ]
    var process: pid_t = 0
    let code = withCStrings(["/bin/sh", "-c", command]) { arguments in
      withCStrings(variables) { environment in
        posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, environment)
      }
    }
    close(ends[0])
    guard code == 0 else {
      close(ends[1])
      return 127
    }
    write(news.line, to: ends[1])
    close(ends[1])
    return wait(for: process)
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
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// Writes a line; a command that does not read it is no trouble.
  private func write(_ line: String, to descriptor: Int32) {
    let before = signal(SIGPIPE, SIG_IGN)
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Self.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      bytes = bytes.dropFirst(count)
    }
    signal(SIGPIPE, before)
  }

  private static func write(
    _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
    Glibc.write(descriptor, bytes, count)
    #else
    Darwin.write(descriptor, bytes, count)
    #endif
  }

  /// Returns a text as a variable can hold it.
  private func clean(_ text: String) -> String { TextSanitizer.sanitized(text) }

  private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        preconditionFailure("there is at least the nil at the end")
      }
      return body(base)
    }
  }
}
