import LogInput
import PatternCatalogue
import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis
import SummaryBuilding

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Takes in what is new, tells what is to be told, and notes that it was told: in this order, so that
/// a summary that was stopped anywhere is made again as if it had never begun.
struct SummaryFrontend {
  /// Which machine logs are from.
  enum Host {
    /// This one, or the one that was named.
    case named(String)
    /// The one that the first folder below each path names.
    case folders
  }

  var paths: [String]
  var history: HistoryFile
  var report: ReportOptions
  /// What it is about; nil for what came since the last summary.
  var since: MomentArgument?
  var host: Host
  /// Whether nothing is written where nobody has to read it.
  var isQuietIfClean: Bool
  /// What is run on each thing that is news.
  var command: FindingCommand?
  var failOn: FailureThreshold
  /// How long to wait for another summary.
  var patience: Duration
  /// The time, in milliseconds since 1970.
  var now: Int
  var showsProgress: Bool

  /// Makes the summary.
  ///
  /// - Returns: The exit status.
  /// - Throws: `HistoryError`, `SummaryTrouble`, or what the output reports; nothing is told then.
  func run(_ catalogue: Catalogue) throws -> ExitStatus {
    history.makeFolderIfOurs()
    let lock = try SummaryLock(history: history.path, patience: patience)
    defer { withExtendedLifetime(lock) {} }
    let history = try history.open(.readWrite)
    var intake = LogIntake(
      history, catalogue, takenAt: now, showsProgress: showsProgress, language: report.language,
      host: machine,
      report: { $0.print() })
    try intake.take(paths)
    let calendar = NightCalendar.system
    let builder = SummaryBuilder(
      history, catalogue: catalogue, glossary: Glossary(catalogue, AnalysisRules(catalogue)),
      calendar: calendar, now: now, options: self.history.option)
    var built = try builder.build(
      since: since.map { .time($0.universal(now: now, calendar)) } ?? .lastSummary,
      reading: intake.reading,
      tool: ToolReport(catalogue))
    built.report.quality.missing = built.report.quality.missing.map(SystemPath.shown)
    if !isQuietIfClean || !built.report.isQuiet { try report.write(built.report) }
    var status = status(of: built.report)
    if try !tell(built.report) { status = .trouble }
    try history.complete(built)
    return status
  }

  private func machine(of log: String, below path: String) -> String {
    switch host {
    case .named(let name): return name
    case .folders:
      let folder = path.hasSuffix("/") ? path : "\(path)/"
      let parts = log.dropFirst(log.hasPrefix(folder) ? folder.count : log.count)
        .split(separator: "/")
      return parts.count > 1 ? String(parts[0]) : Environment().hostName
    }
  }

  private func status(of report: SummaryReport) -> ExitStatus {
    if !report.quality.errors.isEmpty { return .trouble }
    let hasRegression = report.regressions.contains {
      $0.state != .suspected && $0.acknowledgement == nil
    }
    let reaches = failOn.isReached(
      hasErrors: report.verdict.level == .error, hasWarnings: report.verdict.needsAttention,
      isSlower: hasRegression)
    return reaches ? .findings : .clean
  }

  /// Runs the user's command on what is news.
  ///
  /// - Returns: Whether it did what it should; where it did not, that is said.
  private func tell(_ report: SummaryReport) throws -> Bool {
    guard let command else { return true }
    let phrases = SummaryLine(language: self.report.language)
    let news =
      report.regressions.filter { $0.state == .new }.map { change in
        FindingCommand.News(
          id: change.id ?? "", kind: "regression", host: change.host, text: phrases.text(change),
          line: SummaryJSON.line(of: change))
      }
      + report.causes.filter { $0.state == .new }.map { cause in
        FindingCommand.News(
          id: cause.id, kind: "cause", host: cause.host, text: phrases.text(cause),
          line: SummaryJSON.line(of: cause))
      }
    var isWell = true
    for item in news.prefix(100) {
      let status = command.run(item)
      guard status != 0 else { continue }
      SummaryTrouble.commandFailed(command.command, status: status).diagnostic.print()
      isWell = false
    }
    return isWell
  }
}

extension NightCalendar {
  /// The calendar of this machine, as `TZ` and the system say.
  static let system = NightCalendar { universal in
    var seconds = time_t((Double(universal) / 1000).rounded(.down))
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return 0 }
    return Int(parts.tm_gmtoff) * 1000
  }
}

extension ReportOptions {
  /// Writes a summary.
  ///
  /// - Throws: What the output reports.
  func write(_ summary: SummaryReport) throws {
    let summary = isRedacted ? summary.redacted() : summary
    guard let output else {
      var stream = StandardStream.output
      return try write(summary, to: &stream)
    }
    var file = try AtomicFile(path: output)
    try write(summary, to: &file)
    try file.commit()
  }

  private func write(_ summary: SummaryReport, to output: inout some ByteOutput) throws {
    switch format {
    case .json: try SummaryJSON().write(summary, to: &output)
    case .ndjson: preconditionFailure("the command line refuses this form")
    case .html: try SummaryHTML(language: language).write(summary, to: &output)
    // Markdown is for showing to others, so what is private is never in it.
    case .markdown: try SummaryMarkdown(language: language).write(summary, to: &output)
    case .text:
      let style = TextStyle(width: width, usesColor: isColoured, language: language)
      try SummaryText(style: style).write(summary, to: &output)
    }
  }
}
