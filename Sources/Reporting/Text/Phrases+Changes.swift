extension Phrases {
  var throughputHeading: String { pick("Speed by workload", "各负载的速度") }
  var regressionsHeading: String { pick("Slower than before", "变慢") }
  var improvementsHeading: String { pick("Faster than before", "变快") }
  var comparisonsHeading: String {
    pick("Differences seen, too few runs to test", "观察到的差异（任务太少，未作检验）")
  }
  var passingHeading: String {
    pick("Slow for a while, then as fast as before", "一度变慢，之后恢复")
  }
  var computedOtherwiseHeading: String {
    pick("The same work computed in another way", "同样的负载，不同的计算方式")
  }
  var limitsHeading: String { pick("Limits reached", "达到的上限") }
  var unreadHeading: String { pick("Not read", "未能读取") }

  /// Returns how far rates scatter.
  func spread(_ share: Double) -> String {
    pick("spread \(Measure.percent(share))", "波动 \(Measure.percent(share))")
  }

  var proxyNote: String {
    pick(
      "The log does not show everything that decides the speed, such as the resolution; runs of"
        + " this row may differ in it.",
      "日志没有给出影响速度的全部信息（例如分辨率），同一行中的任务可能并不相同。")
  }

  /// Returns a session's first and last rate.
  func firstAndLast(_ first: String, _ last: String) -> String {
    pick("first \(first), last \(last)", "首次 \(first)，末次 \(last)")
  }

  /// Returns how often runs stood still.
  func stalls(_ number: Int) -> String {
    pick(count(number, "stall", "stalls", ""), "停顿 \(number) 次")
  }

  /// Rises from this one on are told in times instead of percent: three times as fast.
  static let manifold = 2.0

  /// Returns how much a rate changed.
  func changed(_ change: Double) -> String {
    let percent = Measure.percent(change)
    if change < 0 { return pick("\(percent) slower", "慢了 \(percent)") }
    if change >= Self.manifold {
      let times = Measure.rounded(1 + change)
      return pick("\(times) times as fast", "速度为原来的 \(times) 倍")
    }
    return pick("\(percent) faster", "快了 \(percent)")
  }

  /// Returns how much slower or faster the true change may be.
  func bounds(_ low: Double, _ high: Double) -> String {
    let (small, large) = abs(low) < abs(high) ? (low, high) : (high, low)
    return pick(
      "between \(signed(small)) and \(signed(large))", "范围 \(signed(small)) 到 \(signed(large))")
  }

  private func signed(_ share: Double) -> String {
    (share < 0 ? "-" : "+") + Measure.percent(share)
  }

  /// Returns the form of a change.
  func kind(_ kind: ChangeKind) -> String {
    switch kind {
    case .step: pick("from one run to the next", "突然变化")
    case .drift: pick("little by little", "逐渐变化")
    case .incident: pick("for a while", "暂时变化")
    }
  }

  /// Returns where a change happened.
  func since(session: String, run: Int, line: Int?, time: String?) -> String {
    let place = [
      session,
      pick("run \(Measure.count(run + 1)) of the workload", "该负载的第 \(Measure.count(run + 1)) 次任务"),
      line.map { self.line($0) } ?? "", time ?? "",
    ].filter { !$0.isEmpty }
    return pick("since " + place.joined(separator: ", "), "始于：" + place.joined(separator: "，"))
  }

  var suspectsLabel: String { pick("What changed there", "同时发生的变化") }
  var noSuspect: String {
    pick("No cause is visible in the log.", "日志中看不出原因。")
  }

  /// Returns that there are more changes than are shown.
  func moreChanges(_ number: Int) -> String {
    pick(
      "\(Measure.count(number)) more, see --format json",
      "另有 \(Measure.count(number)) 处，见 --format json")
  }

  var absent: String { pick("not stated", "未说明") }

  /// Returns that a finding is new, or gone.
  func finding(_ pattern: String, isNew: Bool) -> String {
    if isNew { return pick("new message \(pattern)", "新出现的信息 \(pattern)") }
    return pick("message \(pattern) is gone", "信息 \(pattern) 不再出现")
  }

  /// Returns on how many runs a comparison rests.
  func compared(before: Int, after: Int) -> String {
    pick(
      "\(count(before, "run", "runs", "次")) before, \(count(after, "run", "runs", "次")) after",
      "之前 \(before) 次，之后 \(after) 次")
  }

  var observedOnly: String { pick("observed, not tested", "仅为观察，未作检验") }
  var differentWorkloads: String {
    pick(
      "The two sides differ in how they were computed, such as the precision.",
      "两边的计算方式不同（如精度）。")
  }

  /// Returns which bytes are lost.
  func lost(_ range: LostRange, of path: String) -> String {
    // Nobody knows how much is missing behind the end of what is packed.
    guard range.from < range.to else {
      return pick(
        "What comes behind byte \(range.from) of \(path) was never seen: \(range.why.en)",
        "\(path) 第 \(range.from) 字节之后的内容未被读取：\(range.why.zh)")
    }
    return pick(
      "Bytes \(range.from) to \(range.to) of \(path) were never seen: \(range.why.en)",
      "\(path) 的第 \(range.from) 至 \(range.to) 字节未被读取：\(range.why.zh)")
  }

  /// Returns in which logs sessions stand that another log has as well.
  func repeatedSessions(_ places: [LimitReport]) -> String {
    let number = places.reduce(0) { $0 + $1.count }
    var names = places.prefix(3).map(\.place)
    if places.count > 3 {
      names.append(pick("\(Measure.count(places.count - 3)) more", "另外 \(places.count - 3) 个"))
    }
    let sessions = count(number, "session", "sessions", "次会话")
    return pick(
      "\(sessions) \(number == 1 ? "stands" : "stand") in another log too; the runs count once:"
        + " \(list(names)).",
      "有 \(sessions)在其他日志中也有，任务只计一次：\(list(names))。")
  }

  /// Returns a limit that was hit.
  func limit(_ limit: LimitReport) -> String {
    let english =
      switch limit.what {
      case LimitReport.repeatedSessions:
        "sessions that another log repeats, their runs counted once"
      case "mixed-sources":
        "programs whose lines are mixed in one log, so that what is said of one may be of another (give each alone)"
      case "withheld-lines": "lines that the journal withheld (journalctl --all shows them)"
      default: limit.what
      }
    return pick(
      "\(english), \(times(limit.count)): \(limit.place)",
      "\(limitName(limit.what))，\(times(limit.count))：\(limit.place)")
  }

  /// Returns a limit's name in Chinese, with the id of the message that it kept from being found.
  private func limitName(_ what: String) -> String {
    let words = what.split(separator: " ", maxSplits: 1)
    guard let first = words.first, let name = Self.limitNames[String(first)] else { return what }
    return words.count > 1 ? "\(name)（\(words[1])）" : name
  }

  private static let limitNames = [
    "findings": "信息种类数上限", "line-length": "行长上限", "match-depth": "匹配嵌套上限",
    "match-failed": "匹配失败", "match-heap": "匹配内存上限", "match-limit": "匹配步数上限",
    "match-places": "匹配位置数上限", "match-stack": "匹配栈上限", "match-window": "匹配范围上限",
    "missing-converter": "缺少编码转换器", "mirrored-sessions": "与其他日志重复的会话，其任务只计一次",
    "mixed-sources": "同一日志中交错的程序，一方的内容可能被当作另一方的（请分别提供）",
    "withheld-lines": "journald 未输出的行（journalctl --all 可显示）", "workloads": "工作负载数上限",
  ]

  var limitsNote: String {
    pick(
      "Beyond a limit the log was not searched; that is not the same as finding nothing there.",
      "超出上限的部分没有分析，这不等于那里没有问题。")
  }
}
