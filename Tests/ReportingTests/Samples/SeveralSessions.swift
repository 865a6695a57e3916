@testable import Reporting

extension SampleReport {
  /// A month of logs: forty sessions of three programs, two of them in trouble.
  static let manySessions: SampleReport = {
    let programs = [
      ("a1111", "Stable Diffusion WebUI"), ("comfyui", "ComfyUI"), ("forge", "Forge"),
    ]
    let sessions = (0..<40).map { index in
      let (id, title) = programs[index % 3]
      let findings =
        switch index {
        case 17:
          [
            FindingReport(
              pattern: "torch.cuda.out-of-memory",
              title: LocalizedText("Out of video memory", "显存不足"),
              category: "error", severity: .error, lines: [901], message: "CUDA out of memory.")
          ]
        case 31:
          [
            FindingReport(
              pattern: "xformers.not-built",
              title: LocalizedText("xformers does not fit this torch", "xformers 与此 torch 不匹配"),
              severity: .warning, lines: [12],
              message: "WARNING[XFORMERS]: xFormers can't load C++/CUDA extensions.")
          ]
        default: [FindingReport]()
        }
      return SessionReport(
        id: "session-\(index)", input: "logs/2026-10-\(index / 2 + 1).log", frontend: id,
        frontendTitle: title, firstLine: 1 + index % 2 * 900, lastLine: 899 + index % 2 * 900,
        facts: [
          FactReport(name: "gpu", value: "NVIDIA GeForce RTX 4090", line: 4),
          FactReport(name: "torch", value: index < 20 ? "2.5.1+cu124" : "2.6.0+cu124", line: 5),
          FactReport(name: "attention_backend", value: "xformers", line: 6),
        ], findings: findings, attention: AttentionReport(inUse: "xformers"),
        throughput: [
          WorkloadThroughput(
            workload: "\(id) · sdxl · 1024x1024", runs: 5 + index, medianRatePerSecond: 11.2)
        ], runCount: 5 + index)
    }
    return SampleReport(
      name: "many-sessions",
      head: ReportHead(
        tool: tool,
        inputs: (0..<20).map {
          InputReport(
            path: "logs/2026-10-\($0 + 1).log", bytes: 1_000_000, records: 1_800, encoding: "utf-8",
            newline: "LF", sessions: 2)
        },
        totals: TotalsReport(sessions: 40, runs: 980, countedRuns: 980, warnings: 1, errors: 1),
        series: programs.map {
          SeriesReport(
            workload: "\($0.0) · sdxl · 1024x1024", unit: "it", runs: 327,
            medianRatePerSecond: 11.2, spread: 0.03, outline: [11.2, 11.1, 11.3, 11.2, 11.2])
        },
        verdict: VerdictReport(
          level: .error, causes: ["vram-insufficient"],
          text: LocalizedText("one of 40 sessions ran out of memory.", "40 次会话中有一次显存不足。"))),
      sessions: sessions.map { ($0, []) })
  }()

  private static let slowerChart: SeriesChart? = {
    let rates = (0..<62).map { run -> Double in
      let level = run < 31 ? 8.44 : 6.75
      return level + Double(run * 7 % 5 - 2) / 100
    }
    return SeriesChart(rates: rates, lines: (0..<62).map { 40 + 60 * $0 }, changes: [31])
  }()

  /// Two sessions, the second of them slower behind an update of torch.
  static let slowerAfterUpdate: SampleReport = {
    let workload = "forge · sdxl · 1024x1024 · Euler a · 30 steps"
    func session(_ id: String, torch: String, rate: Double, first: Int) -> SessionReport {
      SessionReport(
        id: id, input: "forge.log", frontend: "forge", frontendTitle: "Forge", firstLine: first,
        lastLine: first + 1_999, startedAt: "2026-05-0\(first / 2000 + 1)T08:00:00+02:00",
        fingerprint: id,
        facts: [
          FactReport(name: "os", value: "Windows", line: first, how: .derived),
          FactReport(name: "gpu", value: "NVIDIA GeForce RTX 4070", line: first + 8),
          FactReport(name: "torch", value: torch, line: first + 6),
        ], attention: AttentionReport(inUse: "xformers"),
        throughput: [
          WorkloadThroughput(
            workload: workload, runs: 31, firstRatePerSecond: rate, lastRatePerSecond: rate,
            medianRatePerSecond: rate)
        ], runCount: 31)
    }
    let suspects = [
      SuspectReport(
        subject: .fact("torch"), before: "2.3.1+cu121", after: "2.4.0+cu121",
        why: LocalizedText("changes the kernels", "会改变所用的内核")),
      SuspectReport(
        subject: .finding("xformers.not-built"), after: "1",
        why: LocalizedText("xformers no longer loads", "xformers 无法加载")),
    ]
    let sessions = [
      session("s1", torch: "2.3.1+cu121", rate: 8.44, first: 1),
      session("s2", torch: "2.4.0+cu121", rate: 6.75, first: 2_001),
    ]
    return SampleReport(
      name: "slower-after-update",
      head: ReportHead(
        tool: tool,
        inputs: [
          InputReport(
            path: "forge.log", bytes: 900_112, records: 4_000, encoding: "utf-8", newline: "CRLF",
            sessions: 2)
        ],
        totals: TotalsReport(sessions: 2, runs: 62, countedRuns: 62),
        series: [
          SeriesReport(
            workload: workload, unit: "it", runs: 62, medianRatePerSecond: 7.6, spread: 0.11,
            outline: [8.44, 8.45, 8.43, 8.44, 8.46, 6.75, 6.74, 6.76, 6.75],
            chart: slowerChart)
        ],
        regressions: [
          ChangeReport(
            workload: workload, unit: "it", fromRatePerSecond: 8.44, toRatePerSecond: 6.75,
            change: -0.2, low: -0.22, high: -0.18, z: -14.5,
            at: ChangePlace(session: "s2", run: 31, time: "2026-05-02T08:03:11+02:00", line: 2_044),
            suspects: suspects)
        ],
        improvements: [
          ChangeReport(
            workload: "forge · sd15", unit: "it", fromRatePerSecond: 0.8, toRatePerSecond: 1.1,
            change: 0.375, at: ChangePlace(session: "s9", run: 4), suspects: [], kind: .incident)
        ],
        comparisons: [
          ComparisonReport(
            workload: "forge · flux", unit: "it", fromRatePerSecond: 1.5, toRatePerSecond: 0.5,
            change: -0.667, runsBefore: 1, runsAfter: 2, sameWorkload: false, suspects: [])
        ],
        verdict: VerdictReport(
          level: .warning,
          text: LocalizedText(
            "pictures take longer since PyTorch was updated.", "更新 PyTorch 之后出图变慢。"))),
      sessions: sessions.map { ($0, []) })
  }()
}
