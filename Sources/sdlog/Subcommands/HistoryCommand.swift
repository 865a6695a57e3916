import ArgumentParser
import RunHistory

/// `sdlog history`.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: .said(
      "Keep and look up the sessions and runs of earlier logs.", "保存并查询以往日志中的会话和任务。"),
    subcommands: [
      HistoryListCommand.self, HistoryShowCommand.self, HistoryImportCommand.self,
      HistoryPruneCommand.self, HistoryCheckCommand.self, HistoryExportCommand.self,
    ])

  @OptionGroup var languageOptions: LanguageOptions
}

extension HistoryTarget {
  /// Refuses `--host` where there is no history to note it in.
  static func validate(history: String?, host: String?) throws {
    if history == nil, host != nil {
      throw ValidationError(.said("--host is for --history", "--host 需与 --history 一起使用"))
    }
  }
}

/// The options of every command that uses a history.
struct HistoryOptions: ParsableArguments {
  @Option(
    name: .customLong("history"),
    help: .said(
      "Use this history (default: $XDG_STATE_HOME/sdlog/history.sqlite).",
      "使用该历史库（默认：$XDG_STATE_HOME/sdlog/history.sqlite）。"))
  var path: String?

  /// Opens the history.
  func open(_ mode: RunHistory.Mode) throws -> RunHistory {
    try HistoryFile(given: path, environment: Environment()).open(mode)
  }
}
