import ArgumentParser

/// `sdlog scan`.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Read logs, archives and folders, and report what they show.",
    discussion: """
      The exit status is 0 if there is nothing to report, 1 if there is, 2 if something could not be \
      read, 64 for wrong usage.
      """)

  @OptionGroup var outputOptions: OutputOptions
  @OptionGroup var catalogueOptions: CatalogueOptions

  @Option(
    help: "Exit with 1 from this on: never, error, warning or regression (default: warning).")
  var failOn = FailureThresholdArgument.warning

  @Flag(help: "Show no progress.")
  var quiet = false

  @Option(
    help: "Take the sessions into this history, and compare them with earlier ones there.")
  var history: String?

  @Option(
    help: "Note in the history that the logs are from this machine (default: this one's name).")
  var host: String?

  @Argument(help: "Read these files and folders; - is standard input.")
  var paths: [String]

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let environment = Environment()
    let frontend = ScanFrontend(
      paths: paths, report: outputOptions.reportOptions, failOn: failOn.threshold,
      temporaryFolder: environment.temporaryFolder,
      showsProgress: !quiet && StandardStream.error.isTerminal,
      history: history.map {
        HistoryTarget(
          file: HistoryFile(given: $0, environment: environment),
          host: host ?? environment.hostName)
      })
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
