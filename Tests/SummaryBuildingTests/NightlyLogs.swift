import Foundation
import PatternCatalogue
import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis
import TestSupport

@testable import SummaryBuilding

/// A machine that writes a log every night, and a history that takes it in.
struct NightlyLogs {
  /// The environment and the speed of a machine.
  struct Machine {
    var host: String
    var rate: Double
    var torch = "2.4.1+cu121"
    /// Lines that its program prints behind its start.
    var lines: [String] = []
  }

  static let day = 86_400_000
  /// 2026-01-01T00:00:00Z, which is day 20454.
  static let start = 1_767_225_600_000

  let history: RunHistory
  private let rules: AnalysisRules
  let catalogue: Catalogue
  private var random: SplitMix64

  private static let loaded = Result {
    try CatalogueLoader.load(builtin: true, directories: [])
  }

  init(_ path: String, seed: UInt64 = 1) throws {
    history = try RunHistory(path: path, mode: .readWrite)
    catalogue = try Self.loaded.get()
    rules = AnalysisRules(catalogue)
    random = SplitMix64(state: seed)
  }

  private mutating func noise(_ width: Double) -> Double {
    (0..<4).reduce(0) { sum, _ in sum + Double.random(in: -width...width, using: &random) } / 2
  }

  /// Returns the log of one night.
  mutating func log(_ machine: Machine, runs: Int = 12) -> String {
    var text = """
      Checkpoint files will always be loaded safely.
      Total VRAM 24564 MB, total RAM 64216 MB
      pytorch version: \(machine.torch)
      Set vram state to: NORMAL_VRAM
      Device: cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync
      Using pytorch attention
      ComfyUI version: 0.3.64
      got prompt

      """
    for line in machine.lines { text += line + "\n" }
    let level = machine.rate * (1 + noise(0.005))
    for run in 0..<runs {
      let rate = level * (run == 0 ? 0.7 : 1 + noise(0.012))
      let seconds = Int(20 / rate)
      text +=
        "\r 50%|█████     | 10/20 [00:0\(seconds / 2)<00:0\(seconds / 2), \(String(format: "%.2f", rate))it/s]"
        + "\r100%|██████████| 20/20 [00:0\(seconds)<00:00, \(String(format: "%.2f", rate))it/s]\n"
    }
    return text
  }

  /// Takes in a machine's log of a night, which was written until four hours behind midnight.
  mutating func take(_ machine: Machine, night: Int, runs: Int = 12) throws {
    let text = log(machine, runs: runs)
    var writer = HistoryWriter(history, host: machine.host, takenAt: morning(night)) { _ in [] }
    let path = "\(machine.host)/\(night).log"
    writer.begin(path, seenAt: Self.start + (night + 1) * Self.day + 4 * 3_600_000)
    var analyzer = LogAnalyzer(path: path, rules: rules, contentHash: history.contentHash)
    Array(text.utf8).withUnsafeBytes { analyzer.feed($0, to: &writer) }
    _ = try writer.end(analyzer.finish(to: &writer))
  }

  /// The catalogue's words that a summary needs.
  var glossary: Glossary {
    Glossary(
      frontEndTitles: [:], messages: [:], fingerprintFacts: [], hiddenFacts: rules.hiddenFacts)
  }

  /// Six hours behind the midnight in the middle of a night.
  func morning(_ night: Int) -> Int { Self.start + (night + 1) * Self.day + 6 * 3_600_000 }

  /// Makes the summary of the morning behind a night.
  func summary(night: Int, since start: SummaryBuilder.Start = .lastSummary) throws -> BuiltSummary
  {
    try SummaryBuilder(
      history, catalogue: catalogue, glossary: glossary,
      calendar: NightCalendar { _ in 0 }, now: morning(night)
    ).build(
      since: start, reading: SummaryBuilder.Reading(),
      tool: ToolReport(version: "0", catalogueVersion: "0", words: CatalogueWords()))
  }
}
