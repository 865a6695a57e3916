import Diagnosis
import Localization
import LogInput
import PatternCatalogue
import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis

/// Reads logs and writes one report, or a partial result that is merged to one.
struct ScanFrontend {
  var paths: [String]
  var report: ReportOptions
  var failOn: FailureThreshold
  /// Whether a partial result is written instead of a report.
  var isPartial = false
  /// The range of the only path that is read; `nil` for all of it.
  var range: Range<Int>?
  /// How many threads read at most.
  var jobs = 1
  var temporaryFolder: String
  var showsProgress: Bool
  /// Where sessions go, and what they are compared with; there is one for reports alone.
  var history: HistoryTarget?

  /// Reads everything and writes the report.
  ///
  /// - Parameter catalogue: What the programs print.
  /// - Returns: The exit status.
  /// - Throws: What the output or the temporary file reports.
  func run(_ catalogue: Catalogue) throws -> ExitStatus {
    var status = ExitStatus.clean
    let items =
      range != nil
      ? paths.map { InputItem(path: $0, isNamed: true) }
      : InputFinder.find(paths) { error in
        error.print()
        status = .trouble
      }
    // Among what a folder holds, the report of last time may be replaced, but no log.
    if let output = report.output,
      items.contains(where: { ($0.isNamed || output.hasSuffix(".log")) && $0.holds(output) })
    {
      throw Diagnostic.outputIsInput(output)
    }
    let rules = AnalysisRules(catalogue)
    let diagnostician = Diagnostician(catalogue)
    let target = history?.open()
    if history != nil, target == nil { status = .trouble }
    let intake = target.map {
      HistoryIntake($0.history, host: $0.host, diagnostician: diagnostician) {
        Diagnostic($0).print()
      }
    }
    let reading = try LogReading(
      items, range: range, jobs: jobs, rules: rules, diagnostician: diagnostician, intake: intake,
      temporaryFolder: temporaryFolder,
      progress: ScanProgress(
        isShown: showsProgress, inputs: items.count, language: report.language))
    ProcessMemory.beginStage()
    var (builder, isWhole) = try reading.run()
    ProcessMemory.beginStage()
    if !isWhole { status = .trouble }
    if isPartial {
      try report.writePartial(of: &builder, PartialFile.Origin(catalogue))
      return status
    }
    let glossary = Glossary(catalogue, rules)
    let baselines = intake?.baselines(glossary) ?? []
    if intake?.hasFailed == true { status = .trouble }
    var built = try builder.finish(
      tool: ToolReport(catalogue), glossary: glossary, threads: jobs)
    built.note(baselines)
    if failOn.isReached(by: built.head) { status = max(status, .findings) }
    ProcessMemory.beginStage()
    try report.write(built)
    return status
  }
}

extension Diagnostic {
  /// Says that a report would take the place of a log that it is of.
  fileprivate static func outputIsInput(_ path: String) -> Diagnostic {
    Diagnostic(
      isWarning: false,
      message: LocalizedText(
        en: "the report would replace a log that is to be read", zh: "报告会覆盖要读取的日志"),
      place: path,
      helps: [LocalizedText(en: "write the report to another file", zh: "请把报告写到其他文件")])
  }
}

extension HistoryIntake {
  /// Compares what was taken in with what the history holds from before.
  ///
  /// - Parameter glossary: Says which facts matter.
  /// - Returns: Nothing where the history could not be used, which was said then.
  fileprivate func baselines(_ glossary: Glossary) -> [BaselineReport] {
    do throws(HistoryError) {
      return try BaselineReporter(history: history, glossary: glossary).reports(of: result().rows)
    } catch {
      fail(error)
      return []
    }
  }
}

extension FailureThreshold {
  /// Whether a report has what makes the exit status 1.
  func isReached(by head: ReportHead) -> Bool {
    let gotSlower =
      !head.regressions.isEmpty || head.baselines.contains { $0.verdict == .slower }
    return isReached(
      hasErrors: head.verdict.level == .error,
      hasWarnings: head.verdict.level >= .warning || gotSlower, isSlower: gotSlower)
  }
}
