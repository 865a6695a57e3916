import Reporting
import SummaryBuilding
import Throughput

/// The words of the text that `sdlog detect` prints.
struct DetectWords {
  var language: Language

  private func say(_ english: String, _ chinese: String) -> String {
    language == .zh ? chinese : english
  }

  /// The number of runs of a series.
  func runs(_ count: Int) -> String {
    say(count == 1 ? "1 run" : "\(Measure.count(count)) runs", "\(Measure.count(count)) 次运行")
  }

  /// Where an event lies; runs and nights count from 1.
  func place(_ event: DetectEvent) -> String {
    let date = event.day.map(NightCalendar.date)
    if let night = event.night {
      return date.map { say("alarm, night of \($0)", "\($0) 当晚报警") }
        ?? say("alarm, night \(night + 1)", "第 \(night + 1) 晚报警")
    }
    let run = event.point.index + 1
    let time = date.map { say(", \($0)", "，\($0)") } ?? ""
    guard event.point.kind != .step, let end = event.point.end, end > run else {
      return say("run \(run)", "第 \(run) 次") + time
    }
    return say("runs \(run)–\(end)", "第 \(run)–\(end) 次") + time
  }

  /// What is said behind the numbers.
  func remark(_ event: DetectEvent) -> String {
    switch event.point.kind {
    case .incident: say("came back", "已恢复")
    case .drift: say("slowly", "缓慢")
    case .step: event.point.isAtSessionStart ? say("restart", "重启") : ""
    }
  }

  /// How many series changed.
  func summary(of results: [DetectResult]) -> String {
    let slower = results.count(where: \.gotSlower)
    let total = results.count
    return say(
      "\(total) series, \(slower) of them slower than before.", "共 \(total) 个序列，其中 \(slower) 个变慢。")
  }

  /// How many series have too few runs.
  func tooFew(_ count: Int) -> String {
    say("\(count) with too few runs to tell.", "\(count) 个序列的运行次数太少，无法判断。")
  }

  /// The first two lines of a table in Markdown.
  var tableHead: String {
    say(
      "| series | where | change | 95 % interval | rates |\n", "| 序列 | 位置 | 变化 | 95 % 区间 | 速率 |\n")
      + "| --- | --- | ---: | ---: | --- |\n"
  }
}
