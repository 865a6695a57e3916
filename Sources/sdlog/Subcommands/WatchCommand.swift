import ArgumentParser

/// `sdlog watch`.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Read a log as it is written, and tell what happens as it happens.",
    discussion: """
      Reads standard input, as in: python launch.py 2>&1 | sdlog watch. At the end of the input, and \
      when it is interrupted, it prints what scan prints of the same bytes. SIGUSR1 prints that \
      without an end.

      The exit status is that of scan at the end of the input, 130 after SIGINT, 143 after SIGTERM \
      and 129 after SIGHUP.
      """)

  @OptionGroup var outputOptions: OutputOptions
  @OptionGroup var catalogueOptions: CatalogueOptions

  @Option(
    help: "Exit with 1 from this on: never, error, warning or regression (default: warning).")
  var failOn = FailureThresholdArgument.warning

  @Option(
    help: "Follow this file by its name, through rotation; may be given several times.")
  var follow: [String] = []

  @Flag(help: "Read followed files from their start, whatever was read before.")
  var fromStart = false

  @Flag(help: "Look at followed files four times a second instead of being told of changes.")
  var poll = false

  @Flag(
    help: """
      Pass what is read through to standard output, byte for byte; tell everything on standard error.
      """)
  var tee = false

  @Flag(help: "Tell nothing before the end.")
  var quiet = false

  @Option(help: "Run this command for each new warning or error, with the event in JSON as input.")
  var onFinding: String?

  @Option(help: "Run this command for each slowdown, with the event in JSON as input.")
  var onRegression: String?

  @Option(help: "End such a command after so many seconds (default: 10).")
  var hookTimeout = 10.0

  @Option(
    help: "Keep sessions and runs in this history as they end, and compare them with earlier ones.")
  var history: String?

  @Option(
    help: "Note in the history that the logs are from this machine (default: this one's name).")
  var host: String?

  @Option(help: "Write metrics for Prometheus to this file, every 10 seconds.")
  var metricsFile: String?

  func validate() throws {
    if follow.isEmpty, fromStart || poll {
      throw ValidationError("--from-start and --poll are for files that --follow names")
    }
    if !(0.1...3600).contains(hookTimeout) {
      throw ValidationError("--hook-timeout has to be from 0.1 to 3600 seconds")
    }
    if Set(follow).count < follow.count {
      throw ValidationError("--follow names a file twice")
    }
  }

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let environment = Environment()
    let options = WatchOptions(
      report: outputOptions.reportOptions, failOn: failOn.threshold,
      temporaryFolder: environment.temporaryFolder, followed: follow, fromStart: fromStart,
      isPolling: poll, passesThrough: tee, isQuiet: quiet, onFinding: onFinding,
      onRegression: onRegression, hookSeconds: hookTimeout,
      history: history.map {
        HistoryTarget(
          file: HistoryFile(given: $0, environment: environment),
          host: host ?? environment.hostName)
      }, metricsFile: metricsFile)
    var code: Int32 = 0
    let status = try ExitStatus.running {
      code = try WatchFrontend(options: options).run(catalogue)
      return .clean
    }
    throw ExitCode(status == .clean ? code : status.rawValue)
  }
}
