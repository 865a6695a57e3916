import Diagnosis
import Localization
import LogInput
import ReportBuilding
import Reporting
import SessionAnalysis
import Synchronization
import SystemPackage

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
/// With a history, one thread reads whole logs one after the other, since a history takes them so.
///
/// `@unchecked Sendable`: what changes is touched only under the lock.
final class LogReading: @unchecked Sendable {
  /// Something for one thread: an item, or a range of it.
  private struct Task {
    var item: InputItem
    var range: Range<Int>?
  }

  private let rules: AnalysisRules
  private let diagnostician: Diagnostician
  private let temporaryFolder: String
  private let tasks: [Task]
  private let jobs: Int
  /// Whether a range was asked for, which is joined with others elsewhere.
  private let isRange: Bool

  private let lock = Mutex(())
  private var builder: ReportBuilder<SpillFile>
  /// The history, while no thread has it.
  private var history: ScanHistory
  private var progress: ScanProgress
  private var next = 0
  /// What could not be read of the tasks that are done, from `firstUntold` on.
  private var untold: [Int: [InputError]] = [:]
  private var firstUntold = 0
  private var told: InputError?
  private var isWhole = true
  private var failure: (any Error)?

  /// Ranges shorter than this are not worth a thread.
  static let smallestRange = 32 << 20

  /// Prepares the reading of items.
  ///
  /// - Parameters:
  ///   - items: What to read.
  ///   - range: The range of the only item that is read; `nil` for all of it.
  ///   - jobs: How many threads read at most.
  ///   - smallestRange: The fewest bytes of a file for a thread of their own.
  ///   - rules: What the programs print.
  ///   - diagnostician: Finds the causes of a session.
  ///   - intake: Takes the logs into a history as well.
  ///   - temporaryFolder: Where results wait.
  ///   - progress: Is told how far reading has come.
  /// - Throws: `OutputError` if there can be no temporary file.
  init(
    _ items: [InputItem], range: Range<Int>? = nil, jobs: Int,
    smallestRange: Int = LogReading.smallestRange, rules: AnalysisRules,
    diagnostician: Diagnostician, intake: HistoryIntake? = nil, temporaryFolder: String,
    progress: ScanProgress
  ) throws {
    let jobs = intake == nil ? jobs : 1
    history = ScanHistory(intake)
    self.rules = rules
    self.diagnostician = diagnostician
    self.temporaryFolder = temporaryFolder
    self.progress = progress
    isRange = range != nil
    builder = ReportBuilder(
      store: try SpillFile(folder: temporaryFolder), diagnostician: diagnostician)
    if let range {
      tasks = items.map { Task(item: $0, range: range) }
    } else if items.count < jobs {
      tasks = items.flatMap { item in
        Self.ranges(of: item, atMost: jobs, smallest: smallestRange).map {
          Task(item: item, range: $0)
        }
      }
    } else {
      tasks = items.map { Task(item: $0) }
    }
    self.jobs = min(jobs, max(tasks.count, 1))
  }

  /// The ranges in which an item is read; one without bounds where it is read as a whole.
  private static func ranges(
    of item: InputItem, atMost limit: Int, smallest: Int
  ) -> [Range<Int>?] {
    var status = stat()
    guard !item.isStandardInput, item.parts.count == 1, stat(item.path, &status) == 0,
      status.st_mode & S_IFMT == S_IFREG
    else { return [nil] }
    let size = Int(status.st_size)
    let count = min(limit, size / max(smallest, 1))
    guard count > 1, (try? PlainFileReader(path: item.path, headSize: 4096)) != nil else {
      return [nil]
    }
    return (0..<count).map { number in
      size / count
        * number..<(number == count - 1 ? InputRange.openEnd : size / count * (number + 1))
    }
  }
}

extension LogReading {
  /// Reads everything.
  ///
  /// - Returns: The builder with all that was read, the history, and whether everything could be read;
  ///   what could not was said. Files that were cut into ranges are whole again.
  /// - Throws: `OutputError` where a temporary file fails.
  func run() throws -> (
    builder: ReportBuilder<SpillFile>, history: ScanHistory, isWhole: Bool
  ) {
    Workers.run(jobs) { number in self.work(number + 1) }
    progress.clear()
    if let failure { throw failure }
    if !isRange {
      for problem in try builder.joinRanges() {
        Diagnostic.changedWhileRead(problem.path).print()
        isWhole = false
      }
    }
    return (builder, history, isWhole)
  }

  /// What one thread does.
  private func work(_ number: Int) {
    var sink: ScanSink?
    do {
      while let (position, task) = take() {
        var own = try sink ?? makeSink()
        sink = nil
        let errors = read(task, number, &own)
        finish(position, errors)
        try own.collector.throwIfFailed()
        sink = own
      }
      try sink?.collector.flush()
    } catch {
      lock.withLock { _ in failure = failure ?? error }
    }
    if let sink {
      lock.withLock { _ in
        builder.add(sink.collector.store, ofCollector: number)
        if jobs == 1 { history = sink.history }
      }
    }
  }

  private func makeSink() throws -> ScanSink {
    let collector = InputCollector(
      store: try SpillFile(folder: temporaryFolder), diagnostician: diagnostician)
    // With a history there is one thread, which takes it.
    var taken = ScanHistory()
    lock.withLock { _ in swap(&taken, &history) }
    return ScanSink(collector: collector, history: taken)
  }

  private func take() -> (position: Int, task: Task)? {
    lock.withLock { _ in
      guard failure == nil, next < tasks.count else { return nil }
      defer { next += 1 }
      return (next, tasks[next])
    }
  }

  /// Notes that a task is done, and says what could not be read so far as no earlier task is open.
  private func finish(_ position: Int, _ errors: [InputError]) {
    lock.withLock { _ in
      progress.finishInput()
      untold[position] = errors
      while let errors = untold.removeValue(forKey: firstUntold) {
        firstUntold += 1
        if !errors.isEmpty { isWhole = false }
        // A log that cannot be opened is said once, not by each of its ranges.
        for error in errors where error != told { error.print() }
        told = errors.last ?? told
      }
    }
  }

  private func note(_ path: String, bytes: Int, size: Int?) {
    lock.withLock { _ in progress.update(path, bytes: bytes, size: size) }
  }

  private func add(_ result: InputResult, _ number: Int) {
    lock.withLock { _ in builder.add(result, ofCollector: number) }
  }
}

// MARK: - One task

extension LogReading {
  /// Reads one task: a log, a range of one, or all that an archive holds.
  ///
  /// - Returns: What could not be read; the rest is in the builder.
  private func read(
    _ task: Task, _ number: Int, _ sink: inout ScanSink
  ) -> [InputError] {
    if let range = task.range { return read(range, of: task.item, number, &sink.collector) }
    if task.item.isStandardInput, isatty(FileDescriptor.standardInput.rawValue) == 1 {
      var error = StandardStream.error
      try? error.append(Self.waiting.text(in: .current))
    }
    var errors: [InputError] = []
    var reader = InputReader(task.item)
    sink.history.begin(task.item)
    while let stream = reader.nextStream({ errors.append($0) }) {
      sink.begin(stream.path, of: task.item)
      var analyzer = LogAnalyzer(
        path: stream.path, rules: rules, notesContent: sink.history.notesContent)
      while reader.next({ analyzer.feed($0, to: &sink) }) {
        note(stream.path, bytes: reader.byteCount, size: stream.size)
      }
      var summary = analyzer.finish(to: &sink)
      summary.compression = reader.compression
      for failure in reader.failures {
        summary.note(failure)
        errors.append(failure.error)
      }
      add(sink.finish(summary), number)
    }
    return errors
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
      var reader = try PlainFileReader(path: item.path, headSize: RangeAnalyzer.headSize)
      var offset = RangeAnalyzer.firstByte(of: range)
      var failure: InputFailure?
      collector.begin(item.path)
      var analyzer = RangeAnalyzer(
        path: item.path, rules: rules, range: range, head: reader.head)
      do throws(InputError) {
        if reader.move(to: offset) {
          var wantsMore = true
          while wantsMore {
            wantsMore = try reader.next { chunk in
              offset += chunk.count
              return analyzer.feed(chunk, to: &collector)
            }
            note(item.path, bytes: offset, size: reader.size)
          }
        }
      } catch {
        failure = InputFailure(from: offset, to: reader.size, error: error)
      }
      var summary = analyzer.finish(size: max(reader.size, offset), to: &collector)
      if failure == nil, analyzer.wantsMore, offset < reader.size, offset > range.lowerBound {
        failure = InputFailure(
          from: offset, to: reader.size, error: InputError(code: .shrank, path: item.path))
      }
      if let failure { summary.note(failure) }
      add(collector.finish(summary), number)
      return failure.map { [$0.error] } ?? []
    } catch {
      return [error]
    }
  }
}

extension InputSummary {
  /// Notes what could not be read.
  mutating func note(_ failure: InputFailure) {
    losses.append(Loss(from: failure.from, to: failure.to, why: failure.error.reason))
    errors.append(failure.error.reason.en)
  }
}
