import ArgumentParser
import PatternCatalogue

/// The options of every command that reads the catalogue.
struct CatalogueOptions: ParsableArguments {
  @Option(
    name: .customLong("patterns"),
    help: .said(
      "Read patterns from this folder as well; may be given several times.",
      "另外读取该文件夹中的规则，可多次指定。"))
  var folders: [String] = []

  /// Loads the catalogue, and says what is doubtful about it on standard error.
  ///
  /// - Parameter validation: How much is checked.
  /// - Returns: The catalogue.
  /// - Throws: `ExitCode` 2 where it cannot be loaded, once that has been said.
  func load(validation: CatalogueLoader.Validation = .trusting) throws -> Catalogue {
    let folders = PatternFolders(given: folders, environment: Environment()).paths
    do {
      let catalogue = try CatalogueLoader.load(
        builtin: true, directories: folders, validation: validation)
      for warning in catalogue.warnings { Diagnostic(warning).print() }
      return catalogue
    } catch {
      for problem in error.problems { Diagnostic(problem).print() }
      throw ExitCode(ExitStatus.trouble.rawValue)
    }
  }
}
