/// A row of a table with a column for each side.
struct DiffRow {
  /// What stands for a value that a side does not state.
  static let absent = "–"

  let name: String
  let good: String
  let bad: String

  /// Creates a row of values, which are nil where a side does not state them.
  init(_ name: String, good: String?, bad: String?) {
    self.name = name
    self.good = good ?? Self.absent
    self.bad = bad ?? Self.absent
  }
}

extension Phrases {
  var reasonLabel: String { pick("Reason", "原因") }
  var goodColumn: String { pick("good", "正常时") }
  var badColumn: String { pick("bad", "异常时") }
  var sourceLabel: String { pick("Log", "日志") }
  var sessionsLabel: String { pick("Sessions", "会话") }
  var startLabel: String { pick("Started", "开始时间") }
  var hostLabel: String { pick("Machine", "机器") }
  var changedFactsHeading: String { pick("What changed", "变化") }
  var sameFactsHeading: String { pick("The same on both sides", "两边相同") }
  var newMessagesHeading: String { pick("New messages", "新出现的信息") }
  var goneMessagesHeading: String { pick("Messages that are gone", "不再出现的信息") }
  var noFactChanged: String {
    pick("Nothing that the logs state.", "日志给出的内容没有变化。")
  }

  /// Returns the word for what comes of a comparison.
  func verdict(_ verdict: DiffVerdict) -> String {
    switch verdict {
    case .worse: pick("WORSE", "变差")
    case .better: pick("BETTER", "变好")
    case .same: pick("no difference that matters", "没有明显差异")
    }
  }

  /// Returns the result of a comparison in one sentence.
  func result(of diff: DiffReport) -> String {
    let text = differences(of: diff)
    return verdict(of: diff) + (text.isEmpty ? "" : colon + text)
  }

  /// Returns the word for what comes of a comparison, or that there was nothing to compare.
  func verdict(of diff: DiffReport) -> String {
    diff.isIncomparable ? pick("NOT COMPARED", "无法比较") : verdict(diff.verdict)
  }

  /// Returns what the verdict of a comparison rests on; nothing where there is nothing to say.
  func differences(of diff: DiffReport) -> String {
    var clauses: [String] = []
    let worst = diff.throughput.first(where: \.isSlower)
    let best = diff.throughput.last(where: \.isFaster)
    if let speed = worst ?? best { clauses.append(self.speed(speed)) }
    let grave = diff.newFindings.count { $0.severity != .note && !$0.resolved }
    if grave > 0 {
      clauses.append(
        pick(
          "\(count(grave, "new warning or error", "new warnings or errors", ""))",
          "新增 \(grave) 条警告或错误"))
    }
    if diff.verdict == .better, clauses.isEmpty {
      clauses.append(pick("warnings or errors are gone", "警告或错误不再出现"))
    }
    if diff.isIncomparable {
      return pick(
        "no workload in common, so no speeds to compare; what else differs is below.",
        "两边没有相同的负载；其他差异见下文。")
    }
    if diff.throughput.isEmpty { clauses.append(noSharedWorkload) }
    return self.clauses(clauses)
  }

  /// Returns how a workload's speed changed: `38 % slower: 8.02 → 4.97 it/s (between ...)`.
  func speed(_ speed: SpeedDifference) -> String {
    difference(of: speed) + colon + rates(of: speed)
  }

  /// Returns how much faster or slower a workload is.
  func difference(of speed: SpeedDifference) -> String {
    speed.verdict == .same ? pick("as fast", "速度相当") : changed(speed.change)
  }

  /// Returns a workload's two speeds, with what is known of how far they lie apart.
  func rates(of speed: SpeedDifference) -> String {
    let rates = Measure.rates(
      from: speed.goodRatePerSecond, to: speed.badRatePerSecond, unit: speed.unit)
    if speed.verdict == .same { return rates }
    guard let low = speed.low, let high = speed.high else { return rates + bracketed(observedOnly) }
    return rates + bracketed(bounds(low, high))
  }

  /// Returns on how many runs a speed rests, and whether they are of one workload.
  func basis(of speed: SpeedDifference) -> String {
    let runs = pick(
      "\(count(speed.goodRuns, "run", "runs", "")) against \(count(speed.badRuns, "run", "runs", ""))",
      "\(speed.goodRuns) 次对 \(speed.badRuns) 次")
    return clauses([
      runs,
      speed.sameWorkload ? "" : pick("computed in different ways", "两者的计算方式不同"),
    ])
  }

  var noSharedWorkload: String {
    pick("no workload in common, so no speeds to compare", "两边没有相同的负载，无法比较速度")
  }

  var onlyGoodHeading: String { pick("Only on the good side", "仅正常时有的负载") }
  var onlyBadHeading: String { pick("Only on the bad side", "仅异常时有的负载") }

  /// Returns the sessions and runs of a side.
  func size(of side: DiffSideReport) -> String {
    pick(
      "\(count(side.sessions, "session", "sessions", "")), \(count(side.runs, "run", "runs", ""))",
      "\(side.sessions) 次会话，\(side.runs) 次任务")
  }

  /// Returns what the two sides are, a row for each property.
  func sides(of diff: DiffReport) -> [DiffRow] {
    func row(_ name: String, _ value: (DiffSideReport) -> String?) -> DiffRow? {
      let values = (good: value(diff.good), bad: value(diff.bad))
      guard values.good != nil || values.bad != nil else { return nil }
      return DiffRow(name, good: values.good, bad: values.bad)
    }
    return [
      row(sourceLabel, \.name),
      row(programColumn) { program($0.frontend, title: $0.frontendTitle) },
      row(sessionsLabel, size),
      row(startLabel) { side in
        side.startedAt.map { (side.isStartPrinted ? "" : "~") + moment($0) }
      },
      row(hostLabel, \.host),
    ].compactMap(\.self)
  }

  /// Returns a fact of both sides as a row.
  func row(_ fact: FactDifference) -> DiffRow {
    DiffRow(factName(fact.name), good: fact.good, bad: fact.bad)
  }
}

extension DiffVerdict {
  /// How the verdict looks.
  var emphasis: TextEmphasis {
    switch self {
    case .worse: .warning
    case .better: .good
    case .same: .plain
    }
  }
}
