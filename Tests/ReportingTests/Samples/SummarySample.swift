@testable import Reporting

/// A summary with everything that a summary can hold.
enum SummarySample {
  /// A text that may be replaced by a hostile one.
  static func report(log text: (String) -> String = { $0 }) -> SummaryReport {
    let session = SummarySession(
      id: "00c0ffee00c0ffee", path: text("logs/studio-03/webui.log"), line: 812,
      time: SummaryTime("2026-11-22 23:10", isInferred: true))
    return SummaryReport(
      tool: SampleReport.tool,
      period: SummaryPeriod(start: .lastSummary, from: "2026-11-25 06:00", to: "2026-11-26 06:00"),
      verdict: SummaryVerdict(
        level: .error, needsAttention: true,
        text: LocalizedText(
          text("studio-03 is 18 % slower since the night of 2026-11-22; 1 session with errors."),
          text("studio-03 自 2026-11-22 当晚起慢了 18 %；1 次会话出错。"))),
      quality: SummaryQuality(
        sources: 12, changedSources: 9, newBytes: 14_887_321, sessions: 14, runs: 311,
        unknownRecords: 120, lines: 20_412, inferredTimes: 3,
        machines: ["studio-01", "studio-02", "studio-03"].map(text),
        limits: [LimitReport(what: "match-limit", place: text("logs/studio-01/a.log"), count: 3)],
        losses: [
          SummaryLoss(
            path: text("logs/studio-02/webui.log"), from: 9877,
            why: LocalizedText(
              "the log was begun anew since it was read last", "上次读取之后，日志被清空或重写")),
          SummaryLoss(
            path: text("logs/studio-02/old.log.gz"), from: 100, to: 4000,
            why: LocalizedText("damaged", "")),
        ],
        missing: [text("logs/studio-02/gone.log")],
        errors: [
          SummaryReadError(
            path: text("logs/secret.log"), why: LocalizedText("permission denied", "没有读取权限"))
        ]),
      regressions: regressions(session, text),
      improvements: [
        SummaryChange(
          id: "r-77aa01", state: .recovered, host: text("studio-01"),
          workload: text("a1111 sampling"),
          change: -0.01, low: -0.03, high: 0.01, beforeRatePerSecond: 0.81,
          recentRatePerSecond: 0.8,
          night: "2026-10-30", nightsAgo: 26, nights: nights(text))
      ],
      causes: causes(session, text),
      incidents: [
        SummaryIncident(
          kind: .error, host: text("studio-02"), frontend: "forge", session: session,
          pattern: "torch.cuda.out-of-memory",
          title: LocalizedText("Out of video memory", "显存不足"), count: 4,
          message: text("torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2 GiB")),
        SummaryIncident(
          kind: .stall, host: text("studio-01"), frontend: "comfyui", session: session, count: 1),
      ],
      unjudged: [
        UnjudgedWorkload(
          host: text("studio-09"), workload: text("comfyui sampling"), reason: .fewRuns, runs: 3,
          nights: 1, nightsNeeded: 11),
        UnjudgedWorkload(
          host: text("studio-10"), workload: text("kohya training"), reason: .fewNights, runs: 60,
          nights: 4, nightsNeeded: 11),
      ],
      workloads: [
        SummaryWorkload(
          host: text("studio-03"), workload: text("a1111 sampling"), isProxy: true,
          nights: nights(text))
      ],
      commands: SummaryCommands(
        look: "sdlog history show 00c0ffee00c0ffee", acknowledge: "sdlog ack r-3f2a9c"))
  }

  private static func nights(_ text: (String) -> String) -> [SummaryNight] {
    (6...25).map { day in
      SummaryNight(
        date: "2026-11-\(day < 10 ? "0" : "")\(day)", runs: 20, median: day < 22 ? 8.4 : 6.9,
        low: 6.1, high: 9.2)
    }
  }

  private static func regressions(
    _ session: SummarySession, _ text: (String) -> String
  ) -> [SummaryChange] {
    let new = SummaryChange(
      id: "r-3f2a9c", state: .new, host: text("studio-03"),
      workload: text("a1111 kind=sampling unit=it steps=20 model=dreamshaper_8"), change: -0.18,
      low: -0.21, high: -0.15, beforeRatePerSecond: 8.4, recentRatePerSecond: 6.9,
      night: "2026-11-22", nightsAgo: 3, session: session,
      suspects: [
        SuspectReport(
          subject: .fact("torch"), before: text("2.1.2+cu121"), after: text("2.4.0+cu121"),
          why: LocalizedText("differs between the two sessions", "两次会话之间不同"))
      ], nights: nights(text))
    var open = new
    open.id = "r-81be07"
    open.state = .open
    open.isSlow = true
    open.suspects = []
    open.nightsAgo = 41
    var known = new
    known.id = "r-0000ff"
    known.state = .open
    known.acknowledgement = SummaryAcknowledgement(
      until: "2026-12-24", note: text("waits for the new driver"))
    var suspected = new
    suspected.id = nil
    suspected.state = .suspected
    suspected.nightsAgo = 0
    return [new, open, suspected, known]
  }

  private static func causes(
    _ session: SummarySession, _ text: (String) -> String
  ) -> [SummaryCause] {
    let states: [SummaryCause.State] = [.new, .open, .gone, .open]
    return states.enumerated().map { index, state in
      SummaryCause(
        id: "c-00000\(index)", state: state, host: text("studio-0\(index + 1)"), frontend: "forge",
        cause: "xformers-mismatch",
        title: LocalizedText("xformers was built for another torch", "xformers 是为另一个 torch 编译的"),
        confidence: .certain,
        remedy: RemedyReport(
          text: LocalizedText("Install the release that belongs to your torch.", "安装对应版本。")),
        night: "2026-11-12", nightsAgo: index * 3, sessions: 4, session: session,
        acknowledgement: index == 3 ? SummaryAcknowledgement(note: text("known")) : nil)
    }
  }

  /// A morning on which there is nothing to say.
  static let quiet = SummaryReport(
    tool: SampleReport.tool, period: SummaryPeriod(start: .everything, to: "2026-11-26 06:00"),
    verdict: SummaryVerdict(
      level: .clean, needsAttention: false,
      text: LocalizedText("Nothing that needs attention.", "没有需要处理的问题。")),
    quality: SummaryQuality(
      sources: 1, changedSources: 1, newBytes: 800, sessions: 1, runs: 4, lines: 20,
      machines: ["studio-01"]))
}
