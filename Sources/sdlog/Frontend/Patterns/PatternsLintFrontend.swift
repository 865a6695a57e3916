import Diagnosis
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis

/// Checks a catalogue in full and tells all that is wrong and doubtful.
struct PatternsLintFrontend {
  /// The folders beside the built-in files.
  var folders: [String]
  /// Whether the built-in files are read.
  var includesBuiltin: Bool

  /// Checks and reports.
  ///
  /// Warnings are about the folders' entries; without a folder about the built-in ones.
  ///
  /// - Parameter report: Takes each problem.
  /// - Returns: The exit status: 0 clean, 1 warnings, 2 errors.
  func run(_ report: (Diagnostic) -> Void) -> ExitStatus {
    do {
      let catalogue = try CatalogueLoader.load(
        builtin: includesBuiltin, directories: folders, validation: .full)
      let isAboutBuiltin = folders.isEmpty
      let trial = CauseTrial(AnalysisRules(catalogue), Diagnostician(catalogue))
      let lint = CatalogueLint(
        catalogue,
        // A trial keeps everything in memory, which does not fail.
        trying: { (try? trial.confidence(of: $0, in: $1)) ?? .none },
        isChecked: { isAboutBuiltin || !$0.isBuiltin })
      let warnings = catalogue.warnings + lint.warnings()
      for warning in warnings { report(Diagnostic(warning)) }
      return warnings.isEmpty ? .clean : .findings
    } catch {
      for problem in error.problems { report(Diagnostic(problem)) }
      return .trouble
    }
  }
}
