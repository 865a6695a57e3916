import Foundation
import PatternCatalogue
import SessionAnalysis
import TestSupport

@testable import RunHistory

/// Small logs of a front end without times, made by chance.
enum SampleLogs {
  /// Returns a log of one to four sessions; some log sessions repeat one another byte for byte.
  static func log(_ random: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...4, using: &random) { text += session(&random) }
    return text
  }

  /// Returns the log of one start of the program whose images take 20 steps at these rates.
  static func session(rates: [Double]) -> String {
    var text = """
      Python 3.10.6 (tags/v3.10.6:9c7b4bd, Aug  1 2022, 21:53:49) [MSC v.1932 64 bit (AMD64)]
      Version: v1.10.1
      Launching Web UI with arguments: --xformers
      Model loaded in 3.2s (load weights from disk: 0.5s).

      """
    for rate in rates {
      let shown = String(format: "%.2f", rate)
      text += "\r  0%|          | 0/20 [00:00<?, ?it/s]"
      text += "\r100%|██████████| 20/20 [00:0\(Int(20 / rate))<00:00,  \(shown)it/s]\n"
    }
    return text
  }

  /// Returns the log of one start of the program.
  static func session(_ random: inout SplitMix64) -> String {
    var text = """
      Python 3.10.6 (tags/v3.10.6:9c7b4bd, Aug  1 2022, 21:53:49) [MSC v.1932 64 bit (AMD64)]
      Version: v1.10.1
      Commit hash: 82a973c04367123ae98bd9abdf80d9eda9b910e2
      Launching Web UI with arguments: --xformers

      """
    guard Int.random(in: 0..<5, using: &random) > 0 else {
      return text + "torch.cuda.OutOfMemoryError: CUDA out of memory.\n"
    }
    text += "Model loaded in 3.2s (load weights from disk: 0.5s).\n"
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      for step in 0...20 {
        let rate = 300 + Int.random(in: 0..<100, using: &random)
        text +=
          "\r\(step * 5)%|    | \(step)/20 [00:0\(step / 4)<00:05, \(rate / 100).\(rate % 100)it/s]"
      }
      text += "\n"
    }
    return text
  }
}

/// Reads logs with the built-in catalogue.
struct Reader {
  let rules: AnalysisRules

  private static let loaded = Result {
    Reader(rules: AnalysisRules(try CatalogueLoader.load(builtin: true, directories: [])))
  }

  /// The reader of all tests, which load the catalogue once.
  static func shared() throws -> Reader { try loaded.get() }

  /// Takes a text into a history, in chunks of some size.
  @discardableResult
  func take(
    _ text: some StringProtocol, _ writer: inout HistoryWriter, path: String = "a.log",
    seenAt: Int = 1_700_000_000_000, chunk: Int = 1 << 16
  ) throws -> TakenInput {
    writer.begin(path, seenAt: seenAt)
    return try writer.end(read(text, &writer, path: path, chunk: chunk))
  }

  /// Reads a text for a writer that has begun its input.
  func read(
    _ text: some StringProtocol, _ writer: inout HistoryWriter, path: String = "a.log",
    chunk: Int = 1 << 16
  ) -> InputSummary {
    var analyzer = LogAnalyzer(path: path, rules: rules, contentHash: writer.history.contentHash)
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      bytes[start..<min(start + chunk, bytes.count)].withUnsafeBytes {
        analyzer.feed($0, to: &writer)
      }
    }
    return analyzer.finish(to: &writer)
  }
}

/// A folder that goes when the test ends.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "sdlog-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func path(_ name: String) -> String { url.appending(path: name).path }
}

extension RunHistory {
  /// All that is in a history, without what depends on the order of taking in: rows and paths.
  ///
  /// Where times are left out, because those of sessions that print none depend on when their log was
  /// looked at, so is the order.
  func content(withTimes: Bool = true) throws -> [String] {
    var sessions: [HistorySession] = []
    try forEachSession(SessionQuery()) { sessions.append($0) }
    var lines: [String] = []
    for session in sessions {
      var detail = try detail(of: session)
      detail.session.row = 0
      if !withTimes { detail.session.time = 0 }
      detail.places = []
      lines.append("\(detail)")
      try forEachRun(of: session) { lines.append("\($0)") }
    }
    if !withTimes { lines.sort() }
    return lines + (try sources().map { "\($0.id) \($0.bytes) \($0.sessions)" }).sorted()
  }
}

extension HistoryWriter {
  /// A writer that names one cause.
  init(_ history: RunHistory) {
    self.init(history, host: "studio") { _ in
      [RecordedCause(id: "undetermined", confidence: "possible", score: 1)]
    }
  }
}
