import ArgumentParser
import Threading

/// The option for how many threads read.
struct JobsOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .said(
      "Read with so many threads (default: as many as there are processors).",
      "读取时使用的线程数（默认与处理器数相同）。"))
  var jobs: Int?

  /// How many threads read at most.
  var count: Int { jobs ?? Workers.processorCount }

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError(
        .said("--jobs has to be a number from 1 to 1024", "--jobs 须为 1 到 1024 之间的数"))
    }
  }
}
