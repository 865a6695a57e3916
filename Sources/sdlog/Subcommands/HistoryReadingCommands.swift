import ArgumentParser
import Reporting
import RunHistory
import SessionAnalysis

/// `sdlog history list`.
struct HistoryListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: .said("List sessions, the newest first.", "列出会话，最新的在前。"))

  /// The formats of this command.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @Option(parsing: .unconditional, help: .said("Show at most so many sessions.", "最多显示多少次会话。"))
  var limit = 20

  @Option(
    help: .said(
      "Show sessions with a workload whose key holds this text.", "只显示负载标识中含有该文本的会话。"))
  var workload: String?

  @Option(help: .said("Show sessions of this machine.", "只显示该主机的会话。"))
  var host: String?

  @Option(help: .said("Print in this form.", "输出格式。"))
  var format = Format.text

  @OptionGroup var historyOptions: HistoryOptions
  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    if limit < 1 { throw ValidationError(.said("--limit has to be 1 or more", "--limit 至少为 1")) }
  }

  func run() throws {
    try ExitStatus.end {
      let environment = Environment()
      var output = StandardStream.output
      try HistoryListFrontend(
        history: try historyOptions.open(.readOnly), limit: limit, workload: workload, host: host,
        format: format == .json ? .json : .text,
        width: output.isTerminal ? environment.columns : 120, language: .current
      ).run(&output)
      return .clean
    }
  }
}

/// `sdlog history show`.
struct HistoryShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: .said("Show what is kept of a session.", "显示某次会话保存的内容。"))

  @Option(help: .said("Print in this form.", "输出格式。"))
  var format = HistoryListCommand.Format.text

  @OptionGroup var historyOptions: HistoryOptions
  @OptionGroup var languageOptions: LanguageOptions
  @OptionGroup var catalogueOptions: CatalogueOptions

  @Argument(help: .said("Show the session with this id, or the beginning of it.", "会话的 id 或其开头部分。"))
  var id: String

  func run() throws {
    let rules = AnalysisRules(try catalogueOptions.load())
    try ExitStatus.end {
      var output = StandardStream.output
      try HistoryShowFrontend(
        history: try historyOptions.open(.readOnly), id: id, hiddenFacts: rules.hiddenFacts,
        format: format == .json ? .json : .text, language: .current
      ).run(&output)
      return .clean
    }
  }
}

/// `sdlog history export`.
struct HistoryExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: .said(
      "Print all sessions with their runs, one JSON object a line, the oldest first.",
      "输出全部会话及其任务，每行一个 JSON 对象，最早的在前。"))

  @OptionGroup var historyOptions: HistoryOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    try ExitStatus.end {
      var output = StandardStream.output
      try HistoryExportFrontend(history: try historyOptions.open(.readOnly)).run(&output)
      return .clean
    }
  }
}

/// `sdlog history check`.
struct HistoryCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: .said("Verify the history, and say what is wrong with it.", "检查历史库并报告问题。"),
    discussion: .said(
      "The exit status is 0 if all is well, and 2 if something is wrong.",
      "退出状态：0 表示正常，2 表示有问题。"))

  @OptionGroup var historyOptions: HistoryOptions
  @OptionGroup var languageOptions: LanguageOptions

  func run() throws {
    try ExitStatus.end {
      do {
        let history = try historyOptions.open(.readOnly)
        let problems = try history.check()
        if !problems.isEmpty { throw Diagnostic.damage(problems, path: history.path) }
      } catch let error as HistoryError where error.code == .corrupt {
        // What stops a check is what it has found.
        throw Diagnostic.damage(error)
      }
      var output = StandardStream.output
      try output.append(HistoryWords(language: .current).isSound)
      return .clean
    }
  }
}
