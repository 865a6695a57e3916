import BenchmarkStages
import CBenchmark

/// What a stage took.
struct StageResult {
  /// The stage.
  var stage: Stage
  /// What it found, the same in each round.
  var outcome: StageOutcome
  /// The seconds of processor time of each round, and those on the clock.
  var processorSeconds: [Double] = []
  var seconds: [Double] = []
  /// The instructions of each round; empty where they cannot be counted.
  var instructions: [Double] = []
}

/// Measures stages.
struct StageTimer {
  private let counter = sdlog_benchmark_open_counter()

  /// Whether the machine counts instructions for this process.
  var countsInstructions: Bool { counter >= 0 }

  /// Runs a stage once for its results, and then as often as it is to be measured.
  ///
  /// - Throws: `StageError` if the log cannot be read any more.
  func measure(
    _ stage: Stage, _ runner: borrowing StageRunner, rounds: Int
  ) throws -> StageResult {
    var result = StageResult(stage: stage, outcome: try runner.run(stage))
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      let instructions = read()
      let begin = clock.now
      let start = sdlog_benchmark_thread_time()
      let outcome = try runner.run(stage)
      // The time is read behind a call that depends on the results.
      _ = sdlog_benchmark_opaque(UInt64(truncatingIfNeeded: outcome.count &+ outcome.bytes))
      let end = sdlog_benchmark_thread_time()
      result.seconds.append((clock.now - begin) / .seconds(1))
      result.processorSeconds.append(Double(end - start) / 1e9)
      if countsInstructions { result.instructions.append(Double(read() - instructions)) }
    }
    return result
  }

  private func read() -> UInt64 {
    countsInstructions ? sdlog_benchmark_read_counter(counter) : 0
  }
}
