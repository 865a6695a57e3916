import Reporting

extension SummaryVerdict {
  /// The verdict before anything is known.
  static let none = SummaryVerdict(
    level: .clean, needsAttention: false, text: LocalizedText(en: "", zh: ""))

  /// Judges a report by all its other parts.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - levels: How bad its causes are, by id.
  init(of report: SummaryReport, levels: [String: VerdictLevel]) {
    let slower = report.regressions.filter {
      $0.state != .suspected && $0.acknowledgement == nil
    }
    let causes = report.causes.filter { $0.state != .gone && $0.acknowledgement == nil }
    let harmful = causes.filter { levels[$0.id] == .warning || levels[$0.id] == .error }
    let errors = report.incidents.filter { $0.kind == .error }
    let hasNotes =
      !causes.isEmpty || !report.incidents.isEmpty || !report.improvements.isEmpty
      || report.regressions.contains { $0.state == .suspected }
      || report.causes.contains { $0.state == .gone } || !report.quality.losses.isEmpty
    let level: VerdictLevel =
      !errors.isEmpty
      ? .error
      : !slower.isEmpty || !harmful.isEmpty || !report.quality.errors.isEmpty
        ? .warning : hasNotes ? .notice : .clean
    self.init(
      level: level, needsAttention: level == .error || level == .warning,
      text: Self.text(report, slower: slower, causes: harmful, errors: errors))
  }

  private static func text(
    _ report: SummaryReport, slower: [SummaryChange], causes: [SummaryCause],
    errors: [SummaryIncident]
  ) -> LocalizedText {
    var en: [String] = []
    var zh: [String] = []
    let new = slower.filter { $0.state == .new }
    if let worst = new.min(by: { $0.change < $1.change }) {
      let percent = Int((-worst.change * 100).rounded())
      en.append(
        new.count == 1
          ? "\(worst.host) is \(percent) % slower since the night of \(worst.night)"
          : "\(new.count) workloads are slower, the worst by \(percent) %"
            + " since the night of \(worst.night)")
      zh.append(
        new.count == 1
          ? "\(worst.host) 自 \(worst.night) 当晚起慢了 \(percent) %"
          : "\(new.count) 种负载变慢，最严重的自 \(worst.night) 当晚起慢了 \(percent) %")
    }
    let old = slower.count - new.count
    if old > 0 {
      en.append("\(old) \(old == 1 ? "workload is" : "workloads are") still slower")
      zh.append("\(old) 种负载仍然较慢")
    }
    if !errors.isEmpty {
      let sessions = Set(errors.map(\.session.id)).count
      en.append("\(sessions) \(sessions == 1 ? "session" : "sessions") with errors")
      zh.append("\(sessions) 次会话出错")
    }
    let newCauses = causes.filter { $0.state == .new }.count
    if newCauses > 0 {
      en.append("\(newCauses) new \(newCauses == 1 ? "cause" : "causes") of trouble")
      zh.append("新出现 \(newCauses) 个问题原因")
    }
    let oldCauses = causes.count - newCauses
    if oldCauses > 0 {
      en.append("\(oldCauses) known \(oldCauses == 1 ? "cause is" : "causes are") still there")
      zh.append("\(oldCauses) 个已知原因仍然存在")
    }
    let unread = report.quality.errors.count
    if unread > 0 {
      en.append("\(unread) \(unread == 1 ? "log" : "logs") could not be read")
      zh.append("\(unread) 个日志未能读取")
    }
    let back = report.improvements.filter { $0.state == .recovered }.count
    if back > 0 {
      en.append(
        back == 1
          ? "1 workload is back to its speed" : "\(back) workloads are back to their speed")
      zh.append("\(back) 种负载已恢复速度")
    }
    let suspected = report.regressions.filter { $0.state == .suspected }
    if let worst = suspected.map(\.change).min() {
      let percent = Int((-worst * 100).rounded())
      en.append(
        suspected.count == 1
          ? "1 workload may be slower by \(percent) %; a third night will tell"
          : "\(suspected.count) workloads may be slower, the worst by \(percent) %;"
            + " a third night will tell")
      zh.append(
        suspected.count == 1
          ? "有 1 种负载可能慢了 \(percent) %，第三晚即可确定"
          : "有 \(suspected.count) 种负载可能变慢，最严重的慢了 \(percent) %，第三晚即可确定")
    }
    guard !en.isEmpty else {
      return report.quality.sessions == 0
        ? LocalizedText(en: "Nothing new in the logs.", zh: "日志中没有新内容。")
        : LocalizedText(en: "Nothing that needs attention.", zh: "没有需要处理的问题。")
    }
    return LocalizedText(en: en.joined(separator: "; ") + ".", zh: zh.joined(separator: "；") + "。")
  }
}
