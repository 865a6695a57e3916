internal import Threading

/// Expands a stream in a second thread, while the first one scans what is there.
///
/// The thread starts once a stream has shown that it is worth one. A small number of buffers goes
/// round between the two, so that memory stays flat and nothing is allocated per chunk.
final class ReadAheadSource: ByteSource {
  /// The bytes that are read without a second thread.
  private static let threshold = 1 << 20

  private let exchange: ChunkExchange
  private var passedBytes = 0
  private var isStarted = false
  private var isBorrowing = false

  /// Creates a source that reads ahead of its user.
  init(_ upstream: any ByteSource) {
    exchange = ChunkExchange(upstream)
  }

  deinit { exchange.cancel() }

  func next() throws(InputError) -> UnsafeRawBufferPointer {
    if !isStarted {
      guard passedBytes >= Self.threshold, exchange.start() else {
        let chunk = try exchange.upstream.next()
        passedBytes += chunk.count
        return chunk
      }
      isStarted = true
    }
    if isBorrowing { exchange.giveBack() }
    isBorrowing = false
    let chunk = try exchange.take()
    isBorrowing = !chunk.isEmpty
    return chunk
  }
}

/// The buffers that go round between the thread that fills them and the one that reads them.
///
/// `@unchecked Sendable`: the upstream belongs to the caller until `start` and to the thread from then
/// on; a buffer belongs to the side that the counts give it to; the rest is guarded by the monitor.
private final class ChunkExchange: @unchecked Sendable {
  private static let bufferCount = 4
  private static let bufferSize = 256 << 10

  let upstream: any ByteSource

  private let monitor = Monitor()
  private var storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  /// The bytes in each buffer.
  private var counts = [Int](repeating: 0, count: bufferCount)
  /// The number of buffers filled, and given back, since the start.
  private var filled = 0
  private var emptied = 0
  private var isFinished = false
  private var isCancelled = false
  private var failure: InputError?

  init(_ upstream: any ByteSource) {
    self.upstream = upstream
  }

  deinit { storage.deallocate() }
}

extension ChunkExchange {
  // MARK: - The side that reads

  /// Starts the thread.
  ///
  /// - Returns: Whether there is one.
  func start() -> Bool {
    if storage.baseAddress == nil {
      storage = .allocate(byteCount: Self.bufferCount * Self.bufferSize, alignment: 64)
    }
    // Nobody waits for it: it may hang in a read of a pipe that never ends.
    return Workers.detach { self.run() }
  }

  /// Waits for the next buffer; empty at the end.
  func take() throws(InputError) -> UnsafeRawBufferPointer {
    try monitor.withLock { () throws(InputError) in
      while filled == emptied, !isFinished { monitor.wait() }
      if filled == emptied {
        if let failure { throw failure }
        return UnsafeRawBufferPointer(start: nil, count: 0)
      }
      let slot = emptied % Self.bufferCount
      return UnsafeRawBufferPointer(rebasing: buffer(slot)[..<counts[slot]])
    }
  }

  /// Hands the buffer that was taken to the thread, to be filled again.
  func giveBack() {
    monitor.withLock {
      if emptied < filled { emptied += 1 }
      monitor.wake()
    }
  }

  /// Tells the thread that nobody reads any more.
  func cancel() {
    monitor.withLock {
      isCancelled = true
      monitor.wake()
    }
  }

  private func buffer(_ slot: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(
      rebasing: storage[slot * Self.bufferSize..<(slot + 1) * Self.bufferSize])
  }

  // MARK: - The thread

  /// Fills buffers until the stream ends or nobody reads any more.
  private func run() {
    var rest = UnsafeRawBufferPointer(start: nil, count: 0)
    var isAtEnd = false
    while !isAtEnd, let slot = waitForBuffer() {
      let target = buffer(slot)
      var count = 0
      var error: InputError?
      while count < target.count {
        if rest.isEmpty {
          do throws(InputError) {
            rest = try upstream.next()
          } catch let caught {
            error = caught
          }
          if rest.isEmpty {
            isAtEnd = true
            break
          }
        }
        let part = UnsafeRawBufferPointer(rebasing: rest.prefix(target.count - count))
        UnsafeMutableRawBufferPointer(rebasing: target[count...]).copyMemory(from: part)
        count += part.count
        rest = UnsafeRawBufferPointer(rebasing: rest[part.count...])
      }
      publish(slot, count: count, isLast: isAtEnd, failure: error)
    }
  }

  private func waitForBuffer() -> Int? {
    monitor.withLock {
      while filled - emptied == Self.bufferCount, !isCancelled { monitor.wait() }
      return isCancelled ? nil : filled % Self.bufferCount
    }
  }

  private func publish(_ slot: Int, count: Int, isLast: Bool, failure: InputError?) {
    monitor.withLock {
      counts[slot] = count
      if count > 0 { filled += 1 }
      isFinished = isLast
      self.failure = failure
      monitor.wake()
    }
  }
}
