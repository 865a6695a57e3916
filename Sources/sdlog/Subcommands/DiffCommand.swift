import ArgumentParser
import PatternCatalogue

/// `sdlog diff`.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Tell what changed between two logs or sessions, and what it did to the speed.",
    usage: """
      sdlog diff [<options>] GOOD BAD
      sdlog diff [<options>] --last-good BAD
      """,
    discussion: """
      GOOD and BAD are logs; FILE#2 is the second session of a log, and a log without a number stands \
      for all its sessions: the latest facts, all messages and all runs. Four or more digits of an id \
      as `sdlog history list` prints it are a session of the history.

      --last-good compares with the latest earlier session of the history that ran a workload of BAD \
      clearly faster, or, if there is none, with the latest one that ran it.

      The exit status is 0 if BAD is no worse, 1 if a workload is slower or a warning or error is new \
      (see --fail-on), 2 if something could not be read, 64 for wrong usage. With too few runs for a \
      test, a difference of 20 % counts.
      """)

  @OptionGroup var outputOptions: OutputOptions
  @OptionGroup var catalogueOptions: CatalogueOptions
  @OptionGroup var historyOptions: HistoryOptions

  @Option(
    help: "Exit with 1 from this on: never, error, warning or regression (default: warning).")
  var failOn = FailureThresholdArgument.warning

  @Flag(help: "Compare with the last good session of the history.")
  var lastGood = false

  @Option(help: "Look for the last good session of this machine (default: this one's name).")
  var host: String?

  @Argument(help: "Compare these: logs, FILE#2, or ids of sessions.")
  var names: [String]

  func validate() throws {
    let wanted = lastGood ? 1 : 2
    if names.count != wanted {
      throw ValidationError(
        lastGood
          ? "with --last-good, name the one log or session that is judged"
          : "name two logs or sessions, the good one first, or --last-good and one")
    }
    if !["text", "json", "ndjson", "markdown"].contains(outputOptions.format.rawValue) {
      throw ValidationError("diff writes text, json, ndjson or markdown")
    }
  }

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let environment = Environment()
    let frontend = DiffFrontend(
      good: lastGood ? nil : names.first, bad: names[names.count - 1],
      report: outputOptions.reportOptions, failOn: failOn.threshold,
      history: HistoryFile(given: historyOptions.path, environment: environment),
      host: host ?? environment.hostName)
    throw ExitCode(try ExitStatus.running { try frontend.run(catalogue) }.rawValue)
  }
}
