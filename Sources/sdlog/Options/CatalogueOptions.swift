import ArgumentParser
import PatternCatalogue
<<<<<<< HEAD
import Reporting

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The options of every command that uses the catalogue.
struct CatalogueOptions: ParsableArguments {
  @Option(help: "Add or replace entries from this folder (repeatable).")
  var patterns: [String] = []

  /// Loads the built-in catalogue and the user's.
  ///
  /// - Returns: The catalogue.
  /// - Throws: `ExitCode` 2, after every mistake was printed.
  func load() throws -> Catalogue {
    do {
      return try CatalogueLoader.load(
        builtin: true, directories: Environment().catalogueFolders + patterns)
    } catch {
      var stream = StandardStream.error
      for problem in error.problems { try? stream.append("\(problem)\n") }
=======

/// The options of every command that reads the catalogue.
struct CatalogueOptions: ParsableArguments {
  @Option(
    name: .customLong("patterns"),
    help: "Read patterns from this folder as well; may be given several times.")
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
>>>>>>> catalogue
      throw ExitCode(ExitStatus.trouble.rawValue)
    }
  }
}
<<<<<<< HEAD

extension Environment {
  /// The user's own folder of patterns, where it exists.
  var catalogueFolders: [String] {
    guard let base = self["XDG_CONFIG_HOME"] ?? self["HOME"].map({ $0 + "/.config" }) else {
      return []
    }
    let folder = base + "/sdlog/patterns"
    var status = stat()
    return stat(folder, &status) == 0 ? [folder] : []
  }
}
=======
>>>>>>> catalogue
