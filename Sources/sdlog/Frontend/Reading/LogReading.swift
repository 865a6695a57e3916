import Diagnosis
import Localization
import LogInput
import ReportBuilding
import Reporting
import SessionAnalysis
import SystemPackage
import Threading

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads logs into one builder, several of them side by side, and large ones in ranges.
///
/// Results join in any order, so that the number of threads changes nothing in the report; what could
/// not be read is said in the order of the items.
///
/// With a history, each log is read by one thread, since a history takes whole logs.
///
/// `@unchecked Sendable`: what changes is touched only under the monitor.
final class LogReading: @unchecked Sendable {
  /// From which sizes on logs are read by several threads, and in which parts.
  struct Sizes {
    /// The fewest bytes of a range of a plain file.
    var smallestRange = 32 << 20
    /// The fewest bytes of a stream that is read in ranges.
    var smallestStream = 1 << 20
    /// The most bytes of a range of a stream.
    ///
    /// So many are expanded before they are looked at, and two such ranges for each thread are in
    /// memory. Each is read on until its sessions meet those of the next one, which is half as much of 8
    /// MiB as of 4.
    var piece = 8 << 20
    /// The most bytes of ranges that are in memory.
    var window = 128 << 20
  }

  let rules: AnalysisRules
  let sizes: Sizes
  let monitor = Monitor()

  private let diagnostician: Diagnostician
  let temporaryFolder: String
  private let items: [InputItem]
  /// The range that was asked for, which is joined with others elsewhere.
  private let range: Range<Int>?
  let jobs: Int

  var builder: ReportBuilder<SpillFile>
  var failure: (any Error)?
  /// The logs that are read in ranges.
  var shared: [SharedLog] = []
  /// How many logs were read in ranges so far.
  var sharedCount = 0
  /// The threads that are started once a log is worth several, and those that were.
  var spareThreads: Int
  var helpers: [Team] = []
  /// What ranges lack, by the path.
  var problems: [RangeProblem] = []

  /// The history that is filled as well, if any.
  private let intake: HistoryIntake?
  /// Whether each log is read by one thread.
  private let readsWholeLogs: Bool
  var progress: ScanProgress
  private var threadCount = 0
  private var next = 0
  private var openItems = 0
  /// What could not be read of the items that are done.
  private var errors = OrderedErrors()

  /// Prepares the reading of items.
  ///
  /// - Parameters:
  ///   - items: What to read.
  ///   - range: The range of the only item that is read; `nil` for all of it.
  ///   - jobs: How many threads read at most, beside one that expands for them.
  ///   - sizes: From which sizes on several threads read one log.
  ///   - rules: What the programs print.
  ///   - diagnostician: Finds the causes of a session.
  ///   - intake: Takes the logs into a history as well.
  ///   - temporaryFolder: Where results wait.
  ///   - progress: Is told how far reading has come.
  /// - Throws: `OutputError` if there can be no temporary file.
  init(
    _ items: [InputItem], range: Range<Int>? = nil, jobs: Int, sizes: Sizes = Sizes(),
    rules: AnalysisRules, diagnostician: Diagnostician, intake: HistoryIntake? = nil,
    temporaryFolder: String, progress: ScanProgress
  ) throws {
    self.items = items
    self.range = range
    readsWholeLogs = intake != nil || range != nil
    self.jobs = readsWholeLogs ? max(min(jobs, items.count), 1) : jobs
    self.sizes = sizes
    self.rules = rules
    self.diagnostician = diagnostician
    self.temporaryFolder = temporaryFolder
    self.progress = progress
    self.intake = intake
    spareThreads = max(self.jobs - items.count, 0)
    builder = ReportBuilder(
      store: try SpillFile(folder: temporaryFolder), diagnostician: diagnostician)
  }
}

extension LogReading {
  /// How many streams may be read in ranges at the same time.
  var streamCount: Int { items.count < jobs ? max(items.count, 1) : 1 }

  /// Reads everything.
  ///
  /// - Returns: The builder with all that was read, and whether everything could be read; what could not
  ///   was said.
  /// - Throws: `OutputError` where a temporary file fails.
  func run() throws -> (builder: ReportBuilder<SpillFile>, isWhole: Bool) {
    Workers.run(max(jobs - spareThreads, 1)) { _ in self.work { self.takeWork() } }
    for team in helpers { team.wait() }
    progress.clear()
    if let failure { throw failure }
    for problem in problems.sorted(by: { $0.path < $1.path }) {
      Diagnostic.changedWhileRead(problem.path).print()
    }
    return (builder, errors.isEmpty && problems.isEmpty)
  }

  /// Something for one thread to do.
  enum Work {
    /// An item, by its position.
    case item(Int)
    /// A range of a log.
    case range(Int, SharedLog)
  }

  /// What one thread does.
  ///
  /// - Parameter take: Waits for something to do; returns `nil` when there is nothing left.
  func work(_ take: () -> Work?) {
    var sink: ScanSink?
    let number = monitor.withLock {
      threadCount += 1
      return threadCount
    }
    do {
      while let work = take() {
        var own = try sink ?? makeSink()
        sink = nil
        switch work {
        case .item(let position):
          own.history.begin(items[position], at: position)
          let errors = try read(items[position], number, &own)
          own.history.endItem()
          finish(position, errors)
        case .range(let range, let log): try read(range, of: log, number, &own.collector)
        }
        try own.collector.throwIfFailed()
        sink = own
      }
      try sink?.collector.flush()
    } catch {
      fail(error)
    }
    guard let sink else { return }
    monitor.withLock { builder.add(sink.collector.store, ofCollector: number) }
  }

  func fail(_ error: any Error) {
    monitor.withLock {
      failure = failure ?? error
      monitor.wake()
    }
    intake?.cancel()
  }

  private func makeSink() throws -> ScanSink {
    let collector = InputCollector(
      store: try SpillFile(folder: temporaryFolder), diagnostician: diagnostician)
    return ScanSink(collector: collector, history: ScanHistory(intake))
  }

  /// Waits for something to do; `nil` when there is nothing left.
  func takeWork() -> Work? {
    monitor.withLock {
      while failure == nil {
        for log in shared {
          if let work = log.takeRange() { return work }
        }
        if next < items.count {
          defer { next += 1 }
          openItems += 1
          return .item(next)
        }
        // One that is open may be found to be worth several threads.
        guard openItems > 0 else { return nil }
        monitor.wait()
      }
      return nil
    }
  }

  /// Notes that an item is done, and says what could not be read so far as no earlier one is open.
  private func finish(_ position: Int, _ errors: [InputError]) {
    monitor.withLock {
      openItems -= 1
      progress.finishInput()
      self.errors.finish(position, errors)
      monitor.wake()
    }
  }

  /// Notes how far reading an input has come.
  func note(_ path: String, bytes: Int, size: Int?) {
    monitor.withLock { progress.update(path, bytes: bytes, size: size) }
  }

  private func add(_ result: InputResult, _ number: Int) {
    monitor.withLock { builder.add(result, ofCollector: number) }
  }
}

// MARK: - One item

extension LogReading {
  /// Reads one item: a log, a range of one, or all that an archive holds.
  ///
  /// - Returns: What could not be read; the rest is in the builder.
  /// - Throws: What the store reports.
  private func read(
    _ item: InputItem, _ number: Int, _ sink: inout ScanSink
  ) throws -> [InputError] {
    if let range { return read(range, of: item, number, &sink.collector) }
    if jobs > 1, !readsWholeLogs, let plan = plan(for: item) {
      return try readShared(item, plan.plan, size: plan.size, number, &sink)
    }
    if item.isStandardInput, isatty(FileDescriptor.standardInput.rawValue) == 1 {
      var error = StandardStream.error
      try? error.append(Self.waiting.text(in: .current))
    }
    // While there are enough items, each thread has its own.
    let mayShare =
      jobs > 1 && !readsWholeLogs
      && (items.count < jobs || monitor.withLock { next == items.count })
    var errors: [InputError] = []
    let producer = StreamProducer(InputReader(item, readsAhead: !mayShare))
    while let stream = producer.reader.nextStream({ errors.append($0) }) {
      errors +=
        try mayShare
        ? readShared(stream, from: producer, of: item, number, &sink)
        : read(
          stream, producer.readHead(Self.headSize).bytes, from: producer, of: item, number, &sink)
    }
    return errors
  }

  /// Reads one stream.
  ///
  /// - Parameters:
  ///   - stream: The stream.
  ///   - head: The bytes of it that were read before.
  ///   - producer: Reads the rest.
  ///   - item: The item that it is of.
  ///   - number: The thread.
  ///   - sink: Takes its sessions and runs.
  /// - Returns: What could not be read.
  /// - Throws: What the store reports.
  func read(
    _ stream: InputReader.Stream, _ head: [UInt8], from producer: StreamProducer,
    of item: InputItem, _ number: Int, _ sink: inout ScanSink
  ) throws -> [InputError] {
    sink.begin(stream.path, of: item)
    var analyzer = LogAnalyzer(
      path: stream.path, rules: rules, contentHash: sink.history.contentHash)
    let copy = try copyIfMixed(head)
    head.withUnsafeBytes { analyzer.feed($0, to: &sink) }
    var failure: (any Error)?
    while producer.reader.next({ chunk in
      analyzer.feed(chunk, to: &sink)
      do { try copy?.append(Array(chunk)) } catch { failure = failure ?? error }
    }) {
      note(stream.path, bytes: producer.reader.byteCount, size: stream.size)
    }
    if let failure { throw failure }
    var summary = analyzer.finish(to: &sink)
    // Of a log that is read in ranges nobody knows it.
    summary.limits[InputSummary.mixedSources] = nil
    if let copy, !analyzer.mixedSources.isEmpty {
      try separate(analyzer.mixedSources, of: copy, stream.path, &sink.collector)
    }
    producer.complete(&summary)
    add(sink.finish(summary), number)
    return producer.reader.failures.map(\.error)
  }

  /// What is said where standard input is a terminal.
  static let waiting = LocalizedText(
    en: "sdlog: reading standard input, a terminal; end it with Ctrl-D\n",
    zh: "sdlog：正在从终端读取标准输入，按 Ctrl-D 结束\n")

  private func read(
    _ range: Range<Int>, of item: InputItem, _ number: Int,
    _ collector: inout InputCollector<SpillFile>
  ) -> [InputError] {
    do throws(InputError) {
      var file = try PlainFileReader(path: item.path, headSize: RangeAnalyzer.headSize)
      collector.begin(item.shownPath)
      var reader = RangeReader(
        path: item.shownPath, rules: rules, bytes: range, rangeSize: nil, head: file.head)
      var (offset, size) = (reader.offset, file.size)
      let failure = reader.read(
        &file, to: &collector, extend: { nil },
        note: {
          offset += $0
          note(item.shownPath, bytes: offset, size: size)
        })
      size = max(size, offset)
      var summary = reader.finish(size: size, to: &collector)
      if let failure { summary.note(failure) }
      add(collector.finish(summary), number)
      return failure.map { [$0.error] } ?? []
    } catch {
      return [error]
    }
  }
}
