import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A line of a shell that the user gave, to be run for something that happened.
///
/// Nothing of a log is ever part of it: what happened is on its standard input and in its environment.
/// What it prints goes to standard error, since standard output is the report's.
struct ShellCommand {
  /// The line.
  let line: String
  /// Whether what it prints is thrown away.
  var isQuiet = false

  /// Starts the line in a process group of its own.
  ///
  /// - Parameters:
  ///   - input: What is on its standard input; it need not be read.
  ///   - variables: What is added to its environment, as `NAME=value`.
  /// - Returns: The process, or `nil` if it could not be started.
  func start(input: [UInt8], variables: [String] = []) -> pid_t? {
    guard let file = Self.file(holding: input) else { return nil }
    defer { try? file.close() }
    #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, file.rawValue, 0)
    if isQuiet {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    } else {
      posix_spawn_file_actions_adddup2(&actions, 2, 1)
    }
    var defaults = sigset_t()
    sigfillset(&defaults)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = [POSIX_SPAWN_SETSIGDEF, POSIX_SPAWN_SETSIGMASK, POSIX_SPAWN_SETPGROUP]
    posix_spawnattr_setflags(&attributes, flags.reduce(0) { $0 | Int16($1) })
    let arguments: [String] = ["sh", "-c", line]
    let words = arguments.map { strdup($0) } + [nil]
    let environment = (Self.environment + variables).map { strdup($0) } + [nil]
    defer { for word in words + environment { free(word) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, environment)
    return code == 0 ? process : nil
  }

  /// Returns the exit status that `waitpid` tells of; 128 and the signal's number where a signal ended it.
  static func exitStatus(_ status: Int32) -> Int32 {
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// The environment of this process.
  private static var environment: [String] {
    var variables: [String] = []
    var entry = environ
    while let pointer = entry.pointee {
      variables.append(String(cString: pointer))
      entry += 1
    }
    return variables
  }

  /// Returns an open file without a name that holds some bytes, at its start.
  private static func file(holding bytes: [UInt8]) -> FileDescriptor? {
    var template = Array("\(Environment().temporaryFolder)/sdlog.XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { return nil }
    unlink(template)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    let file = FileDescriptor(rawValue: number)
    do {
      _ = try file.writeAll(bytes)
      _ = try file.seek(offset: 0, from: .start)
      return file
    } catch {
      try? file.close()
      return nil
    }
  }
}
