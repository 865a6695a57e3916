import Localization
import Synchronization
import SystemPackage
import Threading

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Standard input, which a thread passes through to standard output before anybody looks at it.
///
/// The passing never waits for the reader: bytes that the reader has no room for are passed all the
/// same, and the reader is told that it has not seen them. A reader of standard output that stops makes
/// the passing wait, and with it the program that writes, as any pipe does.
final class PassThroughSource: WatchSource {
  private let relay: PassThroughRelay
  /// The offset of the next byte in standard input.
  private var offset = 0

  /// Starts the thread.
  ///
  /// - Throws: `Diagnostic` if that cannot be done.
  init() throws {
    guard let relay = PassThroughRelay(), relay.start() else {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "cannot pass standard input through: \(Errno(rawValue: errno))",
          zh: "无法传递标准输入：\(Errno(rawValue: errno).chinese)"))
    }
    self.relay = relay
  }

  var descriptor: Int32 { relay.descriptor }

  var hasMore: Bool { relay.hasMore }

  var backlog: Int { relay.waitingBytes }

  func read(_ consumer: WatchConsumer) throws -> Bool {
    let (pieces, end) = relay.take()
    for piece in pieces {
      try note(lossUpTo: piece.offset, consumer)
      offset = piece.offset + piece.bytes.count
      try piece.bytes.withUnsafeBytes { try consumer.take($0) }
    }
    switch end {
    case nil:
      return true
    case .input(let total)?:
      try note(lossUpTo: total, consumer)
      return false
    case .failedWriting(let reason)?:
      throw OutputError(target: .standardOutput, reason: reason)
    }
  }

  private func note(lossUpTo end: Int, _ consumer: WatchConsumer) throws {
    guard end > offset else { return }
    try consumer.note(
      lossFrom: offset, to: end,
      why: LocalizedText(en: "passed through, but too fast to be looked at", zh: "已原样输出，但来得太快，未能分析")
    )
    offset = end
  }
}

/// Bytes of standard input with their place in it.
private struct PassedPiece: Sendable {
  var offset: Int
  var bytes: [UInt8]
}

/// Why the passing ended.
private enum PassThroughEnd: Sendable {
  /// The input did, after so many bytes.
  case input(Int)
  /// Standard output takes nothing any more.
  case failedWriting(Errno)
}

/// What the thread that passes bytes shares with the one that reads them.
private final class PassThroughRelay: Sendable {
  /// How many bytes may wait for the reader.
  private static let capacity = 4 << 20
  private static let bufferSize = 256 << 10

  private struct State {
    var pieces: [PassedPiece] = []
    var waitingBytes = 0
    var end: PassThroughEnd?
    var isAnnounced = false
  }

  /// Readable when something waits.
  let descriptor: Int32
  private let writer: Int32
  private let state = Mutex(State())

  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    writer = ends[1]
  }

  deinit {
    close(descriptor)
    close(writer)
  }

  /// Starts the thread, which lives until the input ends or the program does.
  func start() -> Bool {
    Workers.detach { self.run() }
  }

  var waitingBytes: Int { state.withLock { $0.waitingBytes } }

  var hasMore: Bool { state.withLock { !$0.pieces.isEmpty || $0.end != nil } }

  /// Returns what waits, and whether it is all.
  func take() -> (pieces: [PassedPiece], end: PassThroughEnd?) {
    var byte: UInt8 = 0
    while systemRead(descriptor, &byte, 1) > 0 {}
    return state.withLock { state in
      defer {
        state.pieces = []
        state.waitingBytes = 0
        state.isAnnounced = false
      }
      return (state.pieces, state.end)
    }
  }

  // MARK: - The thread

  /// Passes bytes until there are none.
  private func run() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.bufferSize, alignment: 64)
    defer { buffer.deallocate() }
    var offset = 0
    while true {
      do {
        let count = try FileDescriptor.standardInput.read(into: buffer)
        guard count > 0 else { break }
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        do {
          try Self.write(bytes)
        } catch {
          end(.failedWriting(error))
          return
        }
        add(bytes, at: offset)
        offset += count
      } catch Errno.resourceTemporarilyUnavailable {
        Self.wait(for: 0, Int16(POLLIN))
      } catch {
        break
      }
    }
    end(.input(offset))
  }

  private static func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
    var rest = bytes
    while !rest.isEmpty {
      do {
        let count = try FileDescriptor.standardOutput.write(rest)
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      } catch Errno.resourceTemporarilyUnavailable {
        wait(for: 1, Int16(POLLOUT))
      } catch {
        throw error as? Errno ?? .ioError
      }
    }
  }

  private static func wait(for descriptor: Int32, _ events: Int16) {
    var place = pollfd(fd: descriptor, events: events, revents: 0)
    poll(&place, 1, -1)
  }

  private func add(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    state.withLock { state in
      guard state.waitingBytes + bytes.count <= Self.capacity else { return }
      state.waitingBytes += bytes.count
      // Small pieces are joined, so that a slow reader of many lines costs no more memory than bytes.
      if let last = state.pieces.indices.last,
        state.pieces[last].offset + state.pieces[last].bytes.count == offset,
        state.pieces[last].bytes.count < Self.bufferSize
      {
        state.pieces[last].bytes.append(contentsOf: bytes)
      } else {
        state.pieces.append(PassedPiece(offset: offset, bytes: Array(bytes)))
      }
      announce(&state)
    }
  }

  private func end(_ end: PassThroughEnd) {
    state.withLock { state in
      state.end = end
      announce(&state)
    }
  }

  private func announce(_ state: inout State) {
    guard !state.isAnnounced else { return }
    state.isAnnounced = true
    var byte: UInt8 = 0
    _ = systemWrite(writer, &byte, 1)
  }
}

/// Names the call of the system where a method of the same name hides it.
private func systemRead(_ descriptor: Int32, _ byte: inout UInt8, _ count: Int) -> Int {
  read(descriptor, &byte, count)
}

/// Names the call of the system where a method of the same name hides it.
private func systemWrite(_ descriptor: Int32, _ byte: inout UInt8, _ count: Int) -> Int {
  write(descriptor, &byte, count)
}
