import Diagnosis
import Localization
import LogInput
import PatternCatalogue
import Reporting
import RunHistory
import SessionAnalysis

/// Takes logs into a history.
struct HistoryImportFrontend {
  /// Where they go.
  var history: RunHistory
  /// The files and folders.
  var paths: [String]
  /// The machine that they are from.
  var host: String
  /// Whether nothing is said about what went well.
  var isQuiet: Bool
  /// Whether progress is shown.
  var showsProgress: Bool
  /// The language of what is said.
  var language = Language.en

  /// Takes everything in.
  ///
  /// - Parameters:
  ///   - catalogue: What the programs print.
  ///   - output: Is told what was taken in.
  /// - Returns: The exit status.
  /// - Throws: `HistoryError`, which ends the import; the inputs before are in the history.
  func run(_ catalogue: Catalogue, _ output: inout some ByteOutput) throws -> ExitStatus {
    var status = ExitStatus.clean
    let items = InputFinder.find(paths) { error in
      error.print()
      status = .trouble
    }
    let rules = AnalysisRules(catalogue)
    var intake = HistoryIntake(history, host: host, diagnostician: Diagnostician(catalogue))
    var progress = ScanProgress(isShown: showsProgress, inputs: items.count, language: language)
    for item in items {
      if try !take(item, rules, &intake, &progress) { status = .trouble }
      progress.finishInput()
    }
    progress.clear()
    if !isQuiet {
      let words = HistoryWords(language: language)
      try output.append(words.taken(intake.added, known: intake.known))
    }
    return status
  }

  /// Takes one item in: a log, or all that an archive holds.
  ///
  /// - Returns: Whether everything could be read; what could not was said, and what stands before it
  ///   is taken in.
  private func take(
    _ item: InputItem, _ rules: AnalysisRules, _ intake: inout HistoryIntake,
    _ progress: inout ScanProgress
  ) throws -> Bool {
    if try intake.knows(item) { return true }
    var isWhole = true
    func report(_ error: InputError) {
      error.print()
      isWhole = false
    }
    var reader = InputReader(item)
    while let stream = reader.nextStream(report) {
      intake.begin(stream.path, of: item)
      var analyzer = LogAnalyzer(
        path: stream.path, rules: rules, contentHash: intake.history.contentHash)
      while reader.next({ analyzer.feed($0, to: &intake.writer) }) {
        progress.update(stream.path, bytes: reader.byteCount, size: stream.size)
      }
      for failure in reader.failures { report(failure.error) }
      try intake.end(analyzer.finish(to: &intake.writer))
    }
    return isWhole
  }
}
