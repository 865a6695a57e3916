extension Phrases {
  /// What a cause costs: in these logs where their runs show it, and in general where that is known.
  ///
  /// - Parameters:
  ///   - cause: The cause.
  ///   - isBrief: Whether there is little room.
  /// - Returns: `nil` where neither is known.
  func cost(of cause: CauseReport, isBrief: Bool = false) -> String? {
    let general = cause.cost.map { cost($0) }
    guard let observed = cause.observedCost else { return general }
    return clauses(
      (isBrief ? [brief(observed)] : full(observed))
        + (general.map { [pick("in general ", "一般情况下") + $0] } ?? []))
  }

  /// Returns the figures with what else was different in front, since the end may be cut off.
  private func brief(_ cost: ObservedCostReport) -> String {
    var words = seen(cost)
    if let first = cost.differences.first, case .fact(let name) = first.subject {
      let rest = cost.differences.count - 1
      words += bracketed(
        pick("\(factName(name))", "同时不同：\(factName(name))")
          + (rest > 0 ? pick(" and \(rest) more", " 等 \(rest + 1) 项") : "")
          + pick(rest > 0 ? " differ too" : " differs too", ""))
    }
    return list([
      words, rates(of: cost),
      pick(
        "\(cost.runsWith) against \(cost.runsWithout) runs",
        "\(cost.runsWith) 次任务对 \(cost.runsWithout) 次"),
    ])
  }

  /// Returns the figures, on what they rest, and all that was different or may have been.
  private func full(_ cost: ObservedCostReport) -> [String] {
    var basis = [rates(of: cost)]
    if let low = cost.low, let high = cost.high { basis.append(bounds(low, high)) }
    let runs = count(cost.runsWith, "run", "runs", "次任务")
    let sessions = count(cost.sessionsWith, "session", "sessions", "次会话")
    let otherSessions = count(cost.sessionsWithout, "session", "sessions", "次会话")
    basis.append(
      pick(
        "\(runs) in \(sessions) against \(cost.runsWithout) in \(otherSessions)",
        "\(sessions)中的 \(runs)对 \(otherSessions)中的 \(cost.runsWithout) 次"))
    if cost.verdict == .observed { basis.append(observedOnly) }
    var differences = cost.differences.prefix(4).map { change(of: $0) }
    if cost.differences.count > 4 { differences.append(moreChanges(cost.differences.count - 4)) }
    var clauses = [seen(cost) + bracketed(list(basis))]
    if !differences.isEmpty {
      clauses.append(pick("also different: ", "同时不同的还有：") + list(differences))
    }
    if cost.isProxy {
      clauses.append(
        pick("not all that decides the speed is printed", "日志没有给出影响速度的全部信息"))
    }
    return clauses
  }

  /// Returns how fast runs with a cause were against runs without it: what was seen, not that the cause
  /// is why.
  private func seen(_ cost: ObservedCostReport) -> String {
    let percent = Measure.percent(cost.change)
    if cost.verdict == .same {
      return pick("no clear difference seen in your logs", "从这些日志看没有明显差别")
    }
    return cost.change < 0
      ? pick("seen in your logs: \(percent) slower with it", "从这些日志看，有它时慢了 \(percent)")
      : pick(
        "no loss seen in your logs: \(percent) faster with it",
        "从这些日志看没有损失，有它时反而快了 \(percent)")
  }

  private func rates(of cost: ObservedCostReport) -> String {
    Measure.rates(from: cost.ratePerSecondWithout, to: cost.ratePerSecondWith, unit: cost.unit)
  }
}
