import Diagnosis
import Localization
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
  /// - Parameters:
  ///   - report: Takes each problem.
  ///   - praise: Is told what was looked at, where nothing is wrong with it.
  /// - Returns: The exit status: 0 clean, 1 warnings, 2 errors.
  /// - Throws: What `praise` throws.
  func run(
    _ report: (Diagnostic) -> Void, praise: (LocalizedText) throws -> Void = { _ in }
  ) throws -> ExitStatus {
    let catalogue: Catalogue
    do throws(CatalogueErrors) {
      catalogue = try CatalogueLoader.load(
        builtin: includesBuiltin, directories: folders, validation: .full)
    } catch {
      for problem in error.problems { report(Diagnostic(problem)) }
      return .trouble
    }
    let isAboutBuiltin = folders.isEmpty
    let trial = CauseTrial(AnalysisRules(catalogue), Diagnostician(catalogue))
    let lint = CatalogueLint(
      catalogue,
      // A trial keeps everything in memory, which does not fail.
      trying: { (try? trial.confidence(of: $0, in: $1)) ?? .none },
      isChecked: { isAboutBuiltin || !$0.isBuiltin })
    let warnings = catalogue.warnings + lint.warnings()
    for warning in warnings { report(Diagnostic(warning)) }
    guard warnings.isEmpty else { return .findings }
    let messages = catalogue.messages.count { isAboutBuiltin || !$0.origin.isBuiltin }
    let causes = catalogue.causes.count { isAboutBuiltin || !$0.origin.isBuiltin }
    try praise(Self.clean(messages: messages, causes: causes))
    return .clean
  }

  private static func clean(messages: Int, causes: Int) -> LocalizedText {
    LocalizedText(
      en: "\(messages) \(messages == 1 ? "message" : "messages"), "
        + "\(causes) \(causes == 1 ? "cause" : "causes"): no fault\n",
      zh: "\(messages) 条信息、\(causes) 个原因：没有问题\n")
  }
}
