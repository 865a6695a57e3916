import ArgumentParser
import Reporting
import RunHistory

/// `sdlog summary`.
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Take in what is new in logs, and tell what changed since the last time.",
    discussion: """
      Made for every morning: it reads only what is new, tells each change once as news and as long as \
      it is so in one line more, and keeps what it told in the history. The exit status is 0 if nothing \
      needs attention, 1 if something does, 2 if something could not be read or done.
      """)

  @Option(
    help: "Tell of what was since then: last, a time ago such as 24h, or a date (default: last).")
  var since = "last"

  @Option(help: "Note that the logs are from this machine (default: this one's name).")
  var host: String?

  @Flag(help: "Take the name of the first folder below each path for the machine.")
  var hostFolders = false

  @Flag(help: "Write nothing where nothing has to be read.")
  var quietIfClean = false

  @Option(
    help: "Run this command once for each thing that is news, with its JSON as standard input.")
  var onFinding: String?

  @Option(
    help: "Exit with 1 from this on: never, error, warning or regression (default: warning).")
  var failOn = FailureThresholdArgument.warning

  @Option(help: "Wait so many seconds for another summary of the same history (default: 10).")
  var wait = 10

  @Option(help: "Take this for the present time (default: the clock's).")
  var now: String?

  @Flag(help: "Show no progress.")
  var quiet = false

  @OptionGroup var outputOptions: OutputOptions
  @OptionGroup var historyOptions: HistoryOptions
  @OptionGroup var catalogueOptions: CatalogueOptions

  @Argument(help: "Read these files and folders; - is standard input.")
  var paths: [String]

  func validate() throws {
    if since != "last", MomentArgument(since) == nil {
      throw ValidationError("--since has to be last, a time such as 24h or 7d, or a date")
    }
    if let now, MomentArgument(now) == nil {
      throw ValidationError("--now has to be a date and a time such as 2026-11-22T06:00Z")
    }
    if host != nil, hostFolders {
      throw ValidationError("--host and --host-folders exclude one another")
    }
    if !(0...86_400).contains(wait) {
      throw ValidationError("--wait has to be a number of seconds from 0 to 86400")
    }
    if outputOptions.format == .ndjson {
      throw ValidationError("a summary is text, json, markdown or html")
    }
  }

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let environment = Environment()
    let report = outputOptions.reportOptions
    try HistoryOptions.run(language: report.language) {
      try SummaryFrontend(
        paths: paths, history: HistoryFile(given: historyOptions.path, environment: environment),
        report: report, since: since == "last" ? nil : MomentArgument(since),
        host: hostFolders ? .folders : .named(host ?? environment.hostName),
        isQuietIfClean: quietIfClean, command: onFinding.map(FindingCommand.init),
        failOn: failOn.threshold, patience: .seconds(wait),
        now: environment.milliseconds(unless: now),
        showsProgress: !quiet && StandardStream.error.isTerminal
      ).run(catalogue)
    }
  }
}

/// `sdlog ack`.
struct AckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: "Acknowledge what a summary told: it takes one line until it changes.")

  @Option(help: "Let it hold until the end of this date (default: as long as it is so).")
  var until: String?

  @Option(help: "Note this beside it.")
  var note: String?

  @Option(help: "Speak en or zh (default: as the locale says).")
  var lang: Language?

  @Option(help: "Take this for the present time (default: the clock's).")
  var now: String?

  @OptionGroup var historyOptions: HistoryOptions

  @Argument(help: "Acknowledge what has this id in the summary.")
  var id: String

  func validate() throws {
    if let until, MomentArgument.day(until[...]) == nil {
      throw ValidationError("--until has to be a date such as 2026-12-24")
    }
    if let now, MomentArgument(now) == nil {
      throw ValidationError("--now has to be a date and a time such as 2026-11-22T06:00Z")
    }
  }

  func run() throws {
    let environment = Environment()
    let language = lang ?? environment.language
    try HistoryOptions.run(language: language) {
      let history = try historyOptions.open(.readWrite)
      let acknowledgement = Acknowledgement(
        notice: id, until: until.flatMap { MomentArgument.day($0[...]) }, note: note,
        time: environment.milliseconds(unless: now))
      guard try history.acknowledge(acknowledgement) != nil else {
        throw SummaryTrouble.unknownNotice(id)
      }
      var output = StandardStream.output
      let line = SummaryLine(language: language).acknowledged(id, until: until)
      try output.append(TextSanitizer.sanitized(line) + "\n")
      return .clean
    }
  }
}

extension Environment {
  /// The time of the clock in milliseconds since 1970, or the one that was named.
  fileprivate func milliseconds(unless named: String?) -> Int {
    guard let moment = named.flatMap(MomentArgument.init) else { return milliseconds }
    return moment.universal(now: milliseconds, .system)
  }
}

extension HistoryOptions {
  /// Runs a body; what it throws is printed, with status 2.
  fileprivate static func run(language: Language, _ body: () throws -> ExitStatus) throws {
    try run {
      do {
        return try body()
      } catch let trouble as SummaryTrouble {
        throw trouble.diagnostic(language)
      } catch let error as OutputError {
        throw Diagnostic(error)
      }
    }
  }
}
