import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Command {
  /// Runs the program to its end.
  ///
  /// Input is written and output is read as both sides are ready, so that neither waits for the
  /// other; at the time limit the program is killed.
  ///
  /// - Returns: What it printed and how it ended.
  /// - Throws: `POSIXError` if it cannot be started.
  public func run() throws -> Outcome {
    // Writing to a program that has gone must not end the tests.
    signal(SIGPIPE, SIG_IGN)
    // One at a time: a program that starts between a pipe's making and its marking inherits it, and
    // the pipe's reader then waits for that program too.
    let (process, standardInput, standardOutput, standardError) = try starting.withLock { _ in
      let (input, output, errors) = (try Pipe(), try Pipe(), try Pipe())
      let process = try spawn(input.reader, output.writer, errors.writer)
      input.reader.close()
      output.writer.close()
      errors.writer.close()
      return (process, input.writer, output.reader, errors.reader)
    }
    var exchange = Exchange(
      input: input, writer: standardInput, readers: [standardOutput, standardError])
    let isInTime = exchange.run(until: .now + timeLimit)
    if !isInTime { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Outcome(
      output: exchange.received[0], errors: exchange.received[1],
      status: isInTime ? Status(waitStatus: status) : .timedOut)
  }

  private func spawn(
    _ input: Descriptor, _ output: Descriptor, _ errors: Descriptor
  ) throws -> pid_t {
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
    posix_spawn_file_actions_adddup2(&actions, input.number, 0)
    posix_spawn_file_actions_adddup2(&actions, output.number, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.number, 2)
    // The program must see SIGPIPE as it would when a shell starts it.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    // Threads of the tests block signals, and a program would inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))

    // No portable call starts a program in another folder, but every shell does.
    let shell = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder.path, program.path]
    let words = (shell + arguments).map { strdup($0) } + [nil]
    let variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
    defer { for word in words + variables { free(word) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, variables + [nil])
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    return process
  }
}

extension Command.Status {
  /// Takes apart what `waitpid` reports.
  fileprivate init(waitStatus status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }
}

/// Held while a program is started.
private let starting = Mutex(())

/// One end of a pipe, which is closed once.
private final class Descriptor {
  private(set) var number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close() }

  func close() {
    guard number >= 0 else { return }
    #if canImport(Glibc)
    Glibc.close(number)
    #else
    Darwin.close(number)
    #endif
    number = -1
  }
}

/// A pipe that other programs do not inherit.
private struct Pipe {
  let reader: Descriptor
  let writer: Descriptor

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reader = Descriptor(ends[0])
    writer = Descriptor(ends[1])
  }
}

/// Writes a program's input and reads its outputs at the same time.
private struct Exchange {
  var input: ArraySlice<UInt8>
  let writer: Descriptor
  let readers: [Descriptor]
  var received: [[UInt8]]

  init(input: [UInt8], writer: Descriptor, readers: [Descriptor]) {
    self.input = input[...]
    self.writer = writer
    self.readers = readers
    received = readers.map { _ in [] }
    _ = fcntl(writer.number, F_SETFL, fcntl(writer.number, F_GETFL) | O_NONBLOCK)
    if input.isEmpty { writer.close() }
  }

  /// Goes on until all outputs are closed.
  ///
  /// - Returns: Whether that was before the time was over.
  mutating func run(until end: ContinuousClock.Instant) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while readers.contains(where: { $0.number >= 0 }) {
      let left = ContinuousClock.now.duration(to: end)
      guard left > .zero else { return false }
      // A negative number is a closed end, which `poll` leaves out.
      var places = readers.map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
      places.append(pollfd(fd: writer.number, events: Int16(POLLOUT), revents: 0))
      guard poll(&places, nfds_t(places.count), Int32(left.components.seconds + 1) * 1000) > 0
      else { continue }
      for (index, reader) in readers.enumerated() where places[index].revents != 0 {
        let count = read(reader.number, &buffer, buffer.count)
        if count > 0 {
          received[index] += buffer[..<count]
        } else if count == 0 || errno != EINTR {
          reader.close()
        }
      }
      if places[readers.count].revents != 0 { writeSome() }
    }
    return true
  }

  private mutating func writeSome() {
    let count = input.withUnsafeBytes { write(writer.number, $0.baseAddress, $0.count) }
    if count > 0 {
      input = input.dropFirst(count)
    } else if count < 0, errno != EAGAIN, errno != EINTR {
      // The program closed its standard input: the rest is of no use.
      input = []
    }
    if input.isEmpty { writer.close() }
  }
}
