import LogInput
import ReportBuilding
import SessionAnalysis
import Threading

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// MARK: - One log by several threads

extension LogReading {
  /// The ranges in which a plain file is read; `nil` where it is read as a whole.
  ///
  /// There are more than threads, so that none has much to do when the others are done.
  func plan(for item: InputItem) -> (plan: RangePlan, size: Int)? {
    var status = stat()
    guard !item.isStandardInput, item.parts.count == 1,
      stat(SystemPath.bytes(of: item.path), &status) == 0, status.st_mode & S_IFMT == S_IFREG
    else { return nil }
    let size = Int(status.st_size)
    let rangeSize = max(sizes.smallestRange, size / (16 * jobs))
    let count = size / rangeSize
    guard count > 1, let file = try? PlainFileReader(path: item.path, headSize: Self.headSize),
      !Self.mayMixSources(file.head)
    else { return nil }
    return (RangePlan(rangeSize: rangeSize, count: count), size)
  }

  /// Reads one stream, in ranges if it is long enough.
  ///
  /// - Returns: What could not be read.
  /// - Throws: What the store reports.
  func readShared(
    _ stream: InputReader.Stream, from producer: StreamProducer, of item: InputItem, _ number: Int,
    _ sink: inout ScanSink
  ) throws -> [InputError] {
    let (head, hasMore) = producer.readHead(max(sizes.smallestStream, RangeAnalyzer.headSize))
    guard hasMore || head.count >= sizes.smallestStream, !Self.mayMixSources(head)
    else {
      return try read(stream, head, from: producer, of: item, number, &sink)
    }
    // All streams together have two pieces for each thread and some more.
    let slotCount = max(4, (2 * jobs + 2) / streamCount)
    let pieceSize = min(sizes.piece, sizes.window / streamCount / slotCount)
    let window = PieceWindow(pieceSize: pieceSize, slotCount: slotCount)
    let log = makeShared(
      stream.path, size: stream.size, .stream(window), RangePlan(rangeSize: pieceSize),
      head: Array(head.prefix(RangeAnalyzer.headSize)))
    let isStarted = Workers.detach { [monitor] in
      producer.run(head, into: log, window, monitor) { self.failure != nil }
    }
    guard isStarted else {
      return try read(stream, head, from: producer, of: item, number, &sink)
    }
    lead(log, number, &sink)
    return try finish(log) { producer.complete(&$0) } + producer.reader.failures.map(\.error)
  }

  /// Reads a plain file in ranges.
  ///
  /// - Returns: What could not be read.
  /// - Throws: What the store reports.
  func readShared(
    _ item: InputItem, _ plan: RangePlan, size: Int, _ number: Int, _ sink: inout ScanSink
  ) throws -> [InputError] {
    let log = makeShared(item.shownPath, size: size, .file(item.path), plan)
    lead(log, number, &sink)
    return try finish(log)
  }

  private func makeShared(
    _ path: String, size: Int?, _ source: SharedLog.Source, _ plan: RangePlan, head: [UInt8] = []
  ) -> SharedLog {
    monitor.withLock {
      sharedCount += 1
      return SharedLog(
        number: sharedCount, path: path, size: size, source: source, plan: plan, head: head)
    }
  }

  /// Reads ranges of a log until there are no more, beside the threads that have nothing else to do.
  private func lead(_ log: SharedLog, _ number: Int, _ sink: inout ScanSink) {
    monitor.withLock {
      shared.append(log)
      monitor.wake()
      helpers.append(Team(spareThreads) { _ in self.work { self.takeWork() } })
      spareThreads = 0
    }
    defer { monitor.withLock { shared.removeAll { $0 === log } } }
    do {
      while case .range(let range, _)? = waitForRange(of: log) {
        try read(range, of: log, number, &sink.collector)
      }
    } catch {
      // The others wait for the range.
      fail(error)
    }
  }

  private func waitForRange(of log: SharedLog) -> Work? {
    monitor.withLock {
      while failure == nil, !log.plan.isFinished {
        if let work = log.takeRange() { return work }
        monitor.wait()
      }
      return nil
    }
  }

  /// Counts a log that was read in ranges.
  ///
  /// - Returns: What could not be read of its ranges.
  /// - Throws: What kept some thread from going on.
  private func finish(
    _ log: SharedLog, _ complete: (inout InputSummary) -> Void = { _ in }
  ) throws -> [InputError] {
    try monitor.withLock {
      if let failure { throw failure }
      if let problem = builder.finishRanges(ofInput: log.number, complete) {
        problems.append(problem)
      }
      return log.errors
    }
  }
}

// MARK: - One range

extension LogReading {
  /// Reads a range of a log.
  ///
  /// - Throws: What the store reports.
  func read(
    _ range: Int, of log: SharedLog, _ number: Int, _ collector: inout InputCollector<SpillFile>
  ) throws {
    collector.begin(log.path)
    let result: (summary: InputSummary, errors: [InputError])?
    do throws(InputError) {
      result =
        switch log.source {
        case .file(let path): try readFile(path, range, of: log, &collector)
        case .stream(let window): readStream(range, of: log, window, &collector)
        }
    } catch {
      result = nil
      monitor.withLock { note([error], of: log) }
    }
    let whole = result.map { collector.finish($0.summary) }
    try collector.flush()
    try monitor.withLock {
      defer { monitor.wake() }
      let counts = log.plan.finish(range, isAtEnd: result?.summary.isAtEnd ?? false)
      guard counts, let result, let whole else { return }
      note(result.errors, of: log)
      try builder.add(whole, ofInput: log.number, ofCollector: number, in: collector.store)
    }
  }

  private func readFile(
    _ path: String, _ range: Int, of log: SharedLog, _ collector: inout InputCollector<SpillFile>
  ) throws(InputError) -> (summary: InputSummary, errors: [InputError]) {
    var file = try PlainFileReader(path: path, headSize: RangeAnalyzer.headSize)
    var reader = makeReader(range, of: log, head: file.head)
    let failure = reader.read(
      &file, to: &collector, extend: { self.extend(range, of: log) },
      note: { self.note($0, of: log) })
    var summary = reader.finish(size: max(file.size, reader.offset), to: &collector)
    if let failure { summary.note(failure) }
    return (summary, failure.map { [$0.error] } ?? [])
  }

  private func readStream(
    _ range: Int, of log: SharedLog, _ window: PieceWindow,
    _ collector: inout InputCollector<SpillFile>
  ) -> (summary: InputSummary, errors: [InputError]) {
    var reader = makeReader(range, of: log, head: log.head)
    var piece = range
    var goesOn = true
    while goesOn, let bytes = waitForPiece(piece, range, of: log, window) {
      let lead = piece == range && range > 0 ? 0 : PieceWindow.leadSize
      var rest = UnsafeRawBufferPointer(rebasing: bytes[lead...])
      while goesOn, !rest.isEmpty {
        let chunk = UnsafeRawBufferPointer(rebasing: rest.prefix(256 << 10))
        goesOn = reader.feed(chunk, to: &collector) { self.extend(range, of: log) }
        note(chunk.count, of: log)
        rest = UnsafeRawBufferPointer(rebasing: rest[chunk.count...])
      }
      piece += 1
    }
    return (reader.finish(size: reader.offset, to: &collector), [])
  }

  private func makeReader(_ range: Int, of log: SharedLog, head: [UInt8]) -> RangeReader {
    let (bytes, rangeSize) = monitor.withLock { (log.plan.bytes(of: range), log.plan.rangeSize) }
    return RangeReader(
      path: log.path, rules: rules, bytes: bytes,
      rangeSize: bytes.upperBound == InputRange.openEnd ? nil : rangeSize, head: head)
  }

  /// Waits for a piece that the reader of a range has come to; `nil` at the end, or where nobody wants
  /// what it reads.
  private func waitForPiece(
    _ piece: Int, _ range: Int, of log: SharedLog, _ window: PieceWindow
  ) -> UnsafeRawBufferPointer? {
    monitor.withLock {
      log.plan.move(range, to: piece)
      monitor.wake()
      while failure == nil, !log.plan.isSuperseded(range) {
        if piece < window.filledCount { return window.bytes(of: piece) }
        if window.isComplete { return nil }
        monitor.wait()
      }
      return nil
    }
  }

  private func extend(_ range: Int, of log: SharedLog) -> Int? {
    monitor.withLock {
      defer { monitor.wake() }
      return log.plan.extend(range)
    }
  }

  private func note(_ errors: [InputError], of log: SharedLog) {
    for error in errors where !log.errors.contains(error) { log.errors.append(error) }
  }

  private func note(_ count: Int, of log: SharedLog) {
    monitor.withLock {
      log.byteCount += count
      progress.update(log.path, bytes: log.byteCount, size: log.size)
    }
  }
}
