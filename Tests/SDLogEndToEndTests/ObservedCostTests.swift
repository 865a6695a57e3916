import TestSupport
import Testing

/// What a cause costs by the runs of the logs themselves: sessions with it against sessions without.
struct ObservedCostTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A start of ComfyUI with as many runs as rates.
  private struct Session {
    var torch = "2.3.1+cu121"
    var hasWarning = false
    var rates: [Double]

    var text: String {
      let warning =
        #"D:\ComfyUI\attention.py:407: UserWarning: 1Torch was not compiled with flash attention."#
        + #" (Triggered internally at ..\aten\src\ATen\native\transformers\cuda\sdp_utils.cpp:455.)"#
      let start = [
        "Total VRAM 24564 MB, total RAM 65349 MB", "pytorch version: \(torch)",
        "Device: cuda:0 NVIDIA GeForce RTX 4090 : native", "Using pytorch attention",
      ]
      let runs = rates.flatMap { rate in
        ["got prompt", "100%|##########| 20/20 [00:04<00:00,  \(rate)it/s]"]
      }
      return (start + (hasWarning ? [warning] : []) + runs).joined(separator: "\n") + "\n"
    }
  }

  /// What is reported of sessions, each a log of its own.
  private func costs(_ sessions: [Session]) throws -> [JSONValue] {
    for (number, session) in sessions.enumerated() {
      try folder.write(session.text, to: "logs/\(number).log")
    }
    let outcome = try SDLogProgram.run(
      ["scan", "--format", "json", "--fail-on", "never", "logs"], in: folder.url)
    #expect(outcome.errorText == "")
    let report = try JSONValue(parsing: outcome.output)
    #expect(try JSONSchema.named("report.schema.json").faults(in: report) == [])
    return report["costs"]?.elements ?? []
  }

  /// Runs that warm up, and then differ by some hundredths.
  private func rates(_ level: Double, _ count: Int) -> [Double] {
    (0..<count).map { run in
      let share = run == 0 ? 0.8 : 1 + 0.004 * Double(run % 3 - 1)
      return (level * share * 100).rounded() / 100
    }
  }

  private struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var with: Double
    var without: Double
    var runs: Int
    /// What comes of it; nil where nothing is reported.
    var verdict: String?
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(name: "slower", with: 4, without: 6, runs: 9, verdict: "slower"),
    Case(name: "faster", with: 6, without: 5, runs: 9, verdict: "faster"),
    Case(name: "the same", with: 5.9, without: 5.91, runs: 9, verdict: "same"),
    Case(name: "too few for a test", with: 4, without: 6, runs: 3, verdict: "observed"),
    Case(name: "too few, and hardly different", with: 5.5, without: 6, runs: 3, verdict: nil),
    Case(name: "too few", with: 4, without: 6, runs: 2, verdict: nil),
  ])
  private func compares(_ example: Case) throws {
    let found = try costs([
      Session(hasWarning: true, rates: rates(example.with, example.runs)),
      Session(rates: rates(example.without, example.runs)),
    ])
    #expect(found.map { $0["verdict"]?.text } == [example.verdict].compactMap(\.self))
    guard let cost = found.first else { return }
    #expect(cost["cause"]?.text == "windows-wheel-without-flash")
    #expect(cost["runs_with"]?.number == Double(example.runs))
    #expect(cost["differences"] == .array([]))
    let change = try #require(cost["change"]?.number)
    #expect(abs(change - (example.with / example.without - 1)) < 0.01)
    if example.verdict == "observed" {
      #expect(cost["low"] == .null)
    } else {
      let low = try #require(cost["low"]?.number)
      let high = try #require(cost["high"]?.number)
      #expect(low < change && change < high)
      #expect((low < 0 && high > 0) == (example.verdict == "same"))
    }
  }

  @Test func namesWhatElseDiffers() throws {
    let found = try costs([
      Session(torch: "2.1.2+cu121", rates: rates(6, 6)),
      Session(torch: "2.1.2+cu121", rates: rates(6.02, 6)),
      Session(torch: "2.3.1+cu121", hasWarning: true, rates: rates(4, 7)),
    ])
    let cost = try #require(found.first)
    #expect(cost["sessions_with"]?.number == 1)
    #expect(cost["sessions_without"]?.number == 2)
    #expect(cost["differences"]?.elements?.count == 1)
    #expect(cost["differences"]?[0]?["fact"]?.text == "torch")
    #expect(cost["differences"]?[0]?["before"]?.text == "2.1.2+cu121")
    #expect(cost["differences"]?[0]?["after"]?.text == "2.3.1+cu121")
    for (language, line) in [
      ("en", "seen in your logs: 33 % slower with it"),
      ("zh", "从这些日志看，有它时慢了 33 %"),
    ] {
      let text = try SDLogProgram.run(["scan", "--lang", language, "logs"], in: folder.url)
      #expect(text.outputText.contains(line), "\(text.outputText)")
    }
  }

  @Test("long series are compared by sessions from all over them")
  func longSeries() throws {
    let sessions = (0..<60).map { number in
      // Sessions of one rate all through would be taken for copies.
      let level = (number < 40 ? 4 : 6) + Double(number) / 100
      return Session(hasWarning: number < 40, rates: rates(level, 6))
    }
    let cost = try #require(try costs(sessions).first)
    #expect(cost["sessions_with"]?.number == 20)
    #expect(cost["runs_with"]?.number == 120)
    #expect(cost["runs_without"]?.number == 120)
    #expect(cost["verdict"]?.text == "slower")
  }

  @Test("a cause that is found by the speed would only prove itself")
  func circularCause() throws {
    let found = try costs([
      Session(torch: "1.13.1+cu117", rates: rates(9, 9)),
      Session(torch: "1.13.1+cu117", rates: rates(30, 9)),
    ])
    #expect(found == [])
  }

  @Test("neither order nor parts change anything")
  func law() throws {
    let inputs = [
      Session(hasWarning: true, rates: rates(4, 7)), Session(rates: rates(6, 6)),
      Session(torch: "2.5.1+cu124", rates: rates(6.1, 8)),
    ].enumerated().map { number, session in
      LibraryReport.Input(path: "\(number).log", chunks: [Array(session.text.utf8)[...]])
    }
    let whole = try LibraryReport.json(inputs)
    #expect(whole.contains(#""costs""#))
    #expect(try LibraryReport.json(inputs.reversed()) == whole)
    let partials = try inputs.reversed().map { try LibraryReport.partial([$0]) }
    #expect(try LibraryReport.json(merging: partials + partials) == whole)
  }
}
