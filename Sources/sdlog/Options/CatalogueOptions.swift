import ArgumentParser
import PatternCatalogue
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
      throw ExitCode(ExitStatus.trouble.rawValue)
    }
  }
}

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
