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
  /// How many threads read at most.
  var jobs: Int
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
  /// - Throws: What the output reports.
  func run(_ catalogue: Catalogue, _ output: inout some ByteOutput) throws -> ExitStatus {
    var status = ExitStatus.clean
    let items = InputFinder.find(paths) { error in
      error.print()
      status = .trouble
    }
    let intake = HistoryIntake(history, host: host, diagnostician: Diagnostician(catalogue)) {
      Diagnostic($0).print()
    }
    let reading = ImportReading(
      items, rules: AnalysisRules(catalogue), intake: intake,
      progress: ScanProgress(isShown: showsProgress, inputs: items.count, language: language))
    if !reading.run(jobs: jobs) { status = .trouble }
    // What went wrong was said.
    guard let taken = try? intake.result() else { return .trouble }
    if !isQuiet {
      let words = HistoryWords(language: language)
      try output.append(words.taken(taken.added, known: taken.known))
    }
    return status
  }
}
