import Localization
import Reporting
import RunHistory
import SessionAnalysis

/// The words in which the history is shown.
struct HistoryWords {
  /// The language.
  var language: Language

  /// Returns the words of the language.
  func say(_ en: String, _ zh: String) -> String {
    LocalizedText(en: en, zh: zh).text(in: language)
  }
}

extension HistoryWords {
  /// The heads of the columns of a list.
  var columns: [String] {
    [
      "ID", say("TIME", "时间"), say("HOST", "主机"), say("FRONT END", "程序"), say("RUNS", "任务"),
      say("LINES", "行数"), say("GPU", "显卡"),
    ]
  }

  /// What stands for the number of runs of a session whose details are gone.
  var pruned: String { say("pruned", "已精简") }

  /// What a check says of a history that has no fault.
  var isSound: String { say("the history is sound\n", "历史库完好\n") }

  /// How many sessions were pruned.
  func pruned(_ count: Int) -> String {
    say("\(count) \(count == 1 ? "session" : "sessions") pruned\n", "已精简 \(count) 次会话\n")
  }

  /// How many inputs were taken in.
  func taken(_ added: Int, known: Int) -> String {
    say("\(added) taken in, \(known) known already\n", "导入 \(added) 个，\(known) 个此前已有\n")
  }
}

extension HistoryWords {
  /// What is kept of a session, as names and values.
  func lines(of detail: HistoryDetail) -> [(name: String, value: String)] {
    let session = detail.session
    var lines: [(name: String, value: String)] = [
      (say("session", "会话"), session.id), (say("time", "时间"), time(of: session)),
      (say("host", "主机"), session.host), (say("gpu", "显卡"), session.gpu ?? "-"),
      (say("front end", "程序"), session.frontEnd),
      (
        say("size", "大小"),
        say(
          "\(session.lines) lines, \(session.bytes) bytes, \(session.runs) runs",
          "\(session.lines) 行，\(session.bytes) 字节，\(session.runs) 次任务")
      ),
    ]
    if session.isPruned {
      lines.append((pruned, say("only daily summaries are left of it", "只保留了每日汇总")))
    }
    if session.isOpen {
      lines.append((say("open", "未结束"), say("its log ends within it", "日志在会话中途结束")))
    }
    lines += detail.places.map { place in
      let bytes = "\(place.bytes.lowerBound)-\(place.bytes.upperBound)"
      return (
        say("source", "来源"),
        "\(place.path):\(place.firstLine)" + say(", bytes \(bytes)", "，字节 \(bytes)")
      )
    }
    lines += detail.facts.map { (say("fact", "事实"), "\($0.name) \($0.value)") }
    lines += detail.findings.map { finding in
      let times = finding.count == 1 ? "" : say(" (\(finding.count) times)", "（\(finding.count) 次）")
      let resolved = finding.isResolved ? say(", resolved", "，之后已恢复") : ""
      return (
        severity(finding.severity),
        "\(finding.pattern)\(times)\(resolved)" + say(": ", "：") + finding.message
      )
    }
    lines += detail.causes.map { cause in
      (
        say("cause", "原因"),
        "\(cause.id)" + say(", ", "，") + confidence(cause.confidence)
          + say(", score \(cause.score)", "，得分 \(cause.score)")
      )
    }
    lines += detail.throughput.filter { $0.counted > 0 }.map { throughput in
      let unit = throughput.unit.isEmpty ? "it" : throughput.unit
      let median = throughput.median.map { "\(Measure.rounded($0, places: 3)) \(unit)/s" } ?? "-"
      return (
        say("runs", "任务"),
        say(
          "\(throughput.counted) at \(median): \(throughput.workload)",
          "\(throughput.counted) 次，\(median)：\(throughput.workload)")
      )
    }
    return lines
  }

  private func time(of session: HistorySession) -> String {
    HistoryTime.text(session.time)
      + (session.isTimePrinted
        ? ""
        : say(
          " (when its log was last changed; the log prints none)", "（日志文件的修改时间，日志中没有时间）"))
  }

  private func severity(_ severity: Finding.Severity) -> String {
    switch severity {
    case .note: say("note", "提示")
    case .warning: say("warning", "警告")
    case .error: say("error", "错误")
    }
  }

  private func confidence(_ word: String) -> String {
    switch word {
    case "certain": say(word, "确定")
    case "likely": say(word, "很可能")
    case "possible": say(word, "可能")
    default: word
    }
  }
}
