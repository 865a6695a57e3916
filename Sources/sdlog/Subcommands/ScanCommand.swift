import ArgumentParser

/// `sdlog scan`.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: .said(
      "Read logs, archives and folders, and report what they show.",
      "读取日志、压缩包和文件夹，报告其中的问题与速度。"),
    discussion: .said(
      """
      The exit status is 0 if there is nothing to report, 1 if there is, 2 if something could not be \
      read, 64 for wrong usage. With --partial it is 0 or 2.
      """,
      "退出状态：0 表示没有需要报告的问题，1 表示有，2 表示有内容未能读取，64 表示用法错误。使用 --partial 时为 0 或 2。"))

  @OptionGroup var outputOptions: OutputOptions<ReportOptions.Format>
  @OptionGroup var catalogueOptions: CatalogueOptions

  @OptionGroup var failureOption: FailureOption

  @OptionGroup var partialOptions: PartialOptions

  @OptionGroup var jobsOption: JobsOption

  @Flag(help: .said("Show no progress.", "不显示进度。"))
  var quiet = false

  @Option(
    help: .said(
      "Take the sessions into this history, and compare them with earlier ones there (a log is then read by one thread).",
      "把会话存入该历史库，并与其中更早的会话比较（此时每个日志由一个线程读取）。"))
  var history: String?

  @Option(
    help: .said(
      "Note in the history that the logs are from this machine (default: this one's name).",
      "在历史库中记录日志来自该主机（默认为本机名）。"))
  var host: String?

  @Argument(
    help: .said(
      "Read these files and folders; - is standard input.", "要读取的文件和文件夹，- 表示标准输入。"))
  var paths: [String]

  func validate() throws {
    try PartialOptions.validate(
      isPartial: partialOptions.partial, outputOptions, failOn: failureOption.failOn)
    try partialOptions.validate(paths: paths)
    try HistoryTarget.validate(history: history, host: host)
    if history != nil, partialOptions.partial || partialOptions.range != nil {
      throw ValidationError(
        .said(
          "--history takes whole logs in: leave out --partial and --range, or scan without --history",
          "--history 需要存入完整的日志：请去掉 --partial 和 --range，或不使用 --history"))
    }
  }

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let environment = Environment()
    let frontend = ScanFrontend(
      paths: paths, report: outputOptions.reportOptions, failOn: failureOption.failOn,
      isPartial: partialOptions.partial, range: partialOptions.range?.range,
      jobs: jobsOption.count, temporaryFolder: environment.temporaryFolder,
      showsProgress: !quiet && StandardStream.error.isTerminal,
      history: history.map {
        HistoryTarget(
          file: HistoryFile(given: $0, environment: environment),
          host: host ?? environment.hostName)
      })
    try ExitStatus.end { try frontend.run(catalogue) }
  }
}
