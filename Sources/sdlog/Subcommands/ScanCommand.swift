import ArgumentParser

/// `sdlog scan`.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Read logs, archives and folders, and report what they show.",
    discussion: """
      The exit status is 0 if there is nothing to report, 1 if there is, 2 if something could not be \
      read, 64 for wrong usage. With --partial it is 0 or 2.
      """)

  @OptionGroup var outputOptions: OutputOptions
  @OptionGroup var catalogueOptions: CatalogueOptions

  @Option(
    help: "Exit with 1 from this on: never, error, warning or regression (default: warning).")
  var failOn = FailureThresholdArgument.warning

  @OptionGroup var partialOptions: PartialOptions

  @Option(help: "Read with so many threads (default: as many as there are processors).")
  var jobs: Int?

  @Flag(help: "Show no progress.")
  var quiet = false

  @Argument(help: "Read these files and folders; - is standard input.")
  var paths: [String]

  func validate() throws {
    try partialOptions.validate(paths: paths, isRedacted: outputOptions.redact)
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs has to be a number from 1 to 1024")
    }
  }

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let frontend = ScanFrontend(
      paths: paths, report: outputOptions.reportOptions, failOn: failOn.threshold,
      isPartial: partialOptions.partial, range: partialOptions.range?.range,
      jobs: jobs ?? Workers.processorCount, temporaryFolder: Environment().temporaryFolder,
      showsProgress: !quiet && StandardStream.error.isTerminal)
    throw ExitCode(try ExitStatus.running { try frontend.run(catalogue) }.rawValue)
  }
}

/// `--fail-on`.
enum FailureThresholdArgument: String, CaseIterable, ExpressibleByArgument {
  case never
  case error
  case warning
  case regression

  var threshold: ScanFrontend.FailureThreshold {
    switch self {
    case .never: .never
    case .error: .error
    case .warning: .warning
    case .regression: .regression
    }
  }
}
