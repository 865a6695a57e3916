import BenchmarkStages
import CorpusGenerator
import EventMatcher
import Foundation
import PatternCatalogue
import SessionAnalysis
import TestSupport
import Testing

@Suite struct StageRunnerTests {
  /// Runs all stages on a corpus.
  private func outcomes(_ corpus: Corpus) throws -> [Stage: StageOutcome] {
    let folder = try TemporaryFolder()
    let path = folder.file("corpus.log").path
    try folder.write(corpus.bytes, to: "corpus.log")
    let catalogue = try CatalogueLoader.load(builtin: true, directories: [])
    let runner = try StageRunner(
      path: path, limit: .max, rules: AnalysisRules(catalogue),
      patterns: .benchmark(nil, of: catalogue))
    var outcomes: [Stage: StageOutcome] = [:]
    for stage in Stage.allCases { outcomes[stage] = try runner.run(stage) }
    return outcomes
  }

  @Test(arguments: CorpusMix.allCases) func agreeWithTheAnalyser(_ mix: CorpusMix) throws {
    let corpus = Corpus(CorpusOptions(mix: mix, bytes: 1 << 20, seed: 5))
    let outcomes = try outcomes(corpus)
    let sink = KeepingSink(corpus, try builtinRules())
    let size = corpus.bytes.count
    #expect(outcomes[.read] == StageOutcome(bytes: size))
    #expect(
      outcomes[.split]
        == StageOutcome(bytes: size, count: corpus.truth.lines + corpus.truth.carriageReturns))
    #expect(outcomes[.meter] == StageOutcome(bytes: size, count: corpus.truth.frames))
    let records = try #require(outcomes[.tokenize]).count
    #expect(
      outcomes[.session]
        == StageOutcome(
          bytes: size, count: records, sessions: sink.sessions.count, runs: sink.runs.count))
    #expect(outcomes[.whole] == outcomes[.session])
    let candidates = try #require(outcomes[.filter])
    let matches = try #require(outcomes[.match])
    #expect(candidates.bytes == matches.bytes)
    #expect(matches.count > sink.sessions.count)
  }

  @Test func readsTheHeadOfALog() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(repeating: 0x61, count: 300_000), to: "a.log")
    let catalogue = try CatalogueLoader.load(builtin: true, directories: [])
    let runner = try StageRunner(
      path: folder.file("a.log").path, limit: 1_000, rules: AnalysisRules(catalogue),
      patterns: .benchmark(2_000, of: catalogue))
    for stage in Stage.allCases { #expect(try runner.run(stage).bytes == 1_000) }
  }

  @Test(arguments: [0, 1, 3_000]) func makesSoManyPatterns(_ count: Int) throws {
    let catalogue = try CatalogueLoader.load(builtin: true, directories: [])
    let set = PatternSet.benchmark(count, of: catalogue)
    #expect(set.specs.count == count)
    #expect(Set(set.specs.map(\.pattern.source)).count == count)
  }

  @Test func saysThatAFileCannotBeRead() throws {
    let catalogue = try CatalogueLoader.load(builtin: true, directories: [])
    #expect(throws: StageError.self) {
      _ = try StageRunner(
        path: "/nonexistent", limit: 1, rules: AnalysisRules(catalogue),
        patterns: .benchmark(0, of: catalogue))
    }
  }
}
