import ArgumentParser

/// `sdlog patterns lint`.
struct PatternsLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check catalogue files in full.",
    discussion: """
      Every fault of every file is shown at once, with its place. The exit status is 0 for clean \
      files, 1 for warnings, 2 for errors.
      """)

  @OptionGroup var catalogueOptions: CatalogueOptions

  @Flag(help: "Leave the built-in catalogue out.")
  var noBuiltin = false

  func validate() throws {
    if noBuiltin, catalogueOptions.folders.isEmpty {
      throw ValidationError("--no-builtin needs a folder: --patterns DIR")
    }
  }

  func run() throws {
    let folders = PatternFolders(given: catalogueOptions.folders, environment: Environment())
    let frontend = PatternsLintFrontend(
      folders: noBuiltin ? catalogueOptions.folders : folders.paths, includesBuiltin: !noBuiltin)
    throw ExitCode(frontend.run { $0.print() }.rawValue)
  }
}
