import Diagnosis
import LogInput
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads logs and writes one report.
struct ScanFrontend {
  /// What makes the exit status 1.
  enum FailureThreshold {
    case never
    case error
    case warning
    case regression
  }

  var paths: [String]
  var report: ReportOptions
  var failOn: FailureThreshold
  var temporaryFolder: String
  var showsProgress: Bool
  /// Where sessions go, and what they are compared with.
  var history: HistoryTarget?

  /// Reads everything and writes the report.
  ///
  /// - Parameter catalogue: What the programs print.
  /// - Returns: The exit status.
  /// - Throws: What the output or the temporary file reports.
  func run(_ catalogue: Catalogue) throws -> ExitStatus {
    var status = ExitStatus.clean
    let items = InputFinder.find(paths) { error in
      error.print()
      status = .trouble
    }
    let rules = AnalysisRules(catalogue)
    let diagnostician = Diagnostician(catalogue)
    let history = history?.open()
    if self.history != nil, history == nil { status = .trouble }
    var sink = ScanSink(
      builder: ReportBuilder(
        store: try SpillFile(folder: temporaryFolder), diagnostician: diagnostician),
      intake: history.map {
        HistoryIntake($0.history, host: $0.host, diagnostician: diagnostician)
      })
    var progress = ScanProgress(isShown: showsProgress, inputs: items.count)
    for item in items {
      if !read(item, rules, &sink, &progress) { status = .trouble }
      try sink.builder.throwIfFailed()
    }
    progress.clear()
    let baselines = sink.baselines(hidden: rules.hiddenFacts)
    if sink.hasFailed { status = .trouble }
    var built = try sink.builder.finish(
      tool: ToolReport(version: Version.current, catalogueVersion: catalogue.version),
      glossary: Glossary(catalogue, rules))
    built.note(baselines)
    if failOn.isReached(by: built.head) { status = max(status, .findings) }
    try report.write(built)
    return status
  }

  /// Reads one item: a log, or all that an archive holds.
  ///
  /// - Returns: Whether everything could be read; what could not was said, and the rest is in the
  ///   report.
  private func read(
    _ item: InputItem, _ rules: AnalysisRules, _ sink: inout ScanSink,
    _ progress: inout ScanProgress
  ) -> Bool {
    if item.isStandardInput, isatty(FileDescriptor.standardInput.rawValue) == 1 {
      var error = StandardStream.error
      try? error.append("sdlog: reading standard input, a terminal; end it with Ctrl-D\n")
    }
    var isWhole = true
    func report(_ error: InputError) {
      error.print()
      isWhole = false
    }
    var reader = InputReader(item)
    sink.begin(item)
    while let stream = reader.nextStream(report) {
      sink.begin(stream.path, of: item)
      var analyzer = LogAnalyzer(
        path: stream.path, rules: rules, notesContent: sink.notesContent)
      while reader.next({ analyzer.feed($0, to: &sink) }) {
        progress.update(stream.path, bytes: reader.byteCount, size: stream.size)
      }
      var summary = analyzer.finish(to: &sink)
      summary.compression = reader.compression
      for failure in reader.failures {
        summary.losses.append(
          InputSummary.Loss(from: failure.from, to: failure.to, why: failure.error.reason))
        summary.errors.append(failure.error.reason)
        report(failure.error)
      }
      sink.end(summary)
    }
    return isWhole
  }
}

extension ScanFrontend.FailureThreshold {
  /// Whether a report makes the exit status 1.
  func isReached(by head: ReportHead) -> Bool {
    let gotSlower =
      !head.regressions.isEmpty || head.baselines.contains { $0.verdict == .slower }
    return switch self {
    case .never: false
    case .error: head.verdict.level == .error
    case .warning:
      head.verdict.level == .error || head.verdict.level == .warning || gotSlower
    case .regression: gotSlower
    }
  }
}
