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
    var builder = ReportBuilder(store: try SpillFile(folder: temporaryFolder))
    var progress = ScanProgress(isShown: showsProgress, inputs: items.count)
    for item in items {
      do throws(InputError) {
        if let error = try read(item, rules, &builder, &progress) {
          error.print()
          status = .trouble
        }
      } catch {
        error.print()
        status = .trouble
      }
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

  /// Reads one input.
  ///
  /// - Returns: An error that came in the middle; what was read before it is in the report.
  private func read(
    _ item: InputItem, _ rules: AnalysisRules, _ builder: inout ReportBuilder<SpillFile>,
    _ progress: inout ScanProgress
  ) throws(InputError) -> InputError? {
    if item.isStandardInput, isatty(FileDescriptor.standardInput.rawValue) == 1 {
      var error = StandardStream.error
      try? error.append("sdlog: reading standard input, a terminal; end it with Ctrl-D\n")
    }
    var reader = try ChunkReader(item)
    if try reader.looksBinary() {
      if item.isNamed { throw InputError(code: .binary, path: item.path) }
      return nil
    }
    var analyzer = LogAnalyzer(path: item.path, rules: rules)
    var failure: InputError?
    do throws(InputError) {
      while try reader.next({ analyzer.feed($0, to: &builder) }) {
        progress.update(item.path, bytes: reader.byteCount, size: reader.size)
      }
    } catch {
      failure = error
    }
    var summary = analyzer.finish(to: &builder)
    if let failure { summary.errors.append(failure.reason) }
    if let size = reader.size, reader.byteCount < size, failure == nil {
      summary.losses.append(
        InputSummary.Loss(from: reader.byteCount, to: size, why: "truncated while it was read"))
    }
    builder.add(summary)
    return failure
  }

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
