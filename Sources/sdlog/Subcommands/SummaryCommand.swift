import ArgumentParser
import Reporting
import RunHistory
import SummaryBuilding

/// `sdlog summary`.
struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: .said(
      "Take in what is new in logs, and tell what changed since the last time.",
      "读入日志中的新内容，报告自上次以来的变化。"),
    discussion: .said(
      """
      Made for every morning: it reads only what is new, tells each change once as news and as long as \
      it is so in a few lines, and notes in the history what it told. The exit status is 0 if nothing \
      needs attention, 1 if something does, 2 if something could not be read or done.
      """,
      "供每天早晨使用：只读取新内容，每个变化只作为新消息报告一次，仍然存在时简要提及，并在历史库中记下已报告的内容。退出状态：0 表示无需处理，1 表示有需要处理的问题，2 表示有内容未能读取或完成。"
    ))

  @Option(
    help: .said(
      "Tell of what was since then: `last`, a time ago such as `24h`, or a date (default: `last`).",
      "报告自何时以来的内容：上次汇总（`last`，默认）、多久以前（如 `24h`）或日期。"))
  var since: String?

  @Option(
    help: .said(
      "Note that the logs are from this machine (default: this one's name).",
      "注明日志来自哪台主机（默认：本机名称）。"))
  var host: String?

  @Flag(
    help: .said(
      "Take the name of the first folder below each path for the machine.",
      "以每个路径下第一级文件夹的名称作为主机名。"))
  var hostFolders = false

  @Flag(help: .said("Write nothing where nothing has to be read.", "没有需要阅读的内容时不输出。"))
  var quietIfClean = false

  @Option(
    help: .said(
      "Run this command once for each thing that is news, for at most 60 seconds, with its JSON as standard input and SDLOG_TEXT, SDLOG_KIND, SDLOG_HOST and SDLOG_ID set.",
      "对每条新消息运行一次该命令，最长 60 秒；其 JSON 作为标准输入，并设置环境变量 `SDLOG_TEXT`、`SDLOG_KIND`、`SDLOG_HOST`、`SDLOG_ID`。"
    ))
  var onFinding: String?

  @OptionGroup var failureOption: FailureOption

  @Option(
    parsing: .unconditional,
    help: .said(
      "Wait so many seconds for another summary of the same history.",
      "同一历史库正在进行另一个汇总时，最多等待多少秒。"))
  var wait = 10

  @Option(
    help: .said(
      "Take this for the present time (default: the clock's).", "把该时间当作现在（默认：系统时间）。"))
  var now: String?

  @Flag(help: .said("Show no progress.", "不显示进度。"))
  var quiet = false

  /// The formats of this command.
  enum Format: String, ReportFormatArgument {
    case text
    case json
    case markdown
    case html
  }

  @OptionGroup var outputOptions: OutputOptions<Format>
  @OptionGroup var historyOptions: HistoryOptions
  @OptionGroup var catalogueOptions: CatalogueOptions

  @Argument(
    help: .said(
      "Read these files and folders; - is standard input.", "要读取的文件和文件夹，- 表示标准输入。"))
  var paths: [String]

  func validate() throws {
    if let since, since != "last", MomentArgument(since) == nil {
      throw ValidationError(
        .said(
          "--since has to be last, a time such as 24h or 7d, or a date",
          "--since 应为 last、24h 或 7d 这样的时长，或日期"))
    }
    try MomentArgument.validate(now: now)
    if host != nil, hostFolders {
      throw ValidationError(
        .said("--host and --host-folders exclude one another", "--host 与 --host-folders 不能同时使用"))
    }
    if !(0...86_400).contains(wait) {
      throw ValidationError(
        .said(
          "--wait has to be a number of seconds from 0 to 86400", "--wait 应为 0 到 86400 之间的秒数"))
    }
  }

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let environment = Environment()
    try ExitStatus.end {
      try SummaryFrontend(
        paths: paths, history: HistoryFile(given: historyOptions.path, environment: environment),
        report: outputOptions.reportOptions,
        since: since.flatMap { $0 == "last" ? nil : MomentArgument($0) },
        host: hostFolders ? .folders : .named(host ?? environment.hostName),
        isQuietIfClean: quietIfClean, command: onFinding.map { FindingCommand(command: $0) },
        failOn: failureOption.failOn, patience: .seconds(wait),
        now: environment.milliseconds(unless: now),
        showsProgress: !quiet && StandardStream.error.isTerminal
      ).run(catalogue)
    }
  }
}
