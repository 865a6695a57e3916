import SessionAnalysis
import Testing

/// Runs of which little more than the first step is known, and whether steps are called slow.
@Suite struct FirstStepTests {
  /// A log of bars, one a line.
  struct Example: CustomTestStringConvertible, Sendable {
    var name: String
    /// The frames of each bar behind its first one.
    var bars: [[String]]
    /// What the finding says, if there is one.
    var slowest: String?

    var testDescription: String { name }

    var log: String {
      bars.map { frames in
        "\r  0%|          | 0/20 [00:00<?, ?it/s]\r" + frames.joined(separator: "\r") + "\n"
      }.joined(separator: "Prompt executed in 9.00 seconds\n")
    }
  }

  private static let fast = [
    " 50%|#####     | 10/20 [00:02<00:02,  4.10it/s]",
    "100%|##########| 20/20 [00:05<00:00,  4.00it/s]",
  ]

  static let examples: [Example] = [
    Example(
      name: "a first step that a program was stopped in, with normal runs behind it",
      bars: [["  5%|5         | 1/20 [00:09<02:58,  9.40s/it]"], fast]),
    Example(
      name: "a log that ends in the first step of a later run",
      bars: [fast, ["  5%|5         | 1/20 [00:12<03:57, 12.50s/it]"]]),
    Example(
      name: "compiling in the first step makes most of the mean",
      bars: [
        [
          " 25%|##5       | 1/4 [01:34<04:42, 94.10s/it]",
          "100%|##########| 4/4 [01:35<00:00, 23.84s/it]",
        ], fast,
      ]),
    Example(
      name: "a first step alone is taken for four steps at most",
      bars: [["  5%|5         | 1/20 [00:12<03:57, 12.50s/it]"]]),
    Example(
      name: "a first step alone that takes far too long even so",
      bars: [["  5%|5         | 1/20 [00:40<12:40, 40.00s/it]"]], slowest: "1/20 40.00s/it"),
    Example(
      name: "the last frame alone, as copied from a terminal",
      bars: [["100%|##########| 20/20 [04:00<00:00, 12.00s/it]"]], slowest: "20/20 12.00s/it"),
    Example(
      name: "a first step that is slower than finished runs",
      bars: [
        ["  5%|5         | 1/20 [00:40<12:40, 40.00s/it]"],
        ["100%|##########| 20/20 [02:10<00:00,  6.50s/it]"],
      ], slowest: "20/20 6.50s/it"),
    Example(
      name: "three slow steps",
      bars: [
        [
          "  5%|5         | 1/20 [00:12<03:48, 12.00s/it]",
          " 15%|#5        | 3/20 [00:36<03:24, 12.00s/it]",
        ], fast,
      ], slowest: "3/20 12.00s/it"),
    Example(
      name: "a second picture of two steps has nothing to load",
      bars: [
        [
          " 50%|#####     | 1/2 [00:12<00:12, 12.00s/it]",
          "100%|##########| 2/2 [00:13<00:00,  6.50s/it]",
        ],
        [
          " 50%|#####     | 1/2 [00:12<00:12, 12.00s/it]",
          "100%|##########| 2/2 [00:24<00:00, 12.00s/it]",
        ],
      ], slowest: "2/2 12.00s/it"),
  ]

  @Test(arguments: examples)
  func callsStepsSlow(_ example: Example) throws {
    let findings = try analysed(example.log).sessions.flatMap(\.findings)
    #expect(findings.first { $0.pattern == "throughput.very-slow" }?.message == example.slowest)
  }
}
