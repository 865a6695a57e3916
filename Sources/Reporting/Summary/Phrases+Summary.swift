/// What summaries say in words.
extension Phrases {
  /// Returns the title, with the period.
  func summaryTitle(_ period: SummaryPeriod) -> String {
    let from = period.from.map { pick(" (since \($0))", "（自 \($0) 起）") }
    return pick("sdlog summary of \(period.to)", "sdlog 汇总 \(period.to)")
      + (from ?? pick(" (the first one)", "（首次）"))
  }

  var dataLabel: String { pick("Data", "数据") }
  var slowerHeading: String { pick("Slower", "变慢") }
  var fasterHeading: String { pick("Faster, or back to their speed", "变快或已恢复") }
  var summaryCausesHeading: String { pick("Causes", "原因") }
  var incidentsHeading: String { pick("Errors and stalls", "出错与停顿") }
  var unjudgedHeading: String { pick("Not judged yet", "尚未判断") }
  var acknowledgedHeading: String { pick("Acknowledged", "已确认") }
  var nextHeading: String { pick("Next", "下一步") }

  // MARK: Data

  /// Returns how much was read.
  func data(_ quality: SummaryQuality) -> String {
    let logs = count(quality.sources, "log", "logs", "个日志")
    let parts = [
      pick(
        "\(logs), \(Measure.count(quality.changedSources)) with something new"
          + " (\(Measure.bytes(quality.newBytes)))",
        "\(logs)，其中 \(Measure.count(quality.changedSources)) 个有新内容"
          + "（\(Measure.bytes(quality.newBytes))）"),
      count(quality.sessions, "session", "sessions", "次会话"),
      count(quality.runs, "run", "runs", "次任务"),
      quality.machines.count > 1
        ? count(quality.machines.count, "machine", "machines", "台机器") : "",
    ].filter { !$0.isEmpty }
    return pick(parts.joined(separator: ", "), parts.joined(separator: "，"))
  }

  /// Returns what else is to be known of the data, a line each, but for what was lost or not read.
  func details(of quality: SummaryQuality) -> [String] {
    var lines: [String] = []
    if quality.lines > 0 { lines.append(unknownLines(quality.unknownRecords, of: quality.lines)) }
    if quality.inferredTimes > 0 { lines.append(inferredTimes(quality.inferredTimes)) }
    if !quality.limits.isEmpty { lines.append(limitsHit(quality.limits)) }
    if !quality.missing.isEmpty { lines.append(missing(quality.missing)) }
    return lines
  }

  /// Returns how many lines nothing is known of.
  private func unknownLines(_ unknown: Int, of lines: Int) -> String {
    let share = lines > 0 ? Double(unknown) / Double(lines) : 0
    return pick(
      "\(Measure.percent(share)) of \(count(lines, "line", "lines", "行")) not recognised",
      "\(Measure.count(lines)) 行中有 \(Measure.percent(share)) 未识别")
  }

  /// Returns that times are inferred.
  private func inferredTimes(_ sessions: Int) -> String {
    pick(
      "~ \(count(sessions, "session prints", "sessions print", "次")) no date: its time is that of"
        + " the file, less what its bars took",
      "~ 有 \(Measure.count(sessions)) 次会话没有打印日期，其时间由文件时间减去进度条用时推算")
  }

  /// Returns how often a limit was hit.
  private func limitsHit(_ limits: [LimitReport]) -> String {
    let names = Set(limits.map(\.what)).sorted()
    let shown = list(Array(names.prefix(3)))
    return pick(
      "limits reached, \(times(limits.reduce(0) { $0 + $1.count })): \(shown)",
      "达到上限，\(times(limits.reduce(0) { $0 + $1.count }))：\(shown)")
  }

  /// Returns which bytes were never seen.
  func lost(_ loss: SummaryLoss) -> String {
    let why = text(loss.why)
    guard let to = loss.to else {
      return pick(
        "\(loss.path): what came behind byte \(Measure.count(loss.from)) was never seen: \(why)",
        "\(loss.path)：第 \(Measure.count(loss.from)) 字节之后的内容未被读取：\(why)")
    }
    return lost(LostRange(from: loss.from, to: to, why: why), of: loss.path)
  }

  /// Returns that logs are no longer there.
  private func missing(_ paths: [String]) -> String {
    let shown = list(Array(paths.prefix(3)))
    let rest = paths.count > 3 ? pick(" and \(paths.count - 3) more", "等 \(paths.count) 个") : ""
    return pick("no longer there: \(shown)\(rest)", "已不存在：\(shown)\(rest)")
  }

  /// Returns that a log could not be read.
  func unread(_ error: SummaryReadError) -> String {
    pick(
      "not read: \(error.path): \(text(error.why))",
      "未能读取：\(error.path)：\(text(error.why))")
  }

  // MARK: Changes

  /// Returns the word for a change's state.
  func state(_ state: SummaryChange.State) -> String {
    switch state {
    case .suspected: pick("SUSPECTED", "疑似")
    case .new: pick("NEW", "新")
    case .open: pick("STILL SO", "仍然如此")
    case .recovered: pick("OVER", "已恢复")
    }
  }

  /// Returns how much a workload changed, from what to what.
  func summary(of change: SummaryChange) -> String {
    let rates = Measure.rates(
      from: change.beforeRatePerSecond, to: change.recentRatePerSecond, unit: change.unit)
    if change.state == .recovered {
      return pick("back to its speed: ", "速度已恢复：") + rates
    }
    let range =
      change.low.flatMap { low in change.high.map { bracketed(bounds(low, $0)) } } ?? ""
    return changed(change.change) + range + colon + rates
  }

  /// Returns what is compared with what.
  var comparedNights: String {
    pick(
      "Rates are medians: up to 28 nights before it began, and the last three.",
      "速度均为中位数：变化之前的最多 28 晚与最近的三晚。")
  }

  /// Returns since when it is so.
  func since(_ change: SummaryChange) -> String {
    let ago = pick(
      change.nightsAgo == 0
        ? "last night" : count(change.nightsAgo, "night ago", "nights ago", "晚前"),
      change.nightsAgo == 0 ? "昨晚" : "\(change.nightsAgo) 晚前")
    let slow = change.isSlow ? pick(", little by little", "，逐渐变化") : ""
    switch change.state {
    case .suspected:
      return pick(
        "perhaps since the night of \(change.night)\(slow); a third night will tell",
        "可能始于 \(change.night) 当晚\(slow)；再过几晚才能确定")
    case .recovered:
      return pick(
        "it was slower from the night of \(change.night) on (\(ago))",
        "曾自 \(change.night) 当晚起变慢（\(ago)）")
    case .new, .open:
      return pick(
        "since the night of \(change.night) (\(ago))\(slow)",
        "始于 \(change.night) 当晚（\(ago)）\(slow)")
    }
  }

  /// Returns the first session on the new level.
  func firstSession(_ session: SummarySession) -> String {
    pick("first session: \(place(session))", "第一次会话：\(place(session))")
  }

  /// Returns where and when a session was.
  func place(_ session: SummarySession) -> String {
    let time = (session.time.isInferred ? "~" : "") + session.time.text
    guard let path = session.path else { return time }
    return "\(path):\(session.line ?? 1)" + pick(", \(time)", "，\(time)")
  }

  /// Returns that a change or a cause was acknowledged.
  func acknowledged(_ acknowledgement: SummaryAcknowledgement) -> String {
    let until = acknowledgement.until.map { pick("until \($0)", "至 \($0)") } ?? ""
    let note = acknowledgement.note.map { quoted($0) } ?? ""
    return [until, note].filter { !$0.isEmpty }.joined(separator: pick(": ", "："))
  }

  /// Returns what was acknowledged, a line each.
  func acknowledged(in report: SummaryReport) -> [String] {
    let changes = report.regressions.compactMap { change in
      change.acknowledgement.map {
        clauses([
          "\(change.id ?? "")  \(change.host)\(colon)\(changed(change.change))", since(change),
          acknowledged($0),
        ])
      }
    }
    let causes = report.causes.filter { $0.state != .gone }.compactMap { cause in
      cause.acknowledgement.map {
        clauses(["\(cause.id)  \(cause.host)\(colon)\(text(cause.title))", acknowledged($0)])
      }
    }
    return changes + causes
  }

  // MARK: Causes, incidents, what was not judged

  /// Returns the word for a cause's state.
  func state(_ state: SummaryCause.State) -> String {
    switch state {
    case .new: pick("NEW", "新")
    case .open: pick("STILL THERE", "仍在")
    case .gone: pick("GONE", "已消失")
    }
  }

  /// Returns since when a cause is there.
  func since(_ cause: SummaryCause) -> String {
    let sessions = count(cause.sessions, "session", "sessions", "次会话")
    switch cause.state {
    case .gone:
      return pick(
        "it was there from the night of \(cause.night) on, in \(sessions)",
        "曾自 \(cause.night) 当晚起出现，共 \(sessions)")
    case .new, .open:
      return pick(
        "since the night of \(cause.night)"
          + (cause.nightsAgo > 0
            ? " (\(count(cause.nightsAgo, "night", "nights", "晚")))" : "") + ", in \(sessions)",
        "始于 \(cause.night) 当晚"
          + (cause.nightsAgo > 0 ? "（已 \(cause.nightsAgo) 晚）" : "") + "，共 \(sessions)")
    }
  }

  /// Returns what happened in a session.
  func summary(of incident: SummaryIncident) -> String {
    switch incident.kind {
    case .stall:
      return pick(
        "runs stood still, \(times(incident.count))", "任务停顿，\(times(incident.count))")
    case .error:
      let title = incident.title.map { text($0) } ?? incident.message ?? incident.pattern ?? ""
      return incident.count > 1 ? title + bracketed(times(incident.count)) : title
    }
  }

  /// Returns why workloads were not judged.
  func unjudged(_ reason: UnjudgedWorkload.Reason, _ workload: UnjudgedWorkload) -> String {
    switch reason {
    case .fewRuns:
      pick(
        "fewer than five runs so far (\(workload.runs))", "任务不足 5 次（目前 \(workload.runs) 次）")
    case .fewNights:
      pick(
        "\(count(workload.nights, "night", "nights", "晚")) so far; it takes"
          + " \(workload.nightsNeeded) to tell a change",
        "目前 \(workload.nights) 晚；需要 \(workload.nightsNeeded) 晚才能判断变化")
    }
  }

  /// Returns that there are more of something.
  func moreOfThem(_ number: Int) -> String {
    pick(
      "and \(Measure.count(number)) more, see --format json",
      "另有 \(Measure.count(number)) 项，见 --format json")
  }

  /// Returns what to type next, and for what.
  func commands(_ commands: SummaryCommands) -> [(label: String, text: String)] {
    [
      (pick("To look closer", "查看详情"), commands.look),
      (pick("To acknowledge", "确认知晓"), commands.acknowledge),
    ].compactMap { label, command in command.map { (label, $0) } }
  }
}
