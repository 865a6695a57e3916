import LogTokenizer
import PatternCatalogue
import Testing

@testable import SessionAnalysis

/// Collects what an analyser finishes.
struct CollectedSessions: SessionSink {
  var runs: [Run] = []
  var sessions: [Session] = []

  mutating func add(_ run: Run) { runs.append(run) }
  mutating func add(_ session: Session) { sessions.append(session) }
}

/// The built-in catalogue, prepared once: compiling a thousand patterns takes a while.
private let builtinRules = (try? CatalogueLoader.load(builtin: true, directories: [])).map {
  AnalysisRules($0)
}

/// Analyses a log with the built-in catalogue.
func analysed(_ log: String) throws -> CollectedSessions {
  let rules = try #require(builtinRules)
  var sink = CollectedSessions()
  var analyzer = LogAnalyzer(path: "test.log", rules: rules)
  Array(log.utf8).withUnsafeBytes { analyzer.feed($0, to: &sink) }
  _ = analyzer.finish(to: &sink)
  return sink
}

/// A log and the runs that it holds: completed, total, whether they ended, whether they count.
struct BarCase: CustomTestStringConvertible, Sendable {
  var name: String
  var log: String
  var runs: [String]

  var testDescription: String { name }
}

@Suite struct BarTrackerTests {
  static let cases: [BarCase] = [
    BarCase(
      name: "the doubled last frame is one run, and its mean is the rate",
      log:
        "\r  0%|          | 0/20 [00:00<?, ?it/s]\r 50%|#####     | 10/20 [00:02<00:02,  4.10it/s]"
        + "\r100%|##########| 20/20 [00:05<00:00,  4.20it/s]\r100%|##########| 20/20 [00:05<00:00,  3.90it/s]\n",
      runs: ["20/20 ended 3.9"]),
    BarCase(
      name: "a warning in the middle does not end a bar",
      log: "\r  0%|          | 0/4 [00:00<?, ?it/s]/a/b.py:1: UserWarning: x\n  f()\n"
        + "\r 50%|#####     | 2/4 [00:01<00:01,  2.00it/s]\r100%|##########| 4/4 [00:02<00:00,  2.00it/s]\n",
      runs: ["4/4 ended 2.0"]),
    BarCase(
      name: "a bar that stops early is a run that did not end",
      log: "\r 25%|##5       | 5/20 [00:05<00:15,  1.00it/s]\nTraceback\n"
        + "\r  0%|          | 0/20 [00:00<?, ?it/s]\r100%|##########| 20/20 [00:10<00:00,  2.00it/s]\n",
      runs: ["5/20 open 1.0", "20/20 ended 2.0"]),
    BarCase(
      name: "two images are two runs",
      log:
        "\r100%|##########| 20/20 [00:10<00:00,  2.00it/s]\n\r  0%|          | 0/20 [00:00<?, ?it/s]"
        + "\r100%|##########| 20/20 [00:05<00:00,  4.00it/s]\n",
      runs: ["20/20 ended 2.0", "20/20 ended 4.0"]),
    BarCase(
      name: "ranks that interleave keep apart",
      log:
        "\rworker 0:  50%|##5  | 1/2 [00:01<00:01,  1.00it/s]\n\rworker 1:  50%|##5  | 1/2 [00:02<00:02,  2.00s/it]\u{1B}[A"
        + "\rworker 0: 100%|#####| 2/2 [00:02<00:00,  1.00it/s]\n\rworker 1: 100%|#####| 2/2 [00:04<00:00,  2.00s/it]\n",
      runs: ["2/2 ended 1.0", "2/2 ended 0.5"]),
    BarCase(
      name: "numbers that change in a description do not begin another bar",
      log: "\rCapturing (bs=8 mem=5.1 GB):   0%|     | 0/3 [00:00<?, ?it/s]"
        + "\rCapturing (bs=4 mem=5.0 GB):  33%|#    | 1/3 [00:01<00:02,  1.00it/s]"
        + "\rCapturing (bs=1 mem=4.9 GB): 100%|#####| 3/3 [00:03<00:00,  1.00it/s]\n",
      runs: ["3/3 ended 1.0"]),
    BarCase(
      name: "an epoch's bar under another number is another bar",
      log: "\rEpoch 1: 100%|#####| 3/3 [00:03<00:00,  1.00it/s]\n"
        + "\rEpoch 2:   0%|     | 0/3 [00:00<?, ?it/s]\rEpoch 2:  67%|###  | 2/3 [00:01<00:00,  2.00it/s]\n",
      runs: ["3/3 ended 1.0", "2/3 open 2.0"]),
    BarCase(
      name: "last frames alone, with lines between them, are as many images",
      log:
        "\r100%|#####| 20/20 [00:10<00:00,  2.00it/s]\rsaved it\nnext one\n"
        + "\r100%|#####| 20/20 [00:10<00:00,  2.00it/s]\n",
      runs: ["20/20 ended 2.0", "20/20 ended 2.0"]),
    BarCase(
      name: "a console copied from a terminal has each bar's last frame in its own line",
      log: "100%|#####| 20/20 [00:02<00:00,  7.02it/s]\n"
        + "100%|#####| 20/20 [00:02<00:00,  7.22it/s]\n"
        + "100%|#####| 20/20 [00:05<00:00,  3.52it/s]\n",
      runs: ["20/20 ended 7.02", "20/20 ended 7.22", "20/20 ended 3.52"]),
    BarCase(
      name: "unless the second one closes the first, with the mean of the same time",
      log: "100%|#####| 8/8 [06:56<00:00, 57.86s/it]\n100%|#####| 8/8 [06:56<00:00, 52.04s/it]\n"
        + "100%|#####| 8/8 [06:56<00:00, 52.05s/it]\n",
      runs: ["8/8 ended 0.01921598770176787", "8/8 ended 0.01921229586935639"]),
    BarCase(
      name: "so do two bars that take turns",
      log: "100%|#####| 20/20 [00:02<00:00,  7.02it/s]\n"
        + "All: 100%|#####| 20/20 [00:03<00:00,  6.70it/s]\n"
        + "100%|#####| 20/20 [00:05<00:00,  3.52it/s]\n"
        + "All: 100%|#####| 20/20 [00:06<00:00,  3.41it/s]\n",
      runs: ["20/20 ended 7.02", "20/20 ended 6.7", "20/20 ended 3.52", "20/20 ended 3.41"]),
    BarCase(
      name: "frames that became lines end with a doubled one all the same",
      log: "  0%|     | 0/20 [00:00<?, ?it/s]\n 50%|##5  | 10/20 [00:02<00:02,  4.10it/s]\n"
        + "100%|#####| 20/20 [00:05<00:00,  4.20it/s]\n"
        + "100%|#####| 20/20 [00:05<00:00,  3.90it/s]\n",
      runs: ["20/20 ended 3.9"]),
    BarCase(
      name: "a bar whose start is moved behind its first step goes on",
      log: "\r  0%|     | 0/20 [00:00<?, ?it/s,   Model Initializing ...  ]"
        + "\r  0%|     | 0/20 [00:08<?, ?it/s,  Model Initialization complete!  ]"
        + "\r  5%|     | 1/20 [00:08<02:47,  8.80s/it,  Model Initialization complete!  ]"
        + "\r  5%|     | 1/20 [00:00<02:47,  8.80s/it]\r 10%|5    | 2/20 [00:00<00:04,  4.20it/s]"
        + "\r100%|#####| 20/20 [00:04<00:00,  4.21it/s]\n",
      runs: ["20/20 ended 4.21"]),
    BarCase(
      name: "a new bar of the same steps is none whose start was moved",
      log: "\r  5%|     | 1/20 [00:08<02:47,  8.80s/it]\r  5%|     | 1/20 [00:00<00:04,  4.20it/s]"
        + "\r100%|#####| 20/20 [00:04<00:00,  4.21it/s]\n",
      runs: ["1/20 open 0.11363636363636363", "20/20 ended 4.21"]),
    BarCase(
      name: "two full frames at one time are one bar, wherever they stand",
      log: "2026-05-17T20:12:03.858168 - \n"
        + "100%|#####| 20/20 [00:48<00:00,  2.00s/it]2026-05-17T20:12:03.858168 - \n"
        + "100%|#####| 20/20 [00:48<00:00,  2.50s/it]2026-05-17T20:12:03.858199 - \n",
      runs: ["20/20 ended 0.4"]),
    BarCase(
      name: "two full frames with the time of a bar between them are two",
      log: "2026-05-17T20:12:03.858168 - \n"
        + "100%|#####| 20/20 [00:48<00:00,  2.00s/it]2026-05-17T20:12:03.858168 - \n"
        + "100%|#####| 20/20 [00:48<00:00,  2.50s/it]2026-05-17T20:12:51.958199 - \n",
      runs: ["20/20 ended 0.5", "20/20 ended 0.4"]),
    BarCase(
      name: "full frames of clocks beyond all bounds",
      log:
        "[2025-10-09 10:09:40.001] [info]  100%|#####| 2/2 [9999999999:00:00<00:00,  1.00it/s]\n"
        + "[2025-10-09 10:09:40.001] [info]  100%|#####| 2/2 [9999999999:00:00<00:00,  1.00it/s]\n",
      runs: ["2/2 ended 1.0"]),
    BarCase(
      name: "a clock that was set back parts two full frames",
      log: "[2025-10-09 10:09:40.001] [info]  100%|#####| 20/20 [00:48<00:00,  2.00s/it]\n"
        + "[2025-10-09 10:01:40.001] [info]  100%|#####| 20/20 [00:48<00:00,  2.50s/it]\n",
      runs: ["20/20 ended 0.5", "20/20 ended 0.4"]),
    BarCase(
      name: "a first step that was faster than the others is work",
      log: "\r  0%|     | 0/4 [00:00<?, ?it/s]\r 25%|#    | 1/4 [00:01<00:03,  1.00s/it]"
        + "\r100%|#####| 4/4 [00:40<00:00, 10.00s/it]\n",
      runs: ["4/4 ended 0.1"]),
    BarCase(
      name: "so are steps that became faster on the way",
      log: "\r  0%|     | 0/20 [00:00<?, ?it/s]\r 10%|#    | 2/20 [00:04<00:36,  2.00s/it]"
        + "\r 50%|##5  | 10/20 [00:24<00:10,  1.10it/s]\r 60%|###  | 12/20 [00:25<00:08,  1.10it/s]\n",
      runs: ["12/20 open 1.1"]),
    BarCase(
      name: "the steps before a checkpoint are no work of this run",
      log: "\r  0%|     | 0/2000 [00:00<?, ?it/s]\r 60%|###  | 1201/2000 [00:00<00:00, 2315.37it/s]"
        + "\r 72%|###5 | 1433/2000 [02:00<01:03,  8.88it/s]"
        + "\r100%|#####| 2000/2000 [06:40<00:00,  5.00it/s]\n",
      runs: ["2000/2000 ended 1.9975124844530279"]),
    BarCase(
      name: "a full bar goes on behind a smaller one that ran inside of it",
      log: "\r 50%|##5  | 4/8 [00:04<00:04,  1.00it/s]\r100%|#####| 8/8 [00:08<00:00,  1.00it/s]\n"
        + "\r  0%|     | 0/2 [00:00<?, ?it/s]\u{1B}[A\n\r100%|#####| 2/2 [00:01<00:00,  2.00it/s]\u{1B}[A\n"
        + "\r100%|#####| 8/8 [00:10<00:00,  0.80it/s]\n",
      runs: ["8/8 ended 0.8", "2/2 ended 2.0"]),
  ]

  @Test(arguments: cases) func tellsBarsApart(_ example: BarCase) throws {
    let runs = try analysed(example.log).runs.map { run in
      "\(Int(run.completed ?? -1))/\(Int(run.total ?? -1)) \(run.isFinished ? "ended" : "open") \(run.ratePerSecond ?? -1)"
    }
    #expect(runs == example.runs)
  }

  @Test(
    "numbers beyond all bounds are numbers",
    arguments: [
      "20/20 [00:01<00:00, 999999999999999999it/s]", "20/20 [00:01<00:00, 100000000000000000s/it]",
      "20/20 [00:01<00:00, 999Yit/s]", "2/10 [99999999999999:00:00<00:08, 1.00it/s]",
      "2/10 [9999999999:00:00<00:08, 1.00it/s]", "abc [00:01, 1.2ks/]",
    ])
  func takesAnyNumber(_ tail: String) throws {
    let log = "Version: v1.6.0\n 20%|##        | \(tail)\r100%|##########| \(tail)\n"
    let sessions = try analysed(log).sessions
    #expect(sessions.count == 1)
    var writer = ByteWriter()
    sessions[0].encode(to: &writer)
    #expect(!writer.bytes.isEmpty)
  }

  @Test func aDescriptionThatChangesItsNumbersIsOneBar() throws {
    let frames = [("1", 3), ("2", 3), ("3", 3), ("4", 4), ("5", 4)].map {
      "\rTraining Epoch: 1/1, step \($0.0)/9 completed (loss: 0.\($0.0)):  50%|##  | \($0.1)/9 [00:0\($0.1)<00:04,  1.00s/it]"
    }
    #expect(try analysed(frames.joined() + "\n").runs.count == 1)
  }

  @Test func aBarFasterThanAnyTrainingIsNone() throws {
    let log =
      "Loading checkpoint shards: 100%|##########| 2/2 [00:01<00:00,  1.50it/s]\n"
      + "Trainer is attempting to log a value\n{'loss': 1.2, 'learning_rate': 1e-05, 'epoch': 0.1}\n"
      + "\rsteps: 100%|##########| 7/7 [00:00<00:00, 1809.00it/s]\n"
    #expect(try analysed(log).runs.last?.isCounted == false)
  }

  @Test func doesNotCountABarOfBarsThatNobodyKnows() throws {
    let log =
      "\r  0%|     | 0/2 [00:00<?, ?it/s]\n\rworker 0:   0%|     | 0/9 [00:00<?, ?it/s]"
      + "\rworker 0: 100%|#####| 9/9 [00:03<00:00,  3.00it/s]\n\r100%|#####| 2/2 [00:06<00:00,  3.00s/it]\n"
    #expect(try analysed(log).runs.map(\.isCounted) == [false, false])
  }

  @Test func aLaunchersRankSaysNothingOfABar() throws {
    let log =
      "[default0]:steps:  50%|##5  | 500/1000 [04:10<04:10,  2.00it/s]\n"
      + "[rank1]: steps:  50%|##5  | 500/1000 [04:10<04:10,  2.00it/s]\n"
    #expect(
      try analysed(log).runs.map { "\($0.kind) \($0.isCounted)" }
        == ["training true", "training true"])
  }

  @Test func trainersEvaluationDoesNotCount() throws {
    let log =
      "\r  0%|     | 0/80 [00:00<?, ?it/s]\n{'loss': '5.1', 'grad_norm': '1.1', 'learning_rate': '4e-05', 'epoch': '1'}\n"
      + "\r 50%|##5  | 40/80 [00:04<00:04, 10.00it/s]\n\r  0%|     | 0/5 [00:00<?, ?it/s]\u{1B}[A"
      + "\n\r100%|#####| 5/5 [00:01<00:00,  5.00it/s]\u{1B}[A\r100%|#####| 80/80 [00:09<00:00,  8.90it/s]\n"
    let runs = try analysed(log).runs
    #expect(
      Set(runs.map { "\($0.kind) \(Int($0.total ?? 0)) \($0.isCounted)" })
        == ["other 5 false", "training 80 true"])
  }

  @Test func doesNotCountAnOuterBar() throws {
    let inner = "\r  0%|     | 0/9 [00:00<?, ?it/s]\r100%|#####| 9/9 [00:03<00:00,  3.00it/s]\n"
    let log =
      "\r  0%|     | 0/2 [00:00<?, ?it/s]\n" + inner
      + "\r 50%|##5  | 1/2 [00:03<00:03,  3.00s/it]\n" + inner
      + "\r100%|#####| 2/2 [00:06<00:00,  3.00s/it]\n"
    let runs = try analysed(log).runs
    #expect(runs.filter { $0.total == 2 }.allSatisfy { !$0.isCounted })
    #expect(runs.filter { $0.total == 9 && $0.isCounted }.count == 2)
  }
}

@Suite struct SessionTests {
  @Test func aMarkerAfterWorkOpensASession() throws {
    let start =
      "Total VRAM 8192 MB, total RAM 32768 MB\npytorch version: 2.5.1+cu124\nSet vram state to: NORMAL_VRAM\n"
    let job =
      "got prompt\n\r100%|#####| 20/20 [00:05<00:00,  4.00it/s]\nPrompt executed in 6.10 seconds\n"
    let found = try analysed(start + job + start + job)
    #expect(found.sessions.map(\.firstLine) == [1, 7])
    #expect(found.sessions.map(\.frontEnd) == ["comfyui", "comfyui"])
    #expect(found.sessions.first?.values(of: "torch").map(\.value) == ["2.5.1+cu124"])
    #expect(found.sessions.first?.values(of: "cuda").map(\.origin) == [.derived])
  }

  @Test func aStoppedBarBelongsToThePromptThatItStoodIn() throws {
    let job =
      "got prompt\n\r  0%|     | 0/20 [00:00<?, ?it/s]\r 35%|##   | 7/20 [00:02<00:03,  4.00it/s]\n"
    let next =
      "got prompt\n\r  0%|     | 0/20 [00:00<?, ?it/s]\r100%|#####| 20/20 [00:05<00:00,  4.00it/s]\n"
    let found = try analysed(
      job + "Prompt executed in 3.10 seconds\n" + next + "Prompt executed in 6.10 seconds\n")
    let prompts = found.runs.filter { $0.description == "Prompt" || $0.kind == .other }
    let session = try #require(found.sessions.first)
    #expect(
      prompts.map { session.workloads[$0.workload].parts.first { $0.name == "steps" }?.value }
        == ["7", "20"])
  }

  @Test func anIntervalCountsWhereTheSameRanAllTheWhile() throws {
    func line(_ rate: String, _ running: Int) -> String {
      "INFO 03-04 11:10:00 [loggers.py:123] Engine 000: Avg prompt throughput: 9.0 tokens/s, "
        + "Avg generation throughput: \(rate) tokens/s, Running: \(running) reqs, Waiting: 0 reqs\n"
    }
    let found = try analysed(
      line("21.5", 1) + line("60.5", 1) + line("9.5", 0) + line("30.5", 1) + line("61.5", 1)
        + line("70.5", 2) + line("110.5", 2))
    #expect(
      found.runs.filter(\.isCounted).compactMap(\.ratePerSecond) == [60.5, 61.5, 110.5])
  }

  @Test func whatAUserTypedIsNoMessage() throws {
    let found = try analysed(
      "Prompt: a robot, Torch was not compiled with flash attention, CUDA out of memory\n")
    #expect(found.sessions.first?.findings.filter { $0.severity > .note } == [])
  }

  @Test("what a message left of a bar does not count")
  func leavesRemnantsOut() throws {
    let log =
      "100%|\u{2588}\u{2588}\u{2588}| 20/20 [02:34<00:00,  7.72s/it]\n"
      + "*** Error completing request\u{2588}\u{2588}\u{2588}| 20/20 [02:18<00:00,  7.24s/it]\n"
    #expect(try analysed(log).runs.map(\.isCounted) == [true, false])
  }

  @Test("a counted run keeps the rates on its way, at most sixteen, without the mean at its end")
  func keepsTheShapeOfARun() throws {
    func log(steps: Int) -> String {
      (0...steps).map { step in
        "\r\(100 * step / steps)%|#####| \(step)/\(steps) [00:\(10 + step / 20)<00:01,  \(step % 7 + 1).50it/s]"
      }.joined() + "\n"
    }
    let short = try #require(try analysed(log(steps: 10)).runs.first)
    #expect(short.shape.map(\.completed) == [1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(short.shape.map(\.ratePerSecond) == [2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 1.5, 2.5, 3.5])
    let long = try #require(try analysed(log(steps: 640)).runs.first)
    #expect(long.shape.map(\.completed) == (0..<16).map { Double(1 + 40 * $0) })
    // Fewer steps make no shape.
    #expect(try analysed(log(steps: 4)).runs.first?.shape == [])
  }

  @Test func archivesKeepSessionsAndRuns() throws {
    let found = try analysed(
      "pytorch version: 2.5.1+cu124\n\r  0%|     | 0/20 [00:00<?, ?it/s]\r 50%|##5  | 10/20 [00:02<00:03,  3.00it/s]\r100%|#####| 20/20 [00:05<00:00,  4.00it/s]\n/a.py:1: UserWarning: 1Torch was not compiled with flash attention. (Triggered internally at ..\\aten\\sdp_utils.cpp:455.)\n"
    )
    #expect(found.runs.first?.shape.count == 1)
    var writer = SessionArchiveWriter()
    for run in found.runs { writer.add(run) }
    for session in found.sessions { writer.add(session) }
    var rest = writer.pendingBytes[...]
    var entries: [SessionArchiveEntry] = []
    while let (entry, count) = try SessionArchiveEntry.read(rest) {
      entries.append(entry)
      rest = rest.dropFirst(count)
    }
    #expect(rest.isEmpty)
    // The number of its bar tells a run apart only while the log is read.
    let runs = found.runs.map { run in
      var run = run
      run.bar = nil
      run.firstStepSeconds = nil
      return run
    }
    #expect(entries == runs.map { .run($0) } + found.sessions.map { .session($0) })
    // A part of an entry is no entry, and garbage is refused.
    #expect(try SessionArchiveEntry.read(writer.pendingBytes.dropLast(1).prefix(20)) == nil)
    #expect(throws: CorruptDataError.self) { try SessionArchiveEntry.read([3, 9, 9, 9][...]) }
  }

  /// Logs with trainings, and which of them count.
  static let trainings: [(log: String, counted: [Bool])] = {
    func bar(_ steps: Int, _ clock: String, _ rate: String) -> String {
      "steps: 100%|#####| \(steps)/\(steps) [\(clock)<00:00,  \(rate)]\n"
    }
    let saving = (1...12).map { "Configuration saved in out/part-\($0)\n" }.joined()
    let first = bar(3000, "58:30", "1.17s/it")
    let short = bar(200, "01:00", "3.33it/s") + "model saved.\n" + bar(200, "01:01", "3.28it/s")
    let long = bar(2000, "10:00", "3.33it/s")
    let next = "model saved.\nrunning training / 学習開始\n" + bar(2000, "10:10", "3.28it/s")
    return [
      // Saving prints a dozen lines, and the clock goes on.
      (first + saving + bar(3000, "59:47", "1.20s/it"), [true, false]),
      // Short trainings of equal length, each a little slower.
      (short + "model saved.\n" + bar(200, "01:02", "3.23it/s"), [true, true, true]),
      // The next training behind its start.
      (long + next, [true, true]),
    ]
  }()

  @Test("a training's bar that is drawn again when it is closed counts once", arguments: trainings)
  func redrawnTraining(log: String, counted: [Bool]) throws {
    let runs = try analysed("steps: 0%| | 0/9 [00:00<?, ?it/s]\n" + log).runs
    #expect(runs.filter(\.isFinished).map(\.isCounted) == counted)
  }
}
