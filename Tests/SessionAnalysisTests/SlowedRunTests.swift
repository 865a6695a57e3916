import Testing

@testable import SessionAnalysis

/// Runs whose steps became slower on their way, by the seconds of each step.
@Suite struct SlowedRunTests {
  private static func log(_ description: String, _ seconds: [Int]) -> String {
    func clock(_ seconds: Int) -> String {
      let (minutes, rest) = ((seconds / 60) % 60, seconds % 60)
      let hours = seconds < 3600 ? "" : "\(seconds / 3600):"
      return "\(hours)\(minutes < 10 ? "0" : "")\(minutes):\(rest < 10 ? "0" : "")\(rest)"
    }
    var log = "\r\(description)  0%|          | 0/\(seconds.count) [00:00<?, ?it/s]"
    var now = 0
    for (index, step) in seconds.enumerated() {
      now += step
      let done = index + 1
      log +=
        "\r\(description)\(100 * done / seconds.count)%|#         | \(done)/\(seconds.count)"
        + " [\(clock(now))<00:10,  2.00s/it]"
    }
    return log + "\n"
  }

  private static func steps(_ parts: (count: Int, seconds: Int)...) -> [Int] {
    parts.flatMap { Array(repeating: $0.seconds, count: $0.count) }
  }

  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var seconds: [Int]
    var text: String?
    var testDescription: String { name }
  }

  @Test(arguments: [
    Example(
      name: "half of the steps are five times as slow", seconds: steps((81, 2), (79, 10)),
      text: "2.00s/it → 10.00s/it (81/160)"),
    Example(
      name: "the steps grow slower", seconds: (0..<160).map { 1 + $0 / 20 },
      text: "1.73s/it → 5.52s/it (41/160)"),
    Example(
      name: "the last fifth is slower, and the first step loads",
      seconds: steps((1, 300), (130, 2), (29, 12)), text: "2.00s/it → 12.00s/it (131/160)"),
    Example(name: "one long pause", seconds: steps((80, 2), (1, 900), (79, 2)), text: nil),
    Example(
      name: "pauses in every third part", seconds: (0..<160).map { $0 % 30 == 29 ? 60 : 2 },
      text: nil),
    Example(name: "a slow first step", seconds: steps((1, 300), (159, 2)), text: nil),
    Example(name: "a little slower", seconds: steps((80, 6), (80, 10)), text: nil),
    Example(name: "faster", seconds: steps((80, 10), (80, 2)), text: nil),
    Example(name: "slower for a moment only", seconds: steps((30, 1), (10, 3)), text: nil),
    Example(name: "too few steps", seconds: [10, 10, 10, 10, 50, 50, 50], text: nil),
  ])
  func training(_ example: Example) throws {
    let log = Self.log("steps: ", example.seconds)
    let findings = try analysed(log).sessions.flatMap(\.findings)
    #expect(
      findings.first { $0.pattern == "throughput.slowed-down-training" }?.message == example.text)
  }

  @Test("a video's steps count as well, and of several runs the worst is told")
  func sampling() throws {
    let log =
      "got prompt\nmodel weight dtype torch.float16, manual cast: None\nmodel_type FLOW\n"
      + "Requested to load WAN21\n" + Self.log("", Self.steps((11, 20), (9, 50)))
      + Self.log("", Self.steps((11, 20), (9, 90))) + Self.log("", Self.steps((20, 20)))
    let findings = try analysed(log).sessions.flatMap(\.findings)
    let found = findings.filter { $0.pattern.hasPrefix("throughput.slowed-down") }
    #expect(found.map(\.message) == ["20.00s/it → 90.00s/it (11/20)"])
    #expect(found.map(\.pattern) == ["throughput.slowed-down"])
  }
}
