@testable import Reporting

/// A report and events into each of whose texts a log's words may come, with what is private in them or
/// with what stands for it.
struct PrivateSample {
  /// Words of a log.
  let text: String
  /// The path of a log.
  let path: String
  /// What a user asked for.
  let prompt: String
  /// A machine's name.
  let host: String

  /// What is private.
  static let secret = PrivateSample(
    text: "/home/anna/x hf_AbCdEf123456789 10.9.8.7 anna@example.org prompt: a red fox",
    path: "/home/anna/sd/x.log", prompt: "a red fox", host: "anna-pc")
  /// What is shown of it.
  static let shown = PrivateSample(
    text: "/home/<user>/x <token> <ip> <email> prompt: <prompt>", path: "/home/<user>/sd/x.log",
    prompt: "<prompt>", host: "<host>")

  private var words: LocalizedText { LocalizedText(verbatim: text) }
  private var id: String { path + ":12" }
}

// MARK: - The report

extension PrivateSample {
  /// The report.
  var content: InMemoryContent {
    InMemoryContent(head: head, sessions: [(session: session, runs: [run])])
  }

  /// The head.
  var head: ReportHead {
    var head = ReportHead(
      tool: SampleReport.tool,
      inputs: [
        InputReport(
          path: path, bytes: 10, sessions: 1, lost: [LostRange(from: 1, to: 2, why: words)],
          errors: [text])
      ],
      totals: TotalsReport(sessions: 1, runs: 1, countedRuns: 1),
      series: [SeriesReport(workload: text, runs: 20, medianRatePerSecond: 5)],
      regressions: [change], improvements: [change],
      comparisons: [
        ComparisonReport(
          workload: text, fromRatePerSecond: 5, toRatePerSecond: 4, change: -0.2, runsBefore: 2,
          runsAfter: 2, sameWorkload: true, suspects: suspects)
      ],
      verdict: VerdictReport(level: .warning, text: words),
      limits: [LimitReport(what: "match-limit", place: path, count: 1)],
      leading: LeadingCause(cause: cause, session: id, input: path),
      attention: LeadingAttention(attention: attention, finding: finding, effect: words))
    head.costs = [cost]
    head.baselines = [
      BaselineReport(
        workload: text, host: host, nights: 3, sessions: 3, runsBefore: 9, runsAfter: 9,
        medianRatePerSecond: 5, lowRatePerSecond: 4, highRatePerSecond: 6,
        since: "2026-11-20T20:00:00-00:00", until: "2026-11-23T20:00:00-00:00",
        fromRatePerSecond: 5, toRatePerSecond: 4, change: -0.2, verdict: .slower,
        suspects: suspects)
    ]
    return head
  }

  /// The only session.
  var session: SessionReport {
    SessionReport(
      id: id, input: path, frontend: "comfyui", frontendTitle: "ComfyUI", firstLine: 12,
      lastLine: 99,
      facts: [
        FactReport(name: "launch_args", value: text, line: 12, note: words),
        FactReport(name: "negative_prompt", value: prompt, line: 13, note: words),
        FactReport(name: "model", value: text, line: 14, how: .derived, note: words),
      ],
      findings: [finding], causes: [cause],
      refuted: [
        RefutedReport(
          cause: "wrong-python", title: words, because: [EvidenceReport(text: text, reason: words)])
      ],
      attention: attention, throughput: [WorkloadThroughput(workload: text, runs: 1)], runCount: 1)
  }

  /// Its only run.
  var run: RunReport {
    RunReport(
      description: text, unit: text, ratePerSecond: 5, firstLine: 20, lastLine: 20,
      workload: WorkloadReport(key: text, fields: ["model": text, "prompt": prompt]))
  }
}

// MARK: - Parts

extension PrivateSample {
  private var change: ChangeReport {
    ChangeReport(
      workload: text, fromRatePerSecond: 5, toRatePerSecond: 4, change: -0.2,
      at: ChangePlace(session: id, run: 3), suspects: suspects)
  }

  private var suspects: [SuspectReport] {
    [
      SuspectReport(subject: .fact("model"), title: nil, before: text, after: text, why: words),
      SuspectReport(subject: .fact("prompt"), before: prompt, after: prompt, why: words),
      SuspectReport(subject: .list("custom_nodes"), before: text, after: text, why: words),
      SuspectReport(subject: .finding("torch.x"), before: text, after: text, why: words),
    ]
  }

  private var finding: FindingReport {
    FindingReport(
      pattern: "torch.x", title: words, severity: .warning, lines: [30], message: text,
      captures: ["path": text, "prompt": prompt],
      verdict: FindingVerdict(effect: .slower, text: words))
  }

  private var cost: ObservedCostReport {
    ObservedCostReport(
      cause: "slow", workload: text, ratePerSecondWith: 4, ratePerSecondWithout: 5, change: -0.2,
      runsWith: 9, runsWithout: 9, verdict: .slower, differences: suspects)
  }

  private var cause: CauseReport {
    var cause = CauseReport(
      cause: "slow", family: "unknown", title: words, confidence: .likely,
      evidence: [
        EvidenceReport(
          line: 30, text: text, fact: FactStatement(id: "words", values: [text]), weight: 3,
          reason: words)
      ],
      against: [EvidenceReport(line: 31, text: text, weight: 1, reason: words)], verdict: words,
      remedy: RemedyReport(text: words, commands: [text]), check: words)
    cause.observedCost = cost
    return cause
  }

  private var attention: AttentionReport {
    AttentionReport(requested: text, inUse: text, fellBackTo: text, because: words)
  }
}

// MARK: - Events

extension PrivateSample {
  /// An event of each kind.
  var events: [WatchEvent] {
    let progress = WatchEvent.RunProgress(run: 1, description: text, unit: text, line: 20)
    let changes: [WatchEvent.Change] = [
      .sessionStarted(input: path, line: 12, frontend: "comfyui"),
      .fact(FactReport(name: "launch_args", value: text, line: 12, note: words)),
      .fact(FactReport(name: "prompt", value: prompt, line: 12, note: words)),
      .finding(id: "1", finding),
      .findingUpdate(id: "1", finding), .cause(cause), .runStarted(progress),
      .runProgress(progress), .runFinished(run: 1, run), .regression(change),
      .stall(run: 1, StallReport(line: 20, seconds: 9)), .sessionEnded(line: 99, runs: 1),
      .loss(input: path, LostRange(from: 1, to: 2, why: words)),
    ]
    return changes.map { WatchEvent(time: nil, session: id, change: $0) }
  }
}

// MARK: - Completeness

extension PrivateSample {
  /// Properties that hold no words of a log: ids of the catalogue, times, and what sdlog itself says.
  private static let harmless: Set<String> = [
    "category", "cause", "causes", "compression", "encoding", "endedAt", "explains", "family",
    "fingerprint", "frontend", "frontendTitle", "gpu", "id", "name", "newline", "pattern", "since",
    "source", "startedAt", "time", "title", "until", "what",
  ]

  /// The texts of a value that are not this sample's: those that no test would see.
  func foreignTexts(in value: Any, _ label: String = "") -> [String] {
    if let text = value as? String {
      let own = [self.text, path, prompt, host, id]
      return own.contains(text) || Self.harmless.contains(label) || text == "it"
        ? [] : ["\(label): \(text)"]
    }
    if value is ToolReport || value is SuspectSubject { return [] }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional, mirror.children.isEmpty {
      let isText = type(of: value) == String?.self || type(of: value) == LocalizedText?.self
      return isText && !Self.harmless.contains(label) ? ["\(label): nothing"] : []
    }
    return mirror.children.flatMap { child in
      foreignTexts(in: child.value, child.label.flatMap { $0 == "some" ? nil : $0 } ?? label)
    }
  }
}
