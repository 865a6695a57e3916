import Diagnosis
import Localization
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
    var builder = ReportBuilder(
      store: try SpillFile(folder: temporaryFolder), diagnostician: Diagnostician(catalogue))
    var progress = ScanProgress(
      isShown: showsProgress, inputs: items.count, language: report.language)
    for item in items {
      if !read(item, rules, &builder, &progress) { status = .trouble }
      try builder.throwIfFailed()
    }
    progress.clear()
    let built = try builder.finish(
      tool: ToolReport(version: Version.current, catalogueVersion: catalogue.version),
      glossary: Glossary(catalogue, rules))
    if reaches(built.head) { status = max(status, .findings) }
    try report.write(built)
    return status
  }

  /// Reads one item: a log, or all that an archive holds.
  ///
  /// - Returns: Whether everything could be read; what could not was said, and the rest is in the
  ///   report.
  private func read(
    _ item: InputItem, _ rules: AnalysisRules, _ builder: inout ReportBuilder<SpillFile>,
    _ progress: inout ScanProgress
  ) -> Bool {
    if item.isStandardInput, isatty(FileDescriptor.standardInput.rawValue) == 1 {
      var error = StandardStream.error
      try? error.append(Self.waiting.text(in: self.report.language))
    }
    var isWhole = true
    func report(_ error: InputError) {
      error.print()
      isWhole = false
    }
    var reader = InputReader(item)
    while let stream = reader.nextStream(report) {
      builder.begin(stream.path)
      var analyzer = LogAnalyzer(path: stream.path, rules: rules)
      while reader.next({ analyzer.feed($0, to: &builder) }) {
        progress.update(stream.path, bytes: reader.byteCount, size: stream.size)
      }
      var summary = analyzer.finish(to: &builder)
      summary.compression = reader.compression
      for failure in reader.failures {
        summary.losses.append(
          InputSummary.Loss(from: failure.from, to: failure.to, why: failure.error.reason))
        summary.errors.append(failure.error.reason.en)
        report(failure.error)
      }
      builder.add(summary)
    }
    return isWhole
  }

  private static let waiting = LocalizedText(
    en: "sdlog: reading standard input, a terminal; end it with Ctrl-D\n",
    zh: "sdlog：正在从终端读取标准输入，按 Ctrl-D 结束\n")

  private func reaches(_ head: ReportHead) -> Bool {
    switch failOn {
    case .never: false
    case .error: head.verdict.level == .error
    case .warning:
      head.verdict.level == .error || head.verdict.level == .warning || !head.regressions.isEmpty
    case .regression: !head.regressions.isEmpty
    }
  }
}
