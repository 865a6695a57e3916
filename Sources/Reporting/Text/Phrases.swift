/// Everything that reports say in words, in every language.
///
/// The words of facts, causes, findings and remedies come from the catalogue, not from here.
struct Phrases: Sendable {
  /// The language.
  let language: Language
  /// The catalogue's words for what reports name by id.
  let words: CatalogueWords

  /// Creates phrases; words are needed where programs, facts or attention backends are named.
  init(language: Language, words: CatalogueWords = CatalogueWords()) {
    self.language = language
    self.words = words
  }
}

extension Phrases {
  /// Returns the words of the language.
  func pick(_ en: String, _ zh: String) -> String {
    language == .en ? en : zh
  }

  /// Returns a text of the catalogue.
  func text(_ text: LocalizedText) -> String {
    text.text(in: language)
  }

  /// Returns a number with its noun in English, a measure word in Chinese.
  func count(_ value: Int, _ one: String, _ many: String, _ zh: String) -> String {
    pick("\(Measure.count(value)) \(value == 1 ? one : many)", "\(Measure.count(value)) \(zh)")
  }

  /// Joins the items of a list.
  func list(_ items: [String]) -> String {
    items.joined(separator: pick(", ", "，"))
  }

  /// Joins clauses to a sentence.
  func clauses(_ items: [String]) -> String {
    items.filter { !$0.isEmpty }.joined(separator: pick("; ", "；"))
  }

  /// Joins sentences to a paragraph.
  func sentences(_ items: [String]) -> String {
    items.filter { !$0.isEmpty }.joined(separator: pick(" ", ""))
  }

  /// Puts text of a log between quotation marks.
  func quoted(_ text: String) -> String {
    "“\(text)”"
  }

  /// Returns what the log leaves open.
  var logDoesNotSay: String { pick("the log does not say", "日志中没有说明") }

  /// The mark between a label and what it labels.
  var colon: String { pick(": ", "：") }

  /// Returns text in brackets, with the space that comes before them.
  func bracketed(_ text: String) -> String {
    pick(" (\(text))", "（\(text)）")
  }
}

// MARK: - The head

extension Phrases {
  /// Returns what an answer is called.
  func label(_ answer: HeadBlock.Answer) -> String {
    switch answer {
    case .result: resultLabel
    case .message: messageLabel
    case .cause: causeLabel
    case .besides: besidesLabel
    case .cost: costLabel
    case .action: actionLabel
    case .check: checkLabel
    case .speed: speedLabel
    }
  }

  var resultLabel: String { pick("Result", "结论") }
  var messageLabel: String { pick("Message", "关于这一行") }
  var causeLabel: String { pick("Cause", "原因") }
  var besidesLabel: String { pick("Besides", "另外") }
  var costLabel: String { pick("Cost", "影响") }
  var actionLabel: String { pick("Do this", "怎么办") }
  var checkLabel: String { pick("Check", "如何验证") }
  var speedLabel: String { pick("Speed", "速度") }

  /// Returns the word for a level.
  func level(_ level: VerdictLevel) -> String {
    switch level {
    case .clean: pick("OK", "正常")
    case .notice: pick("OK, with notes", "正常，有提示")
    case .warning: pick("WARNING", "警告")
    case .error: pick("ERROR", "错误")
    }
  }

  /// Returns a cause's name with how sure it is in front, so that it is not what is cut off.
  func tagged(_ cause: CauseReport) -> String {
    (cause.saysUnknown ? "" : "[\(word(cause.confidence))] ") + text(cause.title)
  }

  /// Returns a cause's name with how sure it is, and what that means.
  func explained(_ cause: CauseReport) -> String {
    text(cause.title) + (cause.saysUnknown ? "" : bracketed(explained(cause.confidence)))
  }

  private func explained(_ confidence: Confidence) -> String {
    switch confidence {
    case .certain: pick("certain: the log proves it", "确定：日志可以证明")
    case .likely: pick("likely: most of the evidence says so", "很可能：大部分证据支持")
    case .possible: pick("possible: some evidence, no proof", "可能：有一些迹象，但不足以证明")
    }
  }

  /// Returns how sure a cause is, in one word.
  func word(_ confidence: Confidence) -> String {
    switch confidence {
    case .certain: pick("certain", "确定")
    case .likely: pick("likely", "很可能")
    case .possible: pick("possible", "可能")
    }
  }

  var noCauseFound: String {
    pick("No known cause fits this log.", "没有已知的原因与此日志相符。")
  }

  /// Returns what a cause costs.
  func cost(_ cost: CostReport) -> String {
    let low = Measure.percent(cost.low)
    let high = Measure.percent(cost.high)
    if cost.high < 0.005 { return pick("nothing that can be measured", "几乎没有影响") }
    if cost.low < 0.005 {
      return pick("between nothing and \(high) of the speed", "速度损失最多约 \(high)")
    }
    if low == high { return pick("about \(low) of the speed", "速度损失约 \(low)") }
    return pick("about \(low) to \(high) of the speed", "速度损失约 \(low) 到 \(high)")
  }

  /// Returns which backend runs in place of the one that a message misses.
  func runsInstead(_ backend: String) -> String {
    pick("Runs instead: \(backend).", "实际使用：\(backend)。")
  }

  /// Returns which backend runs.
  func inUse(_ backend: String) -> String {
    pick("In use: \(backend).", "当前使用：\(backend)。")
  }

  /// Returns why there is no speed.
  func noSpeed(runs: Int) -> String {
    runs == 0
      ? pick("The log shows no finished run, so no speed.", "日志中没有完成的任务，因此没有速度数据。")
      : pick(
        "No rate in the log is that of a whole job, so there is no speed.",
        "日志中的速率都不是完整任务的，因此没有速度数据。")
  }

  /// How many times as fast one of two rates is as the other where no median stands for them.
  private static let apart = 1.5

  /// Returns the speed of a workload: the median of its runs, or both of two that are far apart, since their
  /// median is no speed that there was.
  func speed(of series: SeriesReport) -> String? {
    guard let median = series.medianRatePerSecond else { return nil }
    if series.runs == 2, series.outline.count == 2,
      let low = series.outline.min(), let high = series.outline.max(), low > 0,
      high >= Self.apart * low
    {
      return Measure.range(low, high, unit: series.unit)
        + bracketed(count(series.runs, "run", "runs", "次任务"))
    }
    return medianSpeed(Measure.rate(median, unit: series.unit), runs: series.runs)
  }

  /// Returns the median speed of runs.
  func medianSpeed(_ rate: String, runs: Int) -> String {
    runs == 1
      ? pick("\(rate) (one run)", "\(rate)（1 次任务）")
      : pick(
        "\(rate) (median of \(count(runs, "run", "runs", "次")))",
        "\(rate)（\(Measure.count(runs)) 次任务的中位数）")
  }

  /// Returns that there are further workloads.
  func moreWorkloads(_ number: Int) -> String {
    pick("\(count(number, "more workload", "more workloads", "种")) below", "另有 \(number) 种负载见下文")
  }
}

// MARK: - Inputs and sessions

extension Phrases {
  /// Returns what was read.
  func overview(inputs: Int, bytes: Int, sessions: Int, runs: Int) -> String {
    let parts = [
      count(inputs, "log", "logs", "个日志") + bracketed(Measure.bytes(bytes)),
      count(sessions, "session", "sessions", "次会话"), count(runs, "run", "runs", "次任务"),
    ]
    return pick(parts.joined(separator: ", "), parts.joined(separator: "，"))
  }

  var nothingGiven: String { pick("No log was read.", "没有读取任何日志。") }
  var emptyInput: String {
    pick("The input is empty: there is nothing to judge.", "输入为空，没有可分析的内容。")
  }
  var partlyUnread: String {
    pick(
      "A part could not be read, see below. In the rest there is no program that sdlog knows.",
      "有一部分未能读取（见下文），其余部分没有发现 sdlog 认识的程序。")
  }
  var noSessions: String {
    pick(
      "No program that sdlog knows left a trace in this text: no start, no progress bar, no known"
        + " message. Is it the console output of an image generator or trainer?",
      "在这段文本中没有发现 sdlog 认识的程序：没有启动信息、进度条或已知的提示。请确认这是绘图或训练程序的控制台输出。")
  }
  /// Returns what a program is called, by the report where it has a title.
  func program(_ id: String, title: String? = nil) -> String {
    id == SessionReport.unknownProgram ? unknownProgram : title ?? words.programs[id] ?? id
  }

  /// Returns what a session's program is called, with its version.
  func program(of session: SessionReport) -> String {
    guard session.isProgramKnown else { return unknownProgram }
    return session.program
      + (session.value(of: FactReport.programVersion).map { " " + $0 } ?? "")
  }

  var unknownProgram: String { pick("Program not recognised", "未识别的程序") }
  var unknownProgramHint: String {
    pick(
      "The log does not say which program wrote it.", "日志中没有说明是哪个程序输出的。")
  }

  var sessionsHeading: String { pick("Sessions", "会话") }

  /// Returns the title of a session.
  func session(_ number: Int) -> String { pick("Session \(number)", "会话 \(number)") }

  /// Returns the name of a session within a sentence.
  func inSession(_ number: Int) -> String { pick("session \(number)", "会话 \(number)") }

  /// Returns what an input is called.
  func name(ofInput input: String) -> String {
    input == "-" ? pick("standard input", "标准输入") : input
  }

  /// Returns where a session stands.
  func place(input: String, first: Int, last: Int) -> String {
    let input = name(ofInput: input)
    return pick("\(input), lines \(first) to \(last)", "\(input)，第 \(first) 至 \(last) 行")
  }

  /// Returns when a session began.
  func started(_ time: String) -> String {
    let time = moment(time)
    return pick("started \(time)", "开始于 \(time)")
  }

  /// Returns a time of JSON as people write it: to the second, with its zone where one is known.
  func moment(_ rfc3339: String) -> String {
    let time = String(rfc3339.prefix(19)).replacing("T", with: " ")
    let zone = rfc3339.dropFirst(19).drop { $0 == "." || $0.isNumber }
    return switch zone {
    case "", "-00:00": time
    case "Z": "\(time) UTC"
    default: "\(time) \(zone)"
    }
  }

  /// Returns that some sessions are not shown.
  func moreSessions(_ number: Int, programs: String) -> String {
    pick(
      "\(count(number, "more session is", "more sessions are", "次会话")) not listed (\(programs)). "
        + "--format json has all of them.",
      "另有 \(Measure.count(number)) 次会话未列出（\(programs)）。使用 --format json 可查看全部。")
  }

  /// Returns that sessions of the table are not told in detail.
  func onlyWorst(_ number: Int) -> String {
    pick(
      "In detail: the \(count(number, "session", "sessions", "次会话")) with the gravest messages.",
      "以下详细列出问题最严重的 \(number) 次会话。")
  }

  var onlyLatest: String {
    pick(
      "No session has a known warning or error. In detail: the latest one.",
      "所有会话都没有已知的警告或错误，以下详细列出最近一次。")
  }

  var programColumn: String { pick("program", "程序") }
  var attentionColumn: String { pick("attention", "注意力后端") }
  var speedColumn: String { pick("speed", "速度") }
  var worstColumn: String { pick("worst", "最严重") }
  var logColumn: String { pick("log", "日志") }
}

// MARK: - Messages and causes

extension Phrases {
  var messagesHeading: String { pick("Messages", "提示信息") }
  var causesHeading: String { pick("Causes", "原因分析") }
  var refutedHeading: String { pick("Ruled out", "已排除") }
  var speedHeading: String { pick("Speed", "速度") }
  var noMessages: String {
    pick("No known warning or error.", "没有发现已知的警告或错误。")
  }

  /// Returns the word for a severity.
  func severity(_ severity: Severity) -> String {
    switch severity {
    case .note: pick("note", "提示")
    case .warning: pick("warning", "警告")
    case .error: pick("error", "错误")
    }
  }

  /// Returns the word for what a message does.
  func effect(_ effect: FindingEffect) -> String {
    switch effect {
    case .harmless: pick("harmless", "无害")
    case .depends: pick("depends on the setup", "视情况而定")
    case .slower: pick("costs speed", "影响速度")
    case .breaks: pick("breaks something", "功能出错")
    }
  }

  var resolved: String { pick("repaired later on", "之后已恢复") }

  /// Returns what a message is called.
  func name(of finding: FindingReport) -> String {
    finding.title.map { text($0) } ?? finding.pattern
  }

  /// Returns how often and where a message came, in brackets; nothing where there is nothing to say.
  func notes(on finding: FindingReport) -> String {
    var notes: [String] = []
    if finding.count > 1 { notes.append(times(finding.count)) }
    if !finding.lines.isEmpty { notes.append(lines(finding.lines, of: finding.count)) }
    if finding.resolved { notes.append(resolved) }
    return notes.isEmpty ? "" : bracketed(list(notes))
  }

  /// Returns another text that a message came with.
  func described(_ variant: FindingVariant) -> String {
    line(variant.line) + colon + TextSanitizer.sanitized(variant.text)
  }

  /// Returns how often a message came.
  func times(_ number: Int) -> String {
    let number = Measure.count(number)
    return number == "1" ? pick("once", "1 次") : pick("\(number) times", "共 \(number) 次")
  }

  /// Returns a place in the log.
  func line(_ number: Int) -> String { pick("line \(number)", "第 \(number) 行") }

  /// Returns places in the log, the first few of them.
  func lines(_ numbers: [Int], of total: Int) -> String {
    guard let first = numbers.first else { return "" }
    if total <= 1 || (numbers.count == 1 && total == 1) { return line(first) }
    let shown = numbers.prefix(4).map(String.init)
    let rest = total - shown.count
    let more = pick(" and \(Measure.count(rest)) more", "等 \(Measure.count(total)) 处")
    return pick(
      "lines " + shown.joined(separator: ", "), "第 " + shown.joined(separator: "、") + " 行")
      + (rest > 0 ? more : "")
  }

  /// Returns that messages are not shown.
  func moreMessages(_ number: Int) -> String {
    pick(
      "\(count(number, "more message", "more messages", "条")), see --format json",
      "另有 \(number) 条，见 --format json")
  }

  /// Returns that causes are not shown.
  func moreCauses(_ number: Int) -> String {
    pick(
      "\(count(number, "less likely cause", "less likely causes", "个")), see --format json",
      "另有 \(number) 个可能性更低的原因，见 --format json")
  }

  var forLabel: String { pick("for", "支持") }
  var againstLabel: String { pick("against", "反对") }
  /// Returns how many lines of a block are left out.
  func omittedLines(_ number: Int) -> String {
    pick("… \(count(number, "line", "lines", "行")) …", "……省略 \(number) 行……")
  }
}
