import ArgumentParser
import PatternCatalogue

/// `sdlog diff`.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: .said(
      "Tell what changed between two logs or sessions, and what it did to the speed.",
      "说明两份日志或两次会话之间有什么变化，以及对速度的影响。"),
    usage: .said(
      """
      sdlog diff [<options>] GOOD BAD
      sdlog diff [<options>] --last-good BAD
      """,
      """
      sdlog diff [<选项>] 正常 异常
      sdlog diff [<选项>] --last-good 异常
      """),
    discussion: .said(
      """
      GOOD and BAD are logs; FILE#2 is the second session of a log, and a log without a number stands \
      for all its sessions: the latest facts, all messages and all runs. Four or more digits of an id \
      as `sdlog history list` prints it are a session of the history.

      --last-good compares with the latest earlier session of the history that ran a workload of BAD \
      clearly faster, or, if there is none, with the latest one that ran it.

      The exit status is 0 if BAD is no worse, 1 if a workload is slower or a warning or error is new \
      (see --fail-on), 2 if something could not be read, 64 for wrong usage. With too few runs for a \
      test, a difference of 20 % counts.
      """,
      """
      “正常”和“异常”是两份日志；“文件#2”表示日志中的第二次会话，不带编号的日志表示其中的全部会话：\
      最新的事实、全部信息和全部任务。`sdlog history list` 显示的 id 的前四位或更多位表示历史库中的一次会话。

      --last-good 与历史库中最近一次更早的会话比较，该会话执行“异常”中的负载明显更快；如果没有，\
      则与最近一次执行过该负载的会话比较。

      退出状态：0 表示“异常”一边没有变差，1 表示有负载变慢或有新的警告或错误（见 --fail-on），\
      2 表示有内容未能读取，64 表示用法错误。任务太少无法检验时，相差 20 % 即计入。
      """))

  @OptionGroup var outputOptions: OutputOptions<ReportOptions.Format>
  @OptionGroup var catalogueOptions: CatalogueOptions
  @OptionGroup var historyOptions: HistoryOptions

  @OptionGroup var failureOption: FailureOption

  @Flag(
    help: .said(
      "Compare with the last good session of the history.", "与历史库中最近一次正常的会话比较。"))
  var lastGood = false

  @Option(
    help: .said(
      "Look for the last good session of this machine (default: this one's name).",
      "查找该主机最近一次正常的会话（默认为本机名）。"))
  var host: String?

  @Argument(
    help: .said(
      "Compare these: logs, FILE#2, or ids of sessions.", "要比较的日志、“文件#2”或会话 id。"))
  var names: [String]

  func validate() throws {
    if host != nil, !lastGood {
      throw ValidationError(.said("--host is for --last-good", "--host 需与 --last-good 一起使用"))
    }
    let wanted = lastGood ? 1 : 2
    if names.count != wanted {
      throw ValidationError(
        lastGood
          ? .said(
            "with --last-good, name the one log or session that is judged",
            "使用 --last-good 时，请只指定要判断的那份日志或会话")
          : .said(
            "name two logs or sessions, the good one first, or --last-good and one",
            "请指定两份日志或会话（正常的在前），或者 --last-good 和其中一个"))
    }
  }

  func run() throws {
    let catalogue = try catalogueOptions.load()
    let environment = Environment()
    let frontend = DiffFrontend(
      good: lastGood ? nil : names.first, bad: names[names.count - 1],
      report: outputOptions.reportOptions, failOn: failureOption.failOn,
      history: HistoryFile(given: historyOptions.path, environment: environment),
      host: host ?? environment.hostName)
    try ExitStatus.end { try frontend.run(catalogue) }
  }
}
