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
    try HistoryOptions.running {
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

/// `sdlog ack`.
struct AckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: .said(
      "Acknowledge what a summary told: it takes one line until it changes.",
      "确认汇总报告的某一项：在它变化之前只占一行。"))

  @Option(
    help: .said(
      "Let it hold until the end of this date (default: as long as it is so).",
      "有效至该日期结束（默认：只要情况不变就一直有效）。"))
  var until: String?

  @Option(help: .said("Note this beside it.", "附上备注。"))
  var note: String?

  @Option(
    help: .said(
      "Take this for the present time (default: the clock's).", "把该时间当作现在（默认：系统时间）。"))
  var now: String?

  @OptionGroup var historyOptions: HistoryOptions
  @OptionGroup var languageOptions: LanguageOptions

  @Argument(
    help: .said(
      "Acknowledge what has this id in the summary, or the beginning of it.",
      "要确认的项目在汇总中的编号或其开头部分。"))
  var id: String

  func validate() throws {
    if let until, MomentArgument.day(until[...]) == nil {
      throw ValidationError(
        .said("--until has to be a date such as 2026-12-24", "--until 应为日期，例如 2026-12-24"))
    }
    try MomentArgument.validate(now: now)
    let time = Environment().milliseconds(unless: now)
    let today = NightCalendar.date(NightCalendar.system.local(universal: time) / 86_400_000)
    if let until, until < today {
      throw ValidationError(
        .said("--until has to be today or later", "--until 须为今天或之后的日期"))
    }
  }

  func run() throws {
    try HistoryOptions.running {
      let history = try historyOptions.open(.readWrite)
      let acknowledgement = Acknowledgement(
        notice: id, until: until.flatMap { MomentArgument.day($0[...]) }, note: note,
        time: Environment().milliseconds(unless: now))
      guard let notice = try history.acknowledge(acknowledgement) else {
        throw SummaryTrouble.unknownNotice(id)
      }
      var output = StandardStream.output
      let line = SummaryLine(language: .current).acknowledged(
        notice.id, notice.host,
        notice.cause.map { .cause($0) } ?? .change(from: notice.before, to: notice.after),
        until: until)
      try output.append(TextSanitizer.sanitized(line) + "\n")
      return .clean
    }
  }
}

extension MomentArgument {
  /// Checks `--now`.
  fileprivate static func validate(now: String?) throws {
    guard let now, MomentArgument(now) == nil else { return }
    throw ValidationError(
      .said(
        "--now has to be a date and a time such as 2026-11-22T06:00Z",
        "--now 应为日期和时间，例如 2026-11-22T06:00Z"))
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
  fileprivate static func running(_ body: () throws -> ExitStatus) throws {
    try run {
      do {
        return try body()
      } catch let trouble as SummaryTrouble {
        throw trouble.diagnostic
      } catch let error as OutputError {
        throw Diagnostic(error)
      }
    }
  }
}
