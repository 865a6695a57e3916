import ArgumentParser

/// `sdlog watch`.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: .said(
      "Read a log as it is written, and tell what happens as it happens.",
      "实时读取正在写入的日志，随时报告发生的情况。"),
    discussion: .said(
      """
      Reads standard input, as in: python launch.py 2>&1 | sdlog watch. At the end of the input, and \
      when it is interrupted, it prints what scan prints of the same bytes. SIGUSR1 prints that \
      without an end.

      The exit status is that of scan at the end of the input, 130 after SIGINT, 143 after SIGTERM \
      and 129 after SIGHUP.
      """,
      """
      读取标准输入，例如：`python launch.py 2>&1 | sdlog watch`。输入结束或被中断时，打印与 `scan` 读取同样内容时相同的报告；\
      `SIGUSR1` 会打印到目前为止的报告而不结束。输入结束时的退出状态与 `scan` 相同；`SIGINT` 后为 130，`SIGTERM` 后为 143，`SIGHUP` 后为 129。
      """))

  @OptionGroup var outputOptions: OutputOptions<ReportOptions.Format>
  @OptionGroup var catalogueOptions: CatalogueOptions

  @OptionGroup var failureOption: FailureOption

  @Option(
    help: .said(
      "Follow this file by its name, through rotation; may be given several times.",
      "按文件名跟踪该文件，轮转后继续；可多次给出。"))
  var follow: [String] = []

  @Flag(
    help: .said(
      "Read followed files from their start, whatever was read before.", "从头读取被跟踪的文件，不管之前读到哪里。"))
  var fromStart = false

  @Flag(
    help: .said(
      "Look at followed files four times a second instead of being told of changes.",
      "每秒查看四次被跟踪的文件，而不是等待系统通知。"))
  var poll = false

  @Flag(
    help: .said(
      "Pass what is read through to standard output, byte for byte; tell everything on standard error.",
      "把读到的内容逐字节原样输出到标准输出，其他信息写到标准错误。"))
  var tee = false

  @Flag(help: .said("Tell nothing before the end.", "结束之前不输出任何内容。"))
  var quiet = false

  @Option(
    help: .said(
      "Run this command for each new warning or error, with the event in JSON as input.",
      "每出现一条新的警告或错误就运行该命令，事件以 JSON 写入其标准输入。"))
  var onFinding: String?

  @Option(
    help: .said(
      "Run this command for each slowdown, with the event in JSON as input.",
      "每次变慢时运行该命令，事件以 JSON 写入其标准输入。"))
  var onRegression: String?

  @Option(
    parsing: .unconditional,
    help: .said(
      "End such a command after so many seconds (default: 10).", "这类命令运行超过多少秒就终止（默认：10）。"))
  var hookTimeout: Double?

  @Option(
    help: .said(
      "Keep sessions and runs in this history as they end, and compare them with earlier ones.",
      "会话和任务结束时存入该历史库，并与以前的比较。"))
  var history: String?

  @Option(
    help: .said(
      "Note in the history that the logs are from this machine (default: this one's name).",
      "在历史库中记录日志来自哪台机器（默认为本机名）。"))
  var host: String?

  @Option(
    help: .said(
      "Write metrics for Prometheus to this file, every 10 seconds.", "每 10 秒把 Prometheus 指标写入该文件。")
  )
  var metricsFile: String?

  /// Not taken; whoever names a file is told how.
  @Argument(help: .hidden) var paths: [String] = []

  func validate() throws {
    if let path = paths.first {
      throw ValidationError(
        .said(
          "Unexpected argument '\(path)'\nHelp:  sdlog watch --follow \(path) follows a file",
          "多余的参数“\(path)”\nHelp:  跟踪文件请用 sdlog watch --follow \(path)"))
    }
    try HistoryTarget.validate(history: history, host: host)
    if hookTimeout != nil, onFinding == nil, onRegression == nil {
      throw ValidationError(
        .said(
          "--hook-timeout is for --on-finding and --on-regression",
          "--hook-timeout 需与 --on-finding 或 --on-regression 一起使用"))
    }
    if quiet, outputOptions.format == .ndjson, outputOptions.output == nil {
      throw ValidationError(
        .said(
          "--quiet leaves nothing of --format ndjson, which is the events: leave one of them out",
          "--format ndjson 输出的就是事件，--quiet 会全部隐去：请去掉其中一个"))
    }
    if follow.isEmpty, fromStart || poll {
      throw ValidationError(
        .said(
          "--from-start and --poll are for files that --follow names",
          "--from-start 和 --poll 用于 --follow 指定的文件"))
    }
    if let hookTimeout, !(0.1...3600).contains(hookTimeout) {
      throw ValidationError(
        .said(
          "--hook-timeout has to be from 0.1 to 3600 seconds", "--hook-timeout 须在 0.1 到 3600 秒之间"))
    }
    if Set(follow).count < follow.count {
      throw ValidationError(.said("--follow names a file twice", "--follow 重复指定了同一个文件"))
    }
  }

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let environment = Environment()
    let options = WatchOptions(
      report: outputOptions.reportOptions, failOn: failureOption.failOn,
      temporaryFolder: environment.temporaryFolder, followed: follow, fromStart: fromStart,
      isPolling: poll, passesThrough: tee, isQuiet: quiet, onFinding: onFinding,
      onRegression: onRegression, hookSeconds: hookTimeout ?? 10,
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
