import CorpusGenerator
import LogTokenizer
import SessionAnalysis
import TestSupport
import Testing

@Suite struct CorpusGeneratorTests {
  /// A corpus that is made and read.
  struct Case: CustomTestStringConvertible, Sendable {
    var mix: CorpusMix
    var bytes = 2 << 20
    var sessions: Int?

    var options: CorpusOptions {
      CorpusOptions(mix: mix, bytes: bytes, seed: 7, sessions: sessions)
    }
    var testDescription: String { "\(mix) \(bytes) \(sessions.map(String.init) ?? "")" }
  }

  static let cases = [
    Case(mix: .real), Case(mix: .wide), Case(mix: .text), Case(mix: .real, sessions: 40),
    Case(mix: .text, sessions: 1), Case(mix: .wide, bytes: 1 << 20, sessions: 700),
  ]

  @Test(arguments: cases) func dependsOnItsOptionsAlone(_ test: Case) {
    let corpus = Corpus(test.options)
    let again = Corpus(test.options)
    #expect(corpus.bytes == again.bytes)
    #expect(corpus.truth == again.truth)
    var other = test.options
    other.seed = 8
    #expect(Corpus(other).bytes != corpus.bytes)
  }

  @Test(arguments: cases) func writesSoManyBytes(_ test: Case) {
    let corpus = Corpus(test.options)
    #expect(corpus.truth.bytes == corpus.bytes.count)
    #expect(corpus.truth.shares.map(\.bytes).reduce(0, +) == corpus.bytes.count)
    #expect(corpus.bytes.count >= test.bytes - (test.sessions ?? 0))
    #expect(corpus.bytes.last == 0x0A)
    if let sessions = test.sessions { #expect(corpus.truth.sessions == sessions) }
  }

  @Test(arguments: cases) func countsWhatTheTokenizerFinds(_ test: Case) {
    let corpus = Corpus(test.options)
    let truth = corpus.truth
    var tokenizer = LogTokenizer()
    var meters = 0
    var rates = 0
    var kinds: [Record.Kind: Int] = [:]
    let count = { (batch: borrowing RecordBatch) in
      for record in batch.records {
        kinds[record.kind, default: 0] += 1
        guard let meter = batch.meter(of: record) else { continue }
        meters += 1
        if meter.pointee.ratePerSecond != nil { rates += 1 }
      }
    }
    corpus.bytes.withUnsafeBytes { tokenizer.feed($0, count) }
    tokenizer.finish(count)
    #expect(tokenizer.lineFeeds == truth.lines)
    #expect(tokenizer.loneCarriageReturns == truth.carriageReturns)
    #expect(meters == truth.frames)
    #expect(rates == truth.rates)
    #expect(kinds[.warning] == truth.warnings)
    #expect(kinds[.traceback, default: 0] == truth.tracebacks)
  }

  @Test(arguments: cases) func countsWhatTheAnalyserFinds(_ test: Case) throws {
    let corpus = Corpus(test.options)
    let truth = corpus.truth
    let found = KeepingSink(corpus, try builtinRules())
    #expect(found.sessions.count == truth.sessions)
    let bars = found.runs.filter { $0.isFinished && ["it", "steps"].contains($0.unit) }
    #expect(bars.filter { $0.kind == .sampling || $0.kind == .training }.count == truth.bars)
    let counts = { (part: String) in
      found.sessions.flatMap(\.findings).filter { $0.pattern.contains(part) }.map(\.count)
        .reduce(0, +)
    }
    #expect(counts("flash-not-compiled") == truth.flashWarnings)
    #expect(counts("cuda.oom") == truth.outOfMemory)
  }

  @Test func mixesHaveTheirShareOfBars() {
    let share = { Corpus(CorpusOptions(mix: $0, bytes: 16 << 20)).truth.barShare }
    #expect((0.85...0.95).contains(share(.real)))
    #expect((0.85...0.97).contains(share(.wide)))
    #expect((0.12...0.18).contains(share(.text)))
  }

  @Test func writesTruthAsJSON() throws {
    let options = CorpusOptions(mix: .text, bytes: 100_000, seed: 3)
    let truth = Corpus(options).truth
    let json = try JSONValue(parsing: Array(truth.json(options).utf8))
    #expect(json["bytes"]?.number == Double(truth.bytes))
  }

  @Test(arguments: [
    ("64", 64), ("3k", 3 << 10), ("64M", 64 << 20), ("2G", 2 << 30), ("10737418240", 10 << 30),
  ])
  func readsNumbersOfBytes(_ text: String, _ bytes: Int) {
    #expect(ByteCount(text)?.value == bytes)
  }

  @Test(arguments: ["", "M", "-1", "1.5G", "1T", "99999999999999G"])
  func refusesWhatIsNoNumberOfBytes(_ text: String) {
    #expect(ByteCount(text) == nil)
  }
}
