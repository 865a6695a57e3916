internal import CByteScan
package import EventMatcher
internal import LogInput
internal import LogTokenizer
package import SessionAnalysis

/// Runs the stages over the head of one log.
///
/// What a stage needs is made ready beforehand, so that a run does the stage and nothing else.
package struct StageRunner: ~Copyable {
  /// The path of the log.
  package let path: String
  /// The head of the log.
  package let log: [UInt8]

  private let rules: AnalysisRules
  private let patterns: PatternSet
  private let texts: TextList

  /// The bytes that are handed over at once, as many as sdlog reads at once.
  private static let chunkSize = 256 << 10

  /// Reads the head of a log into memory.
  ///
  /// - Parameters:
  ///   - path: The log, plain.
  ///   - limit: The most bytes of it that stages work on.
  ///   - rules: What programs print, for `session` and `whole`.
  ///   - patterns: The patterns of `filter` and `match`.
  /// - Throws: `StageError` if the file cannot be read.
  package init(
    path: String, limit: Int, rules: AnalysisRules, patterns: PatternSet
  ) throws(StageError) {
    self.path = path
    self.rules = rules
    self.patterns = patterns
    var log: [UInt8] = []
    try Self.read(path, limit: limit) { log.append(contentsOf: $0) }
    self.log = log
    texts = TextList(of: log)
  }
}

extension StageRunner {
  /// Runs a stage once.
  ///
  /// - Throws: `StageError` if the file cannot be read any more.
  package func run(_ stage: Stage) throws(StageError) -> StageOutcome {
    switch stage {
    case .read: try read()
    case .split: split()
    case .meter: readMeters()
    case .tokenize: tokenize()
    case .filter: match(filterOnly: true)
    case .match: match(filterOnly: false)
    case .session: analyze()
    case .whole: try analyzeFile()
    }
  }
}

// MARK: - Reading

extension StageRunner {
  private static func read(
    _ path: String, limit: Int, _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(StageError) {
    var reader = InputReader(InputItem(path: path, isNamed: true))
    var failure: InputError?
    guard reader.nextStream({ failure = $0 }) != nil, failure == nil else {
      throw StageError(path: path)
    }
    var left = limit
    var goesOn = true
    while left > 0, goesOn {
      goesOn = reader.next { chunk in
        let part = UnsafeRawBufferPointer(rebasing: chunk.prefix(left))
        left -= part.count
        body(part)
      }
    }
    guard reader.failures.isEmpty else { throw StageError(path: path) }
  }

  private func read() throws(StageError) -> StageOutcome {
    var outcome = StageOutcome()
    try Self.read(path, limit: log.count) { outcome.bytes += $0.count }
    return outcome
  }

  /// Hands the log over in chunks.
  private func forEachChunk(_ body: (UnsafeRawBufferPointer) -> Void) {
    log.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let end = min(start + Self.chunkSize, bytes.count)
        body(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        start = end
      }
    }
  }
}

// MARK: - The tokenizer's parts

extension StageRunner {
  private func split() -> StageOutcome {
    var outcome = StageOutcome(bytes: log.count)
    forEachFrame { _ in outcome.count += 1 }
    return outcome
  }

  private func readMeters() -> StageOutcome {
    var outcome = StageOutcome(bytes: log.count)
    forEachFrame { if MeterParser.parse($0) != nil { outcome.count += 1 } }
    return outcome
  }

  private func tokenize() -> StageOutcome {
    var outcome = StageOutcome(bytes: log.count)
    var tokenizer = LogTokenizer()
    forEachChunk { chunk in
      tokenizer.feed(chunk) { outcome.count += $0.records.count }
    }
    tokenizer.finish { outcome.count += $0.records.count }
    return outcome
  }

  /// Hands over what stands between two separators, each up to its first other control character.
  ///
  /// The log is taken as one chunk, which spares this loop what the tokenizer keeps between two.
  @inline(__always)
  private func forEachFrame(_ body: (UnsafeRawBufferPointer) -> Void) {
    log.withUnsafeBytes { all in
      guard let base = all.baseAddress else { return }
      let bytes = base.assumingMemoryBound(to: UInt8.self)
      var start = 0
      var at = 0
      var end = -1
      while true {
        at = sdlog_first_control(bytes, at, all.count)
        if at == all.count {
          if start < at { body(UnsafeRawBufferPointer(rebasing: all[start..<at])) }
          return
        }
        if bytes[at] == 0x0A || bytes[at] == 0x0D {
          body(UnsafeRawBufferPointer(start: base + start, count: (end < 0 ? at : end) - start))
          start = at + 1
          end = -1
        } else if end < 0 {
          end = at
        }
        at += 1
      }
    }
  }
}

// MARK: - Matching

extension StageRunner {
  private func match(filterOnly: Bool) -> StageOutcome {
    var outcome = StageOutcome(bytes: texts.byteCount)
    var matcher = EventMatcher(patterns)
    texts.visit { text in
      if filterOnly {
        outcome.count += matcher.candidateCount(in: text)
      } else if matcher.match(text) {
        outcome.count += matcher.matches.count
      }
    }
    return outcome
  }
}

// MARK: - Analysis

extension StageRunner {
  private func analyze() -> StageOutcome {
    var sink = CountingSink()
    var analyzer = LogAnalyzer(path: path, rules: rules)
    forEachChunk { analyzer.feed($0, to: &sink) }
    let summary = analyzer.finish(to: &sink)
    return sink.outcome(of: summary)
  }

  private func analyzeFile() throws(StageError) -> StageOutcome {
    var sink = CountingSink()
    var analyzer = LogAnalyzer(path: path, rules: rules)
    try Self.read(path, limit: log.count) { analyzer.feed($0, to: &sink) }
    let summary = analyzer.finish(to: &sink)
    return sink.outcome(of: summary)
  }
}

/// Counts what it is handed.
private struct CountingSink: SessionSink {
  private var sessions = 0
  private var runs = 0

  mutating func add(_ run: Run) { runs += 1 }
  mutating func add(_ session: Session) { sessions += 1 }

  func outcome(of summary: InputSummary) -> StageOutcome {
    StageOutcome(bytes: summary.bytes, count: summary.records, sessions: sessions, runs: runs)
  }
}

/// A log that cannot be read, or is none.
package struct StageError: Error, Sendable, Equatable {
  /// The path of the log.
  package let path: String
}
