extension Phrases {
  var baselinesHeading: String { pick("Against earlier runs", "与之前的任务相比") }

  /// Returns what runs are against earlier ones: `38 % slower than in the last 28 nights: ...`.
  func against(_ baseline: BaselineReport) -> String {
    let nights = count(baseline.nights, "night", "nights", "晚")
    let span = pick(
      baseline.nights == 1 ? "the last night with runs" : "the last \(nights)", "最近 \(nights)")
    let rates = Measure.rates(
      from: baseline.fromRatePerSecond, to: baseline.toRatePerSecond, unit: baseline.unit)
    let words: String
    switch baseline.verdict {
    case .same: words = pick("as fast as in \(span)", "与\(span)相当")
    case .slower, .faster, .observed:
      words = changed(baseline.change, from: span)
    }
    if let low = baseline.low, let high = baseline.high, baseline.verdict != .same {
      return words + colon + rates + bracketed(bounds(low, high))
    }
    return words + colon + rates + (baseline.verdict == .observed ? bracketed(observedOnly) : "")
  }

  var earlierSessions: String { pick("earlier sessions", "以前的会话") }

  /// Returns how much a rate differs from that of a span of time: `38 % slower than in the last 28 nights`.
  func changed(_ change: Double, from span: String) -> String {
    let percent = Measure.percent(change)
    let isDrop = change < 0
    if change >= Self.manifold {
      let times = Measure.rounded(1 + change)
      return pick("\(times) times as fast as in \(span)", "速度为\(span)的 \(times) 倍")
    }
    return pick(
      "\(percent) \(isDrop ? "slower" : "faster") than in \(span)",
      "比\(span)\(isDrop ? "慢" : "快") \(percent)")
  }

  /// Returns what earlier runs a comparison rests on, and how they scatter.
  func basis(of baseline: BaselineReport) -> String {
    let before = count(baseline.runsBefore, "run", "runs", "次任务")
    let sessions = count(baseline.sessions, "session", "sessions", "次会话")
    let after = count(baseline.runsAfter, "run", "runs", "次任务")
    let low = Measure.rate(baseline.lowRatePerSecond, unit: baseline.unit)
    let high = Measure.rate(baseline.highRatePerSecond, unit: baseline.unit)
    let since = String(baseline.since.prefix(10))
    let until = String(baseline.until.prefix(10))
    let place = baseline.gpu.map { "\(baseline.host), \($0)" } ?? baseline.host
    return clauses([
      pick(
        "\(after) against \(before) in \(sessions) from \(since) to \(until)",
        "本次 \(after)，之前 \(before)（\(sessions)，\(since) 至 \(until)）"),
      pick("nine of ten between \(low) and \(high)", "其中九成在 \(low) 到 \(high) 之间"),
      place,
    ])
  }

  /// How what comes of a comparison looks.
  func emphasis(of verdict: SpeedVerdict) -> TextEmphasis {
    switch verdict {
    case .slower: .warning
    case .faster: .good
    case .same, .observed: .plain
    }
  }
}

extension ReportHead {
  /// The comparison with earlier runs that is worth saying first: the largest drop, else the largest
  /// rise, else what is observed and differs by a fifth or more.
  var leadingBaseline: BaselineReport? {
    let slower = baselines.filter { $0.verdict == .slower }
    let faster = baselines.filter { $0.verdict == .faster }
    return slower.min { $0.change < $1.change } ?? faster.max { $0.change < $1.change }
      ?? baselines.filter { $0.verdict == .observed && abs($0.change) >= 0.2 }
      .min { $0.change < $1.change }
  }

  /// The comparison within the logs that is worth saying first: the largest difference that nobody undid.
  var leadingComparison: ComparisonReport? {
    comparisons.filter(\.lasts).max { abs($0.change) < abs($1.change) }
  }
}
