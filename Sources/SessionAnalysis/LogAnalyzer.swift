internal import EventMatcher
internal import LogTokenizer
internal import PCRE
internal import PatternCatalogue

/// Reads one input from bytes to sessions: tokenizer, matcher and builder in a row.
package struct LogAnalyzer: ~Copyable {
  let rules: AnalysisRules
  var decoder = EncodingDecoder()
  var tokenizer = LogTokenizer()
  private var matcher: EventMatcher
  var builder: SessionBuilder
  var summary: InputSummary
  var matches: [MatchView] = []
  /// The description that was matched last; bars repeat theirs in every frame.
  private var matchedDescription: [UInt8] = []
  /// The matcher that looks ahead, so that what it meets is counted nowhere.
  var previewMatcher: EventMatcher?

  /// The bytes of the input's head that are in its identity.
  private var headBytes = 0

  /// Creates an analyser at the start of an input.
  ///
  /// - Parameters:
  ///   - path: The input's path, as reports show it.
  ///   - rules: What the programs print.
  ///   - notesContent: Whether sessions and the input get their `content`.
  package init(path: String, rules: AnalysisRules, notesContent: Bool = false) {
    self.rules = rules
    matcher = EventMatcher(rules.patterns)
    builder = SessionBuilder(rules: rules, input: 0)
    summary = InputSummary(path: path)
    summary.identity = InputHead.start
    if notesContent { builder.content = ContentDigester() }
  }
}

extension LogAnalyzer {
  /// Takes the next bytes of the input.
  package mutating func feed(_ chunk: UnsafeRawBufferPointer, to sink: inout some SessionSink) {
    noteHead(chunk)
    summary.bytes += chunk.count
    builder.content?.noteSource(chunk)
    decode(chunk, isLast: false, to: &sink)
  }

  /// Ends the input and returns what was read of it.
  package mutating func finish(to sink: inout some SessionSink) -> InputSummary {
    decode(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true, to: &sink)
    tokenizer.finish { [rules] batch in
      Self.read(batch, rules, &matcher, &builder, &matches, &matchedDescription, &sink)
    }
    builder.finish(to: &sink)
    var whole = summary
    whole.content = builder.content?.stream
    complete(&whole, tokenizer, decoder)
    summary = whole
    return whole
  }

  /// Fills in what tokenizer, decoder and matcher have counted.
  func complete(
    _ summary: inout InputSummary, _ tokenizer: borrowing LogTokenizer, _ decoder: EncodingDecoder
  ) {
    summary.records = tokenizer.recordCount
    summary.newline = Self.newline(of: tokenizer)
    if tokenizer.recordCount > 0 { summary.encoding = decoder.encoding.rawValue }
    if decoder.lacksConverter { summary.limits["missing-converter"] = 1 }
    let limits = tokenizer.limits
    if limits.cutFrames > 0 { summary.limits["line-length"] = limits.cutFrames }
    if limits.withheldLines > 0 { summary.limits["withheld-lines"] = limits.withheldLines }
    for limit in matcher.limits {
      let id = rules.catalogue.messages[limit.pattern].id
      summary.limits["\(limit.bound.name) \(id)", default: 0] += limit.count
    }
  }

  private mutating func decode(
    _ chunk: UnsafeRawBufferPointer, isLast: Bool, to sink: inout some SessionSink
  ) {
    // Taken out while it works, because what it decodes goes to the other parts.
    var decoder = EncodingDecoder()
    swap(&decoder, &self.decoder)
    decoder.decode(chunk, isLast: isLast) { bytes in
      builder.content?.feed(bytes)
      tokenizer.feed(bytes) { [rules] batch in
        Self.read(batch, rules, &matcher, &builder, &matches, &matchedDescription, &sink)
      }
      builder.content?.advance(before: builder.state.lastLine)
    }
    swap(&decoder, &self.decoder)
  }

  private static func newline(of tokenizer: borrowing LogTokenizer) -> String? {
    let all = tokenizer.lineFeeds
    let pairs = tokenizer.carriageReturnLineFeeds
    if all == 0 { return nil }
    if pairs == 0 { return "LF" }
    return pairs == all ? "CRLF" : "mixed"
  }

  private mutating func noteHead(_ chunk: UnsafeRawBufferPointer) {
    guard headBytes < InputHead.size else { return }
    let count = min(chunk.count, InputHead.size - headBytes)
    InputHead.add(chunk[..<count], to: &summary.identity)
    headBytes += count
  }
}

// MARK: - Records

extension LogAnalyzer {
  static func read(
    _ batch: RecordBatch, _ rules: AnalysisRules, _ matcher: inout EventMatcher,
    _ builder: inout SessionBuilder, _ matches: inout [MatchView],
    _ matchedDescription: inout [UInt8], _ sink: inout some SessionSink
  ) {
    for record in batch.records {
      let text = batch.text(of: record)
      matches.removeAll(keepingCapacity: true)
      guard batch.hasMeter(record) else {
        match(matchablePart(of: record, text), in: text, rules, &matcher, &matches)
        builder.add(record, in: batch, matches: matches, to: &sink)
        continue
      }
      batch.withMeter(of: record) { meter in
        let description = UnsafeRawBufferPointer(rebasing: text[meter.pointee.description])
        if !matchedDescription.equals(description) {
          matchedDescription = Array(description)
          match(meter.pointee.description, in: text, rules, &matcher, &matches)
        }
        let postfix = meter.pointee.postfix
        if !postfix.isEmpty { match(postfix, in: text, rules, &matcher, &matches) }
        builder.add(record, meter, in: batch, matches: matches, to: &sink)
      }
    }
  }

  /// The part of a record that the program says itself: a warning's source line only quotes.
  private static func matchablePart(
    of record: Record, _ text: UnsafeRawBufferPointer
  ) -> Range<Int> {
    guard record.kind == .warning, record.extraLines > 0,
      let last = text.lastIndex(of: 0x0A), last + 2 < text.count, text[last + 1] == 0x20
    else { return 0..<text.count }
    return 0..<last
  }

  /// Adds what matches in a part of a text.
  private static func match(
    _ part: Range<Int>, in text: UnsafeRawBufferPointer, _ rules: AnalysisRules,
    _ matcher: inout EventMatcher, _ matches: inout [MatchView]
  ) {
    guard !part.isEmpty, matcher.match(UnsafeRawBufferPointer(rebasing: text[part])) else { return }
    let first = matches.count
    let start = part.lowerBound
    for match in matcher.matches {
      let captures = rules.captureNames[match.pattern].compactMap { capture in
        matcher.capture(capture.number, of: match).map {
          MatchView.Capture(
            name: capture.name, range: start + $0.lowerBound..<start + $0.upperBound)
        }
      }
      matches.append(
        MatchView(
          text: text, message: match.pattern,
          range: start + match.range.lowerBound..<start + match.range.upperBound,
          captures: captures))
    }
    // What follows the start of the user's own text is a quotation, whatever it looks like.
    var userText: Int?
    for match in matches[first...] where rules.messages[match.message].definition.isUserText {
      userText = min(userText ?? .max, match.range.lowerBound)
    }
    if let start = userText {
      matches.removeAll {
        $0.range.lowerBound >= start && !rules.messages[$0.message].definition.isUserText
      }
    }
  }
}
