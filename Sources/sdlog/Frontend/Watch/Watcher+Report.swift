import Localization
import PatternCatalogue
import ReportBuilding
import Reporting

extension Watcher {
  /// Ends the logs, and writes the report.
  func finish() throws -> ExitStatus {
    for lane in lanes { try lane.stream.show(at: clock.moment()) }
    try tell()
    try watchSpeed(at: clock.moment(), isLast: true)
    let summaries = try lanes.map { try $0.stream.finish(at: clock.moment()) }
    try tell()
    try places.keep(lanes)
    keys?.turnOff()
    try view.end()
    for case let source as StandardInputSource in lanes.map(\.source) {
      guard let reason = source.failure else { continue }
      Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "cannot read standard input: \(reason)", zh: "无法读取标准输入：\(reason.chinese)")
      ).print()
      self.status = .trouble
    }
    let kept = feed?.finish()
    if let error = feed?.takeFailure() { try tell(error) }
    if kept?.hasFailed == true { status = .trouble }
    var report = try makeReport { builder in
      for (lane, summary) in zip(lanes, summaries) { try lane.stream.add(summary, to: &builder) }
    }
    report.note(kept?.reports ?? [])
    if options.failOn.isReached(by: report.head) { status = max(status, .findings) }
    // Events are the whole of NDJSON; its report is written where a file is named for it.
    if options.report.format != .ndjson || options.report.output != nil {
      try options.report.write(report, to: options.viewStream)
    }
    hooks?.finish(clock)
    for warning in hooks?.takeWarnings() ?? [] { warning.print() }
    try metrics?.write(gauges, hooks: hooks?.outcomes ?? [:], at: clock.seconds)
    return status
  }

  /// Shows a report of everything so far.
  func showSummary() throws {
    var report = try makeReport { builder in
      for lane in lanes { try lane.stream.addSoFar(to: &builder) }
    }
    var text = MemoryOutput()
    var summary = options.report
    summary.format = .text
    try summary.write(&report, to: &text)
    try view.show(text: text.bytes)
  }

  private func makeReport(
    _ fill: (inout ReportBuilder<SpillFile>) throws -> Void
  ) throws -> BuiltReport<SpillFile> {
    var builder = ReportBuilder(
      store: try SpillFile(folder: options.temporaryFolder), diagnostician: diagnostician)
    ProcessMemory.beginStage()
    try fill(&builder)
    return try builder.finish(
      tool: ToolReport(catalogue),
      glossary: glossary)
  }
}
