import Diagnosis
import PatternCatalogue
import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis

/// Sets two logs or sessions against each other and writes what changed.
struct DiffFrontend {
  /// What is compared with; `nil` for the last good session of the history.
  var good: String?
  /// What is judged.
  var bad: String
  var report: ReportOptions
  var failOn: FailureThreshold
  /// Where sessions are looked up by id, and the last good one is looked for.
  var history: HistoryFile
  /// The machine whose sessions are looked at for the last good one.
  var host: String

  /// Reads both sides and writes the comparison.
  ///
  /// - Parameter catalogue: What the programs print.
  /// - Returns: The exit status.
  /// - Throws: `Diagnostic` where a side cannot be compared, and what the output reports.
  func run(_ catalogue: Catalogue) throws -> ExitStatus {
    let rules = AnalysisRules(catalogue)
    // Whether the history can be used is said when it is searched.
    let contentHash = good == nil ? try? history.open(.readOnly).contentHash : nil
    let reader = DiffSideReader(
      rules: rules, diagnostician: Diagnostician(catalogue), history: history,
      contentHash: contentHash)
    let names = [good, bad].compactMap { $0 }.map(DiffName.init)
    var isWhole = true
    if names.count == 2, names[0] == names[1] {
      let side = try reader.read(names[0], isWhole: &isWhole)
      throw DiffName.same(names[0], sessions: side?.side.sessions ?? 0)
    }
    let given = try good.map { try reader.read(DiffName($0), isWhole: &isWhole) }
    guard let bad = try reader.read(DiffName(bad), isWhole: &isWhole) else { return .trouble }
    guard let good = try given ?? LastGood(reader: reader, host: host).find(before: bad) else {
      return .trouble
    }
    let diff = DiffBuilder(
      tool: ToolReport(catalogue),
      glossary: Glossary(catalogue, rules), catalogue: catalogue
    ).diff(good: good.side, bad: bad.side)
    try write(diff)
    if !isWhole { return .trouble }
    return reaches(diff) ? .findings : .clean
  }

  private func reaches(_ diff: DiffReport) -> Bool {
    let isSlower = diff.throughput.contains(where: \.isSlower)
    return failOn.isReached(
      hasErrors: diff.newFindings.contains { $0.severity == .error && !$0.resolved },
      hasWarnings: diff.verdict == .worse, isSlower: isSlower)
  }

  private func write(_ diff: DiffReport) throws {
    guard let output = report.output else {
      var stream = StandardStream.output
      return try write(diff, to: &stream)
    }
    var file = try AtomicFile(path: output)
    try write(diff, to: &file)
    try file.commit()
  }

  private func write(_ diff: DiffReport, to output: inout some ByteOutput) throws {
    let diff = report.isRedacted ? diff.redacted() : diff
    switch report.format {
    case .json: try DiffJSON().write(diff, to: &output)
    case .ndjson: try DiffJSON(layout: .compact).write(diff, to: &output)
    case .markdown: try DiffMarkdown(language: report.language).write(diff, to: &output)
    case .html: try DiffHTML(language: report.language).write(diff, to: &output)
    case .text:
      let style = TextStyle(
        width: report.width, usesColor: report.isColoured, language: report.language)
      try DiffText(style: style).write(diff, to: &output)
    }
  }
}
