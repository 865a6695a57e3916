/// What only pages say: headings, captions of pictures and tables, and texts that show on hover.
extension Phrases {
  var skipToContent: String { pick("Skip to the report", "跳到正文") }
  var contents: String { pick("Contents", "目录") }
  var reportTitle: String { pick("What the logs show", "日志分析报告") }
  var answersHeading: String { pick("In short", "概要") }
  var inputsHeading: String { pick("What was read", "读取的内容") }

  /// Returns what was read.
  func overview(of head: ReportHead) -> String {
    overview(
      inputs: head.inputs.count, bytes: head.inputs.reduce(0) { $0 &+ $1.bytes },
      sessions: head.totals.sessions, runs: head.totals.runs)
  }

  /// Returns which program wrote the page.
  func footer(_ tool: ToolReport) -> String {
    pick(
      "\(tool.name) \(tool.version), catalogue \(tool.catalogueVersion)",
      "\(tool.name) \(tool.version)，规则库 \(tool.catalogueVersion)")
  }

  var pageNote: String {
    pick(
      "This file is complete in itself: it loads nothing and runs no script.",
      "本文件自成一体：不加载任何外部内容，也不运行脚本。")
  }

  /// The mark at the end of a sentence.
  var stop: String { pick(".", "。") }

  /// Returns in how many sessions a cause was found.
  func inSessions(_ number: Int) -> String {
    pick("In \(Measure.count(number)) sessions.", "共出现在 \(Measure.count(number)) 次会话中。")
  }

  /// Returns what a folded list of evidence holds.
  func evidenceSummary(_ number: Int) -> String {
    pick("Evidence: \(count(number, "line", "lines", "条"))", "证据：\(number) 条")
  }

  var requestedLink: String { pick("asked for", "请求的后端") }
  var inUseLink: String { pick("in use", "使用中") }
  var becauseLink: String { pick("flash is not there because", "flash 不可用的原因") }
  var fallbackLink: String { pick("took over", "实际使用的内核") }
}

// MARK: - Speed

extension Phrases {
  var chartCaption: String { pick("Speed, by number of run", "速度（横轴为任务序号）") }
  var histogramCaption: String { pick("How often which speed occurs", "速度分布") }
  var shapeCaption: String {
    pick("The slowest run and a typical one, from start to end", "最慢的一次与典型的一次：全程速度")
  }
  var comparisonCaption: String {
    pick("Time of the slowest run and of a typical one", "最慢的一次与典型的一次：用时")
  }
  var numbersSummary: String { pick("Levels and changes in numbers", "各阶段与变化的数值") }
  var levelsCaption: String { pick("Levels between the changes", "各变化点之间的水平") }
  var otherChangesHeading: String { pick("Changes of further workloads", "其他负载的变化") }
  var otherWorkloadsHeading: String { pick("Further workloads", "其他负载") }
  var environmentHeading: String { pick("Changes of the environment", "环境变化") }
  var sessionSpeedCaption: String { pick("Counted runs of this session", "本次会话中计入统计的任务") }

  /// Returns the word for what a run does.
  func kind(_ kind: RunKind) -> String {
    switch kind {
    case .sampling: pick("sampling", "采样")
    case .training: pick("training", "训练")
    case .generation: pick("generation", "生成文本")
    case .load: pick("loading", "加载")
    case .download: pick("download", "下载")
    case .other: pick("other", "其他")
    }
  }

  var workloadColumn: String { pick("workload", "负载") }
  var medianLabel: String { pick("median", "中位数") }
  var runsLabel: String { pick("runs", "任务数") }
  var spreadLabel: String { pick("spread", "波动") }
  var slowestLabel: String { pick("slowest", "最慢") }
  var fastestLabel: String { pick("fastest", "最快") }
  var quartilesLabel: String { pick("middle half", "中间一半") }
  var rangeLabel: String { pick("slowest to fastest", "最慢至最快") }
  var firstLabel: String { pick("first", "首次") }
  var lastLabel: String { pick("last", "末次") }
  var stallsLabel: String { pick("stalls", "停顿") }

  /// Returns how many workloads a table lists.
  func workloadsCaption(_ number: Int, of total: Int) -> String {
    pick(
      "\(Measure.count(number)) of \(count(total, "workload", "workloads", "种"))",
      "共 \(Measure.count(total)) 种负载，此处 \(Measure.count(number)) 种")
  }

  /// Returns what a chart of rates shows.
  func chartSummary(runs: Int, median: Double?, unit: String, low: Double?, high: Double?) -> String
  {
    let number = count(runs, "run", "runs", "次任务")
    let parts = [
      median.map { pick("median ", "中位数 ") + Measure.rate($0, unit: unit) },
      low.map { pick("slowest ", "最慢 ") + Measure.rate($0, unit: unit) },
      high.map { pick("fastest ", "最快 ") + Measure.rate($0, unit: unit) },
    ].compactMap { $0 }
    return number + colon + list(parts) + stop
  }

  /// Returns that machine or software changed.
  func environmentChanges(_ number: Int) -> String {
    pick(
      "The environment changed \(times(number)).", "环境变化\(times(number))。")
  }

  /// Returns where a new level begins.
  func fromRun(_ run: Int) -> String {
    pick("From run \(Measure.count(run + 1)) on", "自第 \(Measure.count(run + 1)) 次起")
  }

  /// Returns the numbers of neighbouring runs, counted from 1.
  func runRange(_ first: Int, _ runs: Int) -> String {
    guard runs > 1 else { return Measure.count(first + 1) }
    return "\(Measure.count(first + 1))–\(Measure.count(first + runs))"
  }

  /// Returns what one dot of a chart stands for.
  func stretch(_ stretch: RateStretch, unit: String) -> String {
    let median = Measure.rate(stretch.median, unit: unit)
    let range = runRange(stretch.firstRun, stretch.runs)
    if stretch.runs == 1 {
      let place = stretch.line.map { bracketed(line($0)) } ?? ""
      return pick("Run \(range)", "第 \(range) 次") + colon + median + place
    }
    let extremes = Measure.rates(from: stretch.low, to: stretch.high, unit: unit)
    return pick("Runs \(range): median \(median)", "第 \(range) 次：中位数 \(median)")
      + bracketed(extremes)
  }

  /// Returns what a bar of a histogram stands for.
  func bin(_ bin: RateBin, unit: String) -> String {
    Measure.rates(from: bin.low, to: bin.high, unit: unit) + colon
      + count(bin.runs, "run", "runs", "次")
  }

  /// Returns which speed is the most frequent.
  func histogramSummary(_ bin: String) -> String {
    pick("Most frequent: \(bin).", "最常见：\(bin)。")
  }

  var runLegend: String { pick("one run", "一次任务") }
  var beyondLegend: String { pick("far beyond the scale", "远超刻度范围") }
  var levelLegend: String { pick("median, and the middle half of the runs", "中位数及中间一半的范围") }
  var slowerLegend: String { pick("slower from here on", "由此变慢") }
  var fasterLegend: String { pick("faster from here on", "由此变快") }
  var sessionLegend: String { pick("a session begins", "会话开始") }
  var environmentLegend: String { pick("machine or software changed", "硬件或软件有变化") }

  /// Returns that machine or software changed too often to be drawn.
  func undrawnChanges(_ number: Int) -> String {
    pick(
      "machine or software changed \(times(number)): not drawn", "硬件或软件变化\(times(number))，未画出")
  }

  /// Returns what a dot with a line stands for, where many runs are drawn as one.
  func stretchLegend(_ runs: Int) -> String {
    pick(
      "up to \(Measure.count(runs)) runs: median, slowest and fastest",
      "每点最多 \(Measure.count(runs)) 次任务：中位数、最慢与最快")
  }

  /// Returns that a session begins.
  func sessionStart(_ number: Int, _ time: String?) -> String {
    session(number) + (time.map { colon + $0 } ?? "")
  }

  /// Returns what changed about machine or software.
  func mark(_ mark: EnvironmentMark) -> String {
    var changes = mark.changes.map { change in
      "\(factName(change.name)) \(change.before ?? absent) → \(change.after ?? absent)"
    }
    if mark.more > 0 { changes.append(pick("\(mark.more) more", "另有 \(mark.more) 处")) }
    return session(mark.session) + colon + clauses(changes)
  }
}

// MARK: - Runs

extension Phrases {
  var slowestRun: String { pick("Slowest", "最慢") }
  var typicalRun: String { pick("Typical", "典型") }
  var movingLegend: String { pick("working", "正常进行") }
  var stallLegend: String { pick("standing still", "停顿") }

  /// Returns the speed of a run from its first to its last rate.
  func shapeSummary(_ name: String, _ noted: SeriesCourse.NotedRun, unit: String) -> String {
    let rates = noted.run.shape.map(\.ratePerSecond)
    guard let first = rates.first, let last = rates.last else { return "" }
    return name + colon
      + firstAndLast(Measure.rate(first, unit: unit), Measure.rate(last, unit: unit)) + stop
  }

  /// Returns the rate that a bar showed on the way.
  func pace(_ pace: PaceReport, unit: String) -> String {
    let step = Measure.rounded(pace.completed, places: 0)
    return pick("At \(step)", "完成 \(step) 时") + colon + Measure.rate(pace.ratePerSecond, unit: unit)
  }

  /// Returns where and how long a run stood still.
  func stall(_ stall: StallReport) -> String {
    let seconds = Measure.duration(stall.seconds)
    return pick("Stood still for \(seconds)", "停顿 \(seconds)") + bracketed(line(stall.line))
  }
}

// MARK: - Sessions and inputs

extension Phrases {
  var withoutMessages: String { pick("no message", "无提示") }
  var otherPrograms: String { pick("Other programs", "其他程序") }
  var sessionsTableCaption: String {
    pick("Sessions with machine, software, speed and worst message", "各会话的硬件、软件、速度与最严重的提示")
  }
  var sessionsColumn: String { pick("sessions", "会话") }
  var sessionColumn: String { pick("session", "会话") }
  var pathColumn: String { pick("log", "日志") }
  var sizeColumn: String { pick("size", "大小") }
  var recordsColumn: String { pick("records", "记录") }
  var encodingColumn: String { pick("encoding", "编码") }

  /// Returns what a line of sessions shows.
  func timelineCaption(span: Int) -> String {
    span == 1
      ? pick(
        "Each session by its worst message, in their order", "按先后顺序排列的会话，颜色表示最严重的提示")
      : pick(
        "Sessions by their worst message, in their order, \(Measure.count(span)) to a box",
        "按先后顺序排列的会话，每格 \(Measure.count(span)) 次，颜色表示最严重的提示")
  }

  /// Returns what a line of sessions shows, in words.
  func timelineSummary(_ total: Int, grave: Int) -> String {
    pick(
      "\(count(total, "session", "sessions", "次")), \(Measure.count(grave)) of them with warnings or"
        + " errors.",
      "共 \(Measure.count(total)) 次会话，其中 \(Measure.count(grave)) 次有警告或错误。")
  }

  /// Returns what a box of the line of sessions stands for.
  func timelineCell(
    first: Int, span: Int, of total: Int, _ part: SessionCourse.Part, time: String?
  ) -> String {
    let last = min(first + span, total)
    let name =
      span == 1
      ? session(first + 1)
      : pick("Sessions \(first + 1)–\(last)", "会话 \(first + 1)–\(last)")
    let place = name + (time.map { bracketed($0) } ?? "") + colon
    guard span > 1 else {
      return place + (part.worst.map(severity) ?? withoutMessages)
    }
    return place
      + list([
        count(part.sessions, "session", "sessions", "次会话"),
        pick("\(part.withErrors) with errors", "\(part.withErrors) 次有错误"),
        pick("\(part.withWarnings) with warnings", "\(part.withWarnings) 次有警告"),
      ])
  }

  /// Returns how many sessions a table lists.
  func sessionsCaption(_ shown: Int, of total: Int) -> String {
    shown == total
      ? pick("All \(Measure.count(total)) sessions", "全部 \(Measure.count(total)) 次会话")
      : pick(
        "The \(Measure.count(shown)) gravest of \(Measure.count(total)) sessions;"
          + " --format json has all of them",
        "\(Measure.count(total)) 次会话中最严重的 \(Measure.count(shown)) 次，--format json 可查看全部")
  }

  /// Returns how many inputs a table lists.
  func inputsCaption(_ shown: Int, of total: Int) -> String {
    shown == total
      ? count(total, "log", "logs", "个日志")
      : pick(
        "The first \(Measure.count(shown)) of \(Measure.count(total)) logs;"
          + " --format json has all of them",
        "\(Measure.count(total)) 个日志中的前 \(Measure.count(shown)) 个，--format json 可查看全部")
  }
}

// MARK: - Summaries

extension Phrases {
  var unjudgedCaption: String {
    pick("Workloads with too few runs or nights", "次数或晚数还不足以判断的负载")
  }
  var machineColumn: String { pick("machine", "机器") }
  var whyColumn: String { pick("why", "原因") }

  /// Returns which nights a chart shows.
  func nightsCaption(from first: String, to last: String) -> String {
    pick("Speed, night by night: \(first) to \(last)", "每晚的速度：\(first) 至 \(last)")
  }

  /// Returns what a chart of nights shows.
  func nightsSummary(_ number: Int, first: Double, last: Double, unit: String) -> String {
    count(number, "night", "nights", "晚") + colon
      + firstAndLast(Measure.rate(first, unit: unit), Measure.rate(last, unit: unit)) + stop
  }

  /// Returns what a dot of a chart of nights stands for: one night, or several.
  func nights(
    _ nights: ArraySlice<SummaryNight>, median: Double, low: Double, high: Double, unit: String
  ) -> String {
    let dates = [nights.first, nights.last].compactMap { $0?.date }.uniqued()
    let runs = nights.reduce(0) { $0 + $1.runs }
    return dates.joined(separator: "–") + colon
      + list([
        medianLabel + " " + Measure.rate(median, unit: unit),
        Measure.rates(from: low, to: high, unit: unit), count(runs, "run", "runs", "次任务"),
      ])
  }

  /// Returns what a dot with a line stands for.
  func nightLegend(_ span: Int) -> String {
    span == 1
      ? pick("a night: median, slowest and fastest run", "一晚：中位数、最慢与最快的一次")
      : pick(
        "up to \(span) nights: median, slowest and fastest run",
        "每点最多 \(span) 晚：中位数、最慢与最快的一次")
  }

  var comparedLegend: String {
    pick("medians compared, and the interval of the change", "所比较的中位数，以及变化的区间")
  }
}

// MARK: - Comparisons

extension Phrases {
  var diffTitle: String {
    pick("What changed, and what it did to the speed", "有什么变化，对速度有什么影响")
  }

  var sidesCaption: String { pick("The two sides", "对比的两边") }
  var factsCaption: String {
    pick("Machine, software and settings that differ", "有差异的硬件、软件与设置")
  }
  var propertyColumn: String { pick("property", "项目") }
  var pairsCaption: String {
    pick("Speed on both sides; a longer bar is faster", "两边的速度，越长越快")
  }
  var intervalLegend: String { pick("the interval of the change", "变化的区间") }
}
