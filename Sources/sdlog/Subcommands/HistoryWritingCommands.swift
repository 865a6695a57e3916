import ArgumentParser
import Reporting
import RunHistory

/// `sdlog history import`.
struct HistoryImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: .said(
      "Take logs into the history; what is known already is left out.",
      "把日志导入历史库，已有的内容会略过。"),
    discussion: .said(
      "Logs are known by their content: it does no harm to name them again.",
      "日志按内容识别，重复指定也没有影响。"))

  @Option(
    help: .said(
      "Note that the logs are from this machine (default: this one's name).",
      "注明日志来自哪台主机（默认：本机名称）。"))
  var host: String?

  @OptionGroup var jobsOption: JobsOption

  @Flag(help: .said("Say nothing but what went wrong.", "只在出错时输出。"))
  var quiet = false

  @OptionGroup var historyOptions: HistoryOptions
  @OptionGroup var languageOptions: LanguageOptions
  @OptionGroup var catalogueOptions: CatalogueOptions

  @Argument(
    help: .said(
      "Take in these files and folders; - is standard input.", "要导入的文件和文件夹，- 表示标准输入。"))
  var paths: [String]

  func run() throws {
    let catalogue = try catalogueOptions.load()
    try ExitStatus.end {
      let frontend = HistoryImportFrontend(
        history: try historyOptions.open(.readWrite), paths: paths,
        host: host ?? Environment().hostName, jobs: jobsOption.count, isQuiet: quiet,
        showsProgress: !quiet && StandardStream.error.isTerminal, language: .current)
      var output = StandardStream.output
      return try frontend.run(catalogue, &output)
    }
  }
}

/// `sdlog history prune`.
struct HistoryPruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: .said(
      "Replace the details of old sessions by daily summaries.", "把较早会话的明细换成每日汇总。"))

  @Option(help: .said("Keep the details of so many days, such as 400d.", "保留多少天的明细，例如 400d。"))
  var keep: String

  @OptionGroup var historyOptions: HistoryOptions
  @OptionGroup var languageOptions: LanguageOptions

  func validate() throws {
    if days == nil {
      throw ValidationError(
        .said("--keep has to be a number of days such as 400d", "--keep 应为天数，例如 400d"))
    }
  }

  private var days: Int? {
    let digits = keep.hasSuffix("d") ? String(keep.dropLast()) : keep
    return Int(digits).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
  }

  func run() throws {
    try ExitStatus.end {
      let history = try historyOptions.open(.readWrite)
      let now = Environment().milliseconds
      let count = try history.prune(before: now - (days ?? 0) * 86_400_000)
      var output = StandardStream.output
      try output.append(HistoryWords(language: .current).pruned(count))
      return .clean
    }
  }
}
