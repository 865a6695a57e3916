import ArgumentParser

/// `sdlog detect`.
struct DetectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "Find where any series of rates changed its level.",
    discussion: """
      The file holds a JSON object a line, {"id", "mode": "offline" or "nightly", "v": [rate, ...], \
      "s": [[day, runs], ...]}, or comma-separated values of one series, time,rate[,session]. \
      Offline reports all changes; nightly raises an alarm on the night on which a drop is certain.

      The exit status is 0 if no series got slower, 1 if one did, 2 if something could not be read, \
      64 for wrong usage.
      """)

  @OptionGroup var outputOptions: OutputOptions

  @Option(
    help: "Exit with 1 from this on: never, error, warning or regression (default: warning).")
  var failOn = FailureThresholdArgument.warning

  @Argument(help: "Read this file; - is standard input.")
  var file: String

  func validate() throws {
    if outputOptions.format == .html {
      throw ValidationError(
        "'--format html' is for reports on logs; write text, json, ndjson or markdown.")
    }
  }

  func run() throws {
    let frontend = DetectFrontend(
      path: file, report: outputOptions.reportOptions,
      failsOnRegression: failOn == .warning || failOn == .regression)
    throw ExitCode(try ExitStatus.running { try frontend.run() }.rawValue)
  }
}
