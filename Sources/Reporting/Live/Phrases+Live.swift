extension Phrases {
  var stallWord: String { pick("stall", "停顿") }
  var slowerWord: String { pick("slower", "变慢") }
  var lossWord: String { pick("lost", "丢失") }
  var sessionWord: String { pick("session", "会话") }
  var factWord: String { pick("fact", "信息") }
  var runWord: String { pick("run", "任务") }
  var causeWord: String { pick("cause", "原因") }

  /// Returns that a session began, of a program if that is known.
  func sessionStarted(_ program: String?, _ input: String, line: Int) -> String {
    let place = input == "-" ? self.line(line) : "\(input)\(pick(", ", "，"))\(self.line(line))"
    let words = program.map { pick("\($0) started", "\($0) 已启动") } ?? pick("started", "开始")
    return words + bracketed(place)
  }

  /// Returns that a session ended.
  func sessionEnded(runs: Int, line: Int) -> String {
    pick(
      "ended after \(count(runs, "run", "runs", "次任务"))", "已结束，共 \(count(runs, "", "", "次任务"))")
      + bracketed(self.line(line))
  }

  /// Returns how much of a run is done.
  func progress(completed: Double?, total: Double?, unit: String) -> String {
    guard let completed else { return "" }
    let done = Measure.amount(completed)
    let unit = unit.isEmpty ? "" : " \(unit)"
    return total.map { "\(done)/\(Measure.amount($0))\(unit)" } ?? done + unit
  }

  /// Returns that a run began.
  func runStarted(_ run: String, of amount: String) -> String {
    pick("\(run) started", "\(run) 开始") + (amount.isEmpty ? "" : bracketed(amount))
  }

  /// Returns that a run ended, or stopped before its end.
  func runEnded(_ run: String, isFinished: Bool) -> String {
    isFinished ? pick("\(run) done", "\(run) 完成") : pick("\(run) stopped", "\(run) 中止")
  }

  /// Returns that a run stands still, or stood still.
  func standsStill(_ seconds: Double, at progress: String) -> String {
    let place = progress.isEmpty ? "" : pick(" at \(progress)", "，位置 \(progress)")
    return pick("no step for \(span(seconds))", "已 \(span(seconds)) 没有进展")
      + place
  }

  /// Returns a time that goes on, in whole seconds below a minute.
  private func span(_ seconds: Double) -> String {
    seconds < 59.5 ? "\(Int(max(0, seconds).rounded())) s" : Measure.duration(seconds)
  }

  /// Returns how long nothing came.
  func silent(_ seconds: Double) -> String {
    pick("silent for \(span(seconds))", "已静默 \(span(seconds))")
  }

  /// Returns how long the rest takes.
  func timeLeft(_ seconds: Double) -> String {
    pick("\(span(seconds)) left", "剩余 \(span(seconds))")
  }

  /// Returns how a rate compares with earlier ones.
  func deviation(_ deviation: LiveDeviation) -> String {
    let sign = deviation.change < 0 ? "-" : "+"
    let share = sign + Measure.percent(deviation.change)
    let nights = deviation.nights
    return pick(
      "\(share) against your last \(count(nights, "night", "nights", ""))",
      "与最近 \(nights) 晚相比 \(share)")
  }

  /// Returns how a rate compares with earlier ones, for where there is little room.
  func shortDeviation(_ deviation: LiveDeviation) -> String {
    (deviation.change < 0 ? "-" : "+") + Measure.percent(deviation.change)
  }

  var paused: String { pick("view paused, p goes on", "显示已暂停，按 p 继续") }
  var waiting: String { pick("waiting for output", "等待输出") }
  var keysHint: String { pick("q quit  p pause  ? help", "q 结束  p 暂停  ? 帮助") }
  /// What the keys do.
  var keysHelp: [String] {
    [
      pick(
        "q  end, with the report; a program that writes into this pipe then ends too",
        "q  结束并打印报告；向此管道写入的程序也会随之退出"),
      pick("p  pause the view; reading goes on", "p  暂停显示，读取继续"),
      pick("?  show or hide these lines", "?  显示或隐藏本帮助"),
    ]
  }

  /// Returns how much is lost.
  func lostBytes(_ count: Int) -> String {
    pick("\(Measure.bytes(count)) lost", "丢失 \(Measure.bytes(count))")
  }

  /// Returns bytes that were never seen, of which nobody may know how many they are.
  func unseen(_ range: LostRange, of path: String) -> String {
    guard range.from == range.to else { return lost(range, of: path) }
    return pick(
      "What followed byte \(range.from) of \(path) was not seen, if there was anything: \(range.why)",
      "\(path) 第 \(range.from) 字节之后的内容（如果有）未被读取：\(range.why)")
  }
}

extension Measure {
  /// Returns an amount of work: whole numbers without a fraction.
  static func amount(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 0x1p53 ? String(Int(value)) : rounded(value)
  }
}
