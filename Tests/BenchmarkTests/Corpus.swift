import CorpusGenerator
import EventMatcher
import LogTokenizer
import PatternCatalogue
import SessionAnalysis
import Testing

/// A corpus in memory, and what its generator counted.
struct Corpus {
  let bytes: [UInt8]
  let truth: CorpusTruth

  init(_ options: CorpusOptions) {
    var generator = CorpusGenerator(options)
    var bytes: [UInt8] = []
    while let part = generator.next() { bytes.append(contentsOf: part) }
    self.bytes = bytes
    truth = generator.truth
  }
}

/// What the built-in catalogue knows.
func builtinRules() throws -> AnalysisRules {
  AnalysisRules(try CatalogueLoader.load(builtin: true, directories: []))
}

/// Keeps what an analyser finds.
struct KeepingSink: SessionSink {
  var sessions: [Session] = []
  var runs: [Run] = []

  mutating func add(_ run: Run) { runs.append(run) }
  mutating func add(_ session: Session) { sessions.append(session) }

  init(_ corpus: Corpus, _ rules: AnalysisRules) {
    var analyzer = LogAnalyzer(path: "corpus.log", rules: rules)
    var sink = self
    corpus.bytes.withUnsafeBytes { analyzer.feed($0, to: &sink) }
    _ = analyzer.finish(to: &sink)
    self = sink
  }
}
