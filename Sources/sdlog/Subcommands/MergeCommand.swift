import ArgumentParser

/// `sdlog merge`.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Merge partial results of several machines into one report.",
    discussion: """
      `sdlog scan --partial --output FILE LOG...` makes a partial result. Merged in any order, in \
      several steps, or one twice, they give the report that one scan of all the logs gives. The exit \
      status is that of `scan`.
      """)

  @OptionGroup var outputOptions: OutputOptions
  @OptionGroup var catalogueOptions: CatalogueOptions

  @Option(
    help: "Exit with 1 from this on: never, error, warning or regression (default: warning).")
  var failOn = FailureThresholdArgument.warning

  @Flag(help: "Write a partial result again instead of a report.")
  var partial = false

  @Argument(help: "Merge these partial results; - is standard input.")
  var paths: [String]

  func validate() throws {
    try PartialOptions.validate(isPartial: partial, isRedacted: outputOptions.redact)
  }

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let frontend = MergeFrontend(
      paths: paths, report: outputOptions.reportOptions, failOn: failOn.threshold,
      isPartial: partial, temporaryFolder: Environment().temporaryFolder)
    throw ExitCode(try ExitStatus.running { try frontend.run(catalogue) }.rawValue)
  }
}
