@testable import Reporting

/// A comparison with everything that a comparison can hold.
enum DiffSample {
  /// A side that became worse, each of its texts as a function makes it.
  static func worse(log text: (String) -> String = { $0 }) -> DiffReport {
    var diff = DiffReport(
      tool: SampleReport.tool,
      good: DiffSideReport(
        name: "monday.log", frontend: "a1111", frontendTitle: text("Stable Diffusion web UI"),
        sessions: 2, runs: 34, startedAt: text("2026-11-23T20:00:00Z")),
      bad: DiffSideReport(name: "0c0ffee0", source: .history, runs: 12),
      facts: [
        FactDifference(name: "torch", good: "2.1.2+cu121", bad: "2.4.0+cu121"),
        FactDifference(name: "launch_args", good: "--xformers", bad: nil),
        FactDifference(
          name: "gpu", good: "NVIDIA GeForce RTX 4090", bad: "NVIDIA GeForce RTX 4090"),
      ],
      newFindings: SampleReport.outOfMemory.sessions[0].session.findings,
      goneFindings: [
        FindingReport(
          pattern: "xformers.missing", severity: .note, message: "No module 'xformers'.")
      ],
      throughput: [
        SpeedDifference(
          workload: "a1111 kind=sampling unit=it steps=20", goodRatePerSecond: 8,
          badRatePerSecond: 5, change: -0.375, low: -0.39, high: -0.36, z: -12, goodRuns: 20,
          badRuns: 8, verdict: .slower),
        SpeedDifference(
          workload: "a1111 kind=sampling unit=it steps=30", sameWorkload: false,
          goodRatePerSecond: 0.8, badRatePerSecond: 0.81, change: 0.0125, goodRuns: 2, badRuns: 2,
          verdict: .same),
      ],
      onlyGood: [LoneWorkload(workload: "a1111 steps=8", runs: 12, medianRatePerSecond: 9)],
      onlyBad: [LoneWorkload(workload: "a1111 steps=9", runs: 2, medianRatePerSecond: 6)],
      reason: LocalizedText(
        "Likely: PyTorch went from 2.1.2 to 2.4.0.", "很可能：PyTorch 由 2.1.2 变为 2.4.0。"),
      verdict: .worse)
    diff.mapTexts(text)
    diff.bad.host = text("studio-03")
    return diff
  }

  /// Two sides between which nothing differs.
  static let same = DiffReport(
    tool: SampleReport.tool, good: DiffSideReport(name: "a.log"),
    bad: DiffSideReport(name: "b.log"),
    throughput: [
      SpeedDifference(
        workload: "unknown", goodRatePerSecond: 0, badRatePerSecond: 0, change: 0, goodRuns: 1,
        badRuns: 1, verdict: .same)
    ], verdict: .same)

  /// Two sides that ran nothing in common, of which the later one is better.
  static let better = DiffReport(
    tool: SampleReport.tool, good: DiffSideReport(name: "a.log"),
    bad: DiffSideReport(name: "b.log"), goneFindings: worse().newFindings, verdict: .better)
}
