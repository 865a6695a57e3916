import ArgumentParser
import Reporting
import RunHistory

/// `sdlog history import`.
struct HistoryImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",

    abstract: "Take logs into the history; what is known already is left out.",
    discussion: "Logs are known by their content: it does no harm to name them again.")

  @Option(help: "Note that the logs are from this machine (default: this one's name).")
  var host: String?

  @Flag(help: "Say nothing but what went wrong.")
  var quiet = false

  @OptionGroup var historyOptions: HistoryOptions
  @OptionGroup var catalogueOptions: CatalogueOptions

  @Argument(help: "Take in these files and folders; - is standard input.")
  var paths: [String]

  func run() throws {
    let catalogue = try catalogueOptions.load()
    try HistoryOptions.run {
      let frontend = HistoryImportFrontend(
        history: try historyOptions.open(.readWrite), paths: paths,
        host: host ?? Environment().hostName, isQuiet: quiet,
        showsProgress: !quiet && StandardStream.error.isTerminal)
      var output = StandardStream.output
      return try frontend.run(catalogue, &output)
    }
  }
}

/// `sdlog history prune`.
struct HistoryPruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Replace the details of old sessions by daily summaries.")

  @Option(help: "Keep the details of so many days, such as 400d.")
  var keep: String

  @OptionGroup var historyOptions: HistoryOptions

  func validate() throws {
    if days == nil { throw ValidationError("--keep has to be a number of days such as 400d") }
  }

  private var days: Int? {
    let digits = keep.hasSuffix("d") ? String(keep.dropLast()) : keep
    return Int(digits).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
  }

  func run() throws {
    try HistoryOptions.run {
      let history = try historyOptions.open(.readWrite)
      let now = Environment().milliseconds
      let count = try history.prune(before: now - (days ?? 0) * 86_400_000)
      var output = StandardStream.output
      try output.append("\(count) \(count == 1 ? "session" : "sessions") pruned\n")
      return .clean
    }
  }
}
