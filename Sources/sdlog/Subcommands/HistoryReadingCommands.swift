import ArgumentParser
import Reporting
import RunHistory

/// `sdlog history list`.
struct HistoryListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List sessions, the newest first.")

  /// The formats of this command.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @Option(help: "Show at most so many sessions (default: 20).")
  var limit = 20

  @Option(help: "Show sessions with a workload whose key holds this text.")
  var workload: String?

  @Option(help: "Show sessions of this machine.")
  var host: String?

  @Option(help: "Write text or json (default: text).")
  var format = Format.text

  @OptionGroup var historyOptions: HistoryOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit has to be 1 or more") }
  }

  func run() throws {
    try HistoryOptions.run {
      let environment = Environment()
      var output = StandardStream.output
      try HistoryListFrontend(
        history: try historyOptions.open(.readOnly), limit: limit, workload: workload, host: host,
        format: format == .json ? .json : .text,
        width: output.isTerminal ? environment.columns : 120
      ).run(&output)
      return .clean
    }
  }
}

/// `sdlog history show`.
struct HistoryShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what is kept of a session.")

  @Option(help: "Write text or json (default: text).")
  var format = HistoryListCommand.Format.text

  @OptionGroup var historyOptions: HistoryOptions

  @Argument(help: "Show the session with this id, or the beginning of it.")
  var id: String

  func run() throws {
    try HistoryOptions.run {
      var output = StandardStream.output
      try HistoryShowFrontend(
        history: try historyOptions.open(.readOnly), id: id,
        format: format == .json ? .json : .text
      ).run(&output)
      return .clean
    }
  }
}

/// `sdlog history export`.
struct HistoryExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print all sessions with their runs, one JSON object a line, the oldest first.")

  @OptionGroup var historyOptions: HistoryOptions

  func run() throws {
    try HistoryOptions.run {
      var output = StandardStream.output
      try HistoryExportFrontend(history: try historyOptions.open(.readOnly)).run(&output)
      return .clean
    }
  }
}

/// `sdlog history check`.
struct HistoryCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Verify the history, and say what is wrong with it.",
    discussion: "The exit status is 0 if all is well, and 2 if something is wrong.")

  @OptionGroup var historyOptions: HistoryOptions

  func run() throws {
    try HistoryOptions.run {
      let history = try historyOptions.open(.readOnly)
      let problems = try history.check()
      var output = StandardStream.output
      if problems.isEmpty {
        try output.append("the history is sound\n")
        return .clean
      }
      Diagnostic.damage(problems, path: history.path).print()
      return .trouble
    }
  }
}
