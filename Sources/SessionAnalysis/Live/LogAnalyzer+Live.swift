internal import EventMatcher
internal import LogTokenizer

/// What a log would give if it went on otherwise than the lines that wait allow for.
package struct LogPreview: Sendable {
  /// What the look ahead makes known.
  package var revision: LiveRevision
  /// The open session.
  package var session: Session?
  /// The open bars.
  package var bars: [LiveBar]
}

extension LogAnalyzer {
  /// What there is to see so far.
  package var revision: LiveRevision { builder.revision }

  /// The open session as it would be if the log ended here; `nil` where nothing was read of one.
  ///
  /// - Complexity: O(facts and findings).
  package var openSession: Session? { builder.openSession }

  /// The open session with what its bytes are known by, where the analyser notes that.
  ///
  /// - Complexity: O(facts and findings).
  package var openSessionWithContent: Session? {
    guard var session = builder.openSession else { return nil }
    var digester = builder.content
    session.content = digester?.endSession(before: nil)
    session.content?.isHeadless = builder.isHeadless
    return session
  }

  /// The bars that may get further frames, the oldest first.
  package var openBars: [LiveBar] { builder.bars.live }

  /// The 1-based line of the last record.
  package var lastLine: Int { builder.state.lastLine }

  /// The 1-based line that the next byte belongs to.
  package var openLine: Int { tokenizer.openLine }

  /// Whether lines wait for others that may belong to the same record.
  package var holdsLines: Bool { tokenizer.holdsLines }

  /// Whether a line has begun that has not ended.
  package var holdsOpenLine: Bool { tokenizer.holdsOpenLine || decoder.isWaiting }

  /// Notes bytes of the input that were never seen.
  ///
  /// - Parameter loss: Their place in the file.
  package mutating func note(_ loss: InputSummary.Loss) {
    summary.losses.append(loss)
  }

  /// Looks at the lines that wait, as if nothing followed that belongs to them.
  ///
  /// What is seen is forgotten again: the lines are read anew when it is clear what they are.
  ///
  /// - Parameter includesOpenLine: Whether a line that has not ended is looked at too.
  /// - Returns: What would be known; `nil` if no pattern matches in those lines and no bar stands there.
  package mutating func preview(includesOpenLine: Bool) -> LogPreview? {
    var copy = AnalysisCopy(builder.copy())
    copy.builder.looksAhead = true
    var sink = NoSink()
    withPreviewMatcher { analyzer, matcher in
      copy.memo = analyzer.memo.copy(for: matcher, analyzer.rules)
      var tokenizer = analyzer.tokenizer.copy()
      copy.readAll(
        &tokenizer, includesOpenLine ? analyzer.decoder : nil, analyzer.rules, &matcher, &sink)
    }
    guard copy.isOfInterest else { return nil }
    return LogPreview(
      revision: copy.builder.revision, session: copy.builder.openSession,
      bars: copy.builder.bars.live)
  }

  /// Hands out the open session with its runs as if the input ended here; the input goes on unchanged.
  ///
  /// - Returns: What was read so far.
  package mutating func summarize(to sink: inout some SessionSink) -> InputSummary {
    var copy = AnalysisCopy(builder.copy())
    var summary = summary
    withPreviewMatcher { analyzer, matcher in
      copy.memo = analyzer.memo.copy(for: matcher, analyzer.rules)
      var tokenizer = analyzer.tokenizer.copy()
      copy.readAll(&tokenizer, analyzer.decoder, analyzer.rules, &matcher, &sink)
      summary.note(LogPosition(tokenizer), TextTraits(tokenizer, analyzer.decoder))
    }
    copy.builder.finish(to: &sink)
    summary.content = copy.builder.content?.stream
    return summary
  }

  private mutating func withPreviewMatcher(
    _ body: (borrowing LogAnalyzer, inout EventMatcher) -> Void
  ) {
    var taken: EventMatcher?
    swap(&taken, &previewMatcher)
    var matcher = taken.take() ?? EventMatcher(rules.patterns)
    body(self, &matcher)
    previewMatcher = consume matcher
  }
}

/// The part of an analyser's state that a look ahead changes.
private struct AnalysisCopy: ~Copyable {
  var builder: SessionBuilder
  var matches: [MatchView] = []
  var memo = MatchMemo()
  /// Whether anything was seen that somebody may want to know.
  var isOfInterest = false

  init(_ builder: consuming SessionBuilder) { self.builder = builder }

  /// Reads what waits.
  ///
  /// - Parameters:
  ///   - tokenizer: A copy of the tokenizer.
  ///   - decoder: A copy of the decoder, where the open line is to be read as well.
  ///   - rules: What the programs print.
  ///   - matcher: Finds the patterns.
  ///   - sink: Takes what ends.
  mutating func readAll(
    _ tokenizer: inout LogTokenizer, _ decoder: EncodingDecoder?, _ rules: AnalysisRules,
    _ matcher: inout EventMatcher, _ sink: inout some SessionSink
  ) {
    guard var decoder else {
      tokenizer.flushHeldLines { read($0, rules, &matcher, &sink) }
      return
    }
    decoder.decode(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) { bytes in
      tokenizer.feed(bytes) { read($0, rules, &matcher, &sink) }
      builder.content?.endChunk(bytes)
    }
    tokenizer.finish { read($0, rules, &matcher, &sink) }
  }

  private mutating func read(
    _ batch: borrowing RecordBatch, _ rules: AnalysisRules, _ matcher: inout EventMatcher,
    _ sink: inout some SessionSink
  ) {
    let before = builder.revision
    LogAnalyzer.read(batch, rules, &matcher, &builder, &matches, &memo, &sink)
    if builder.revision != before || batch.records.contains(where: { batch.meter(of: $0) != nil }) {
      isOfInterest = true
    }
  }
}

extension SessionBuilder {
  /// What there is to see so far.
  var revision: LiveRevision {
    LiveRevision(
      session: ordinal, knowledge: state.revision, repetitions: state.repetitions,
      runs: state.runCount, births: bars.births, fillings: bars.fillings)
  }

  /// The open session as it would be if the log ended here.
  var openSession: Session? {
    guard !state.isEmpty else { return nil }
    var derived = derived
    return rules.close(state, input: input, ordinal: ordinal, derived: &derived)
  }
}
