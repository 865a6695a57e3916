@testable import Reporting

extension SampleReport {
  /// A diffusers script without anything to complain about.
  static let cleanDiffusers: SampleReport = {
    let workload = "diffusers · stable-diffusion-xl-base-1.0 · 30 steps"
    let session = SessionReport(
      id: "c4ca4238a0b92382", input: "-", frontend: "diffusers", frontendTitle: "diffusers",
      firstLine: 1, lastLine: 9, fingerprint: "c81e728d9d4c2f63",
      facts: [FactReport(name: "torch", value: "2.7.1+cu128", line: 1)],
      throughput: [
        WorkloadThroughput(
          workload: workload, runs: 1, firstRatePerSecond: 6.02, lastRatePerSecond: 6.02,
          medianRatePerSecond: 6.02)
      ], runCount: 2)
    let load = RunReport(
      kind: .load, description: "Loading pipeline components...", completed: 7, total: 7,
      elapsedSeconds: 1, ratePerSecond: 5.61, firstLine: 2, lastLine: 2,
      workload: WorkloadReport(key: workload), counted: false)
    let run = RunReport(
      completed: 30, total: 30, elapsedSeconds: 4, ratePerSecond: 6.02, rateLow: 6.0,
      rateHigh: 6.025, firstLine: 3, lastLine: 3,
      workload: WorkloadReport(key: workload, isProxy: true))
    return SampleReport(
      name: "clean-diffusers",
      head: ReportHead(
        tool: tool,
        inputs: [
          InputReport(
            path: "-", bytes: 3_018, records: 44, encoding: "utf-8", newline: "LF", sessions: 1)
        ],
        totals: TotalsReport(sessions: 1, runs: 2, countedRuns: 1),
        series: [
          SeriesReport(
            workload: workload, unit: "it", runs: 1, medianRatePerSecond: 6.02, isProxy: true)
        ],
        verdict: VerdictReport(
          level: .clean,
          text: LocalizedText("no known message, and every run finished.", "没有已知的问题，任务全部完成。"))),
      sessions: [(session, [load, run])])
  }()

  /// A text that no known program wrote.
  static let plainText = SampleReport(
    name: "plain-text",
    head: ReportHead(
      tool: tool,
      inputs: [
        InputReport(
          path: "notes.txt", bytes: 912, records: 20, encoding: "utf-8", newline: "LF")
      ],
      verdict: VerdictReport(
        level: .clean, text: LocalizedText("nothing was recognised.", "没有识别出任何内容。"))),
    sessions: [])

  /// An empty file.
  static let emptyInput = SampleReport(
    name: "empty-input",
    head: ReportHead(
      tool: tool, inputs: [InputReport(path: "empty.log")],
      verdict: VerdictReport(
        level: .clean, text: LocalizedText("nothing was recognised.", "没有识别出任何内容。"))),
    sessions: [])

  /// An archive that is cut off.
  static let unreadable = SampleReport(
    name: "unreadable",
    head: ReportHead(
      tool: tool,
      inputs: [
        InputReport(
          path: "old.tar.zst!a.log", bytes: 65_536, records: 3, encoding: "utf-8",
          newline: "LF", compression: "zstd",
          lost: [LostRange(from: 1_204, to: 9_877, why: "truncated between two looks")],
          errors: ["the archive ends in the middle of a member"])
      ],
      verdict: VerdictReport(
        level: .clean, text: LocalizedText("nothing was recognised.", "没有识别出任何内容。"))),
    sessions: [])

  /// A session whose program the log does not name, and whose text is out to do harm.
  static let unknownProgram: SampleReport = {
    let session = SessionReport(
      id: "a87ff679a2f3e71d", input: "evil\u{1B}]0;owned\u{7}.log", firstLine: 3, lastLine: 12,
      facts: [
        FactReport(name: "torch", value: "2.1.0+cu118", line: 3),
        FactReport(name: "torch", value: "2.3.1+cu121", line: 7),
        FactReport(name: "launch_args", value: "\u{1B}[2J--share\u{202E}txt", line: 4),
        FactReport(name: "webui_theme", value: "dark", line: 5),
      ],
      findings: [
        FindingReport(
          pattern: "python.traceback", category: "error", severity: .error, count: 2,
          lines: [8, 9],
          message: "RuntimeError: \u{9B}31m<script>alert(1)</script> @everyone"
            + " [x](javascript:1)\r\u{8}",
          variants: [FindingVariant(line: 9, text: "OSError: \u{1B}[8m</pre><b>no file</b>")])
      ])
    return SampleReport(
      name: "unknown-program",
      head: ReportHead(
        tool: tool,
        inputs: [
          InputReport(
            path: "evil\u{1B}]0;owned\u{7}.log", bytes: 700, records: 12, encoding: "utf-16le",
            newline: "mixed", sessions: 1)
        ],
        totals: TotalsReport(sessions: 1, errors: 1),
        verdict: VerdictReport(
          level: .error, causes: ["undetermined"],
          text: LocalizedText("a Python program failed.", "Python 程序出错。"))),
      sessions: [(session, [])])
  }()
}
