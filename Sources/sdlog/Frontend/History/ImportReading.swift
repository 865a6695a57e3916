import LogInput
import SessionAnalysis
import Threading

/// Reads logs into a history, several of them side by side.
///
/// `@unchecked Sendable`: what changes is touched only under the monitor.
final class ImportReading: @unchecked Sendable {
  private let items: [InputItem]
  private let rules: AnalysisRules
  private let monitor = Monitor()

  private let intake: HistoryIntake
  private var progress: ScanProgress
  private var next = 0
  private var errors = OrderedErrors()

  /// Prepares the reading of items.
  ///
  /// - Parameters:
  ///   - items: What to read.
  ///   - rules: What the programs print.
  ///   - intake: Takes the logs into the history.
  ///   - progress: Is told how far reading has come.
  init(
    _ items: [InputItem], rules: AnalysisRules, intake: HistoryIntake, progress: ScanProgress
  ) {
    self.items = items
    self.rules = rules
    self.intake = intake
    self.progress = progress
  }
}

extension ImportReading {
  /// Reads everything.
  ///
  /// - Parameter jobs: How many threads read at most.
  /// - Returns: Whether everything could be read; what could not was said.
  func run(jobs: Int) -> Bool {
    Workers.run(max(min(jobs, items.count), 1)) { _ in self.work() }
    progress.clear()
    return errors.isEmpty
  }

  /// What one thread does.
  private func work() {
    var part = IntakePart(intake)
    while !intake.hasFailed, let position = takeItem() {
      let errors = take(items[position], at: position, &part)
      monitor.withLock {
        progress.finishInput()
        self.errors.finish(position, errors)
      }
    }
  }

  private func takeItem() -> Int? {
    monitor.withLock {
      guard next < items.count else { return nil }
      defer { next += 1 }
      return next
    }
  }

  /// Takes one item in: a log, or all that an archive holds.
  ///
  /// - Returns: What could not be read; what stands before it is taken in.
  private func take(
    _ item: InputItem, at position: Int, _ part: inout IntakePart
  ) -> [InputError] {
    defer { part.endItem() }
    guard part.begin(item, at: position) else { return [] }
    var errors: [InputError] = []
    var reader = InputReader(item)
    while !intake.hasFailed, let stream = reader.nextStream({ errors.append($0) }) {
      part.begin(stream.path, of: item)
      var analyzer = LogAnalyzer(
        path: stream.path, rules: rules, contentHash: part.contentHash)
      while !intake.hasFailed, reader.next({ analyzer.feed($0, to: &part) }) {
        monitor.withLock {
          progress.update(stream.path, bytes: reader.byteCount, size: stream.size)
        }
      }
      errors += reader.failures.map(\.error)
      part.end(analyzer.finish(to: &part))
    }
    return errors
  }
}
