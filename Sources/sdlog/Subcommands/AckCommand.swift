import ArgumentParser
import Reporting
import RunHistory
import SummaryBuilding

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
    try ExitStatus.end {
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
