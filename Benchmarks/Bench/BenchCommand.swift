import ArgumentParser
import BenchmarkStages
import CorpusGenerator
import EventMatcher
import PatternCatalogue
import SessionAnalysis

extension Stage: ExpressibleByArgument {}

/// The forms of the results.
enum ResultFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

/// `sdlog-bench`.
@main struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sdlog-bench",
    abstract: "Measure the stages of sdlog on the head of a log.",
    discussion: """
      Each stage runs once before it is measured. Times are those of the processor, of one \
      thread; MB are 1,000,000 bytes. `filter` and `match` work on the texts that sdlog matches, \
      all others on the log.
      """)

  @Argument(help: "Read this log, which is plain.")
  var log: String

  @Option(
    name: .customLong("stage"),
    help: "Measure this stage; may be given several times (default: all).")
  var stages: [Stage] = []

  @Option(help: "Measure each stage so many times.")
  var rounds = 7

  @Option(help: "Work on so many bytes of the log, such as 64M (default: 64M).")
  var bytes = ByteCount(value: 64 << 20)

  @Option(help: "Filter and match with so many patterns (default: the whole catalogue).")
  var patterns: Int?

  @Option(help: "Write the results in this form.")
  var format = ResultFormat.text

  func validate() throws {
    if bytes.value < 1 { throw ValidationError("'--bytes' is at least 1.") }
    if rounds < 1 { throw ValidationError("'--rounds' is at least 1.") }
    if let patterns, patterns < 0 { throw ValidationError("'--patterns' is not negative.") }
  }

  func run() throws {
    let catalogue = try CatalogueLoader.load(builtin: true, directories: [])
    let set = PatternSet.benchmark(patterns, of: catalogue)
    let runner: StageRunner
    do {
      runner = try StageRunner(
        path: log, limit: bytes.value, rules: AnalysisRules(catalogue), patterns: set)
    } catch {
      throw ValidationError("\(error.path) is no log that can be read.")
    }
    let timer = StageTimer()
    var results: [StageResult] = []
    for stage in stages.isEmpty ? Stage.allCases : stages {
      results.append(try timer.measure(stage, runner, rounds: rounds))
    }
    let table = ResultTable(
      results: results, patternCount: set.specs.count, countsInstructions: timer.countsInstructions)
    print(format == .json ? table.json : table.text)
  }
}

extension ByteCount: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
