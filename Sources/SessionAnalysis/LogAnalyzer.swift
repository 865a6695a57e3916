internal import CByteScan
internal import EventMatcher
internal import LogTokenizer
internal import PCRE
internal import PatternCatalogue

/// Reads one input from bytes to sessions: tokenizer, matcher and builder in a row.
package struct LogAnalyzer: ~Copyable {
  let rules: AnalysisRules
  var decoder = EncodingDecoder()
  var tokenizer: LogTokenizer
  private var matcher: EventMatcher
  var builder: SessionBuilder
  var summary: InputSummary
  var matches: [MatchView] = []
  var memo = MatchMemo()
  /// The matcher that looks ahead, so that what it meets is counted nowhere.
  var previewMatcher: EventMatcher?

  /// The bytes of the input's head that are in its identity.
  private var headBytes = 0

  /// Creates an analyser at the start of an input.
  ///
  /// - Parameters:
  ///   - path: The input's path, as reports show it.
  ///   - rules: What the programs print.
  ///   - contentHash: How bytes are hashed, for sessions and the input to get their `content`.
  ///   - resume: Where reading goes on, for an input that was read before; lines count from there.
  ///   - source: The only one of ``sources`` whose lines are read.
  package init(
    path: String, rules: AnalysisRules, contentHash: ContentHash? = nil,
    resuming resume: StreamResume? = nil, onlyLinesOf source: [UInt8]? = nil
  ) {
    self.rules = rules
    tokenizer = LogTokenizer(onlyLinesOf: source)
    matcher = EventMatcher(rules.patterns)
    builder = SessionBuilder(rules: rules, input: 0)
    summary = InputSummary(path: path)
    summary.identity = InputHead.start
    if let contentHash {
      builder.content =
        resume.map { ContentDigester(contentHash, resuming: $0) } ?? ContentDigester(contentHash)
      tokenizer.notesLineFeeds = true
    }
    if let resume {
      summary.bytes = resume.byte
      summary.identity = resume.head
      headBytes = resume.isHeadComplete ? InputHead.size : resume.byte
    }
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
      Self.read(batch, rules, &matcher, &builder, &matches, &memo, &sink)
    }
    builder.finish(to: &sink)
    var whole = summary
    whole.content = builder.content?.stream
    whole.note(LogPosition(tokenizer), TextTraits(tokenizer, decoder))
    if !mixedSources.isEmpty { whole.limits[InputSummary.mixedSources] = mixedSources.count }
    summary = whole
    return whole
  }

  /// The sources in whose lines programs began, if those lines are mixed, so that their sessions are as well.
  ///
  /// To tell them apart, read the input once for each.
  package var mixedSources: [[UInt8]] {
    guard builder.sources.areMixed else { return [] }
    return builder.sources.numbers.sorted().map { tokenizer.sources.names[Int($0) - 1] }
  }

  /// Whether the beginning of an input names several sources, in whose lines programs may begin.
  package static func mayMixSources(head: UnsafeRawBufferPointer) -> Bool {
    RelayedSources.areSeveral(inHead: head)
  }

  private mutating func decode(
    _ chunk: UnsafeRawBufferPointer, isLast: Bool, to sink: inout some SessionSink
  ) {
    // Taken out while it works, because what it decodes goes to the other parts.
    var decoder = EncodingDecoder()
    swap(&decoder, &self.decoder)
    decoder.decode(chunk, isLast: isLast) { bytes in
      tokenizer.feed(bytes) { [rules] batch in
        Self.read(batch, rules, &matcher, &builder, &matches, &memo, &sink)
      }
      builder.content?.endChunk(bytes)
      builder.content?.advance(before: builder.state.lastLine)
    }
    swap(&decoder, &self.decoder)
  }

  private mutating func noteHead(_ chunk: UnsafeRawBufferPointer) {
    guard headBytes < InputHead.size else { return }
    let count = min(chunk.count, InputHead.size - headBytes)
    InputHead.add(UnsafeRawBufferPointer(rebasing: chunk[..<count]), to: &summary.identity)
    headBytes += count
  }
}

// MARK: - Reading from somewhere in a log

extension LogAnalyzer {
  /// Creates an analyser that begins at a line within an input.
  ///
  /// Its first session is the first that a line marks the start of. Lines count from where it begins.
  ///
  /// - Parameters:
  ///   - path: The input's path, as reports show it.
  ///   - rules: What the programs print.
  ///   - decoder: What is known of the input's encoding.
  init(path: String, rules: AnalysisRules, within decoder: EncodingDecoder) {
    self.init(path: path, rules: rules)
    self.decoder = decoder
    builder.isWaiting = true
  }

  /// Whether no session has begun yet.
  var isWaiting: Bool { builder.isWaiting }
  /// The number of sessions that began.
  var sessionsBegun: Int { builder.sessionsBegun }

  /// Whether what comes next is read as if it stood alone, apart from the open session.
  var isBetweenRecords: Bool { tokenizer.isBetweenRecords }

  /// Whether the text to come is decoded as another analyser does that has read more of it.
  func decodesLike(_ other: borrowing LogAnalyzer) -> Bool { decoder.agrees(with: other.decoder) }

  /// How much was counted so far, between records.
  var position: LogPosition { LogPosition(tokenizer) }

  /// The line and the number of records before the open session.
  var sessionStart: (line: Int, records: Int) {
    (builder.state.firstLine, builder.state.recordsBefore)
  }

  /// What the text that was read is like.
  var traits: TextTraits { TextTraits(tokenizer, decoder) }
}

extension LogPosition {
  /// The place that a tokenizer has come to.
  init(_ tokenizer: borrowing LogTokenizer) {
    self.init(
      line: tokenizer.openLine, records: tokenizer.recordCount,
      cutLines: tokenizer.limits.cutFrames, withheldLines: tokenizer.limits.withheldLines)
  }
}

extension TextTraits {
  /// What the text is like that a decoder and a tokenizer have read.
  init(_ tokenizer: borrowing LogTokenizer, _ decoder: EncodingDecoder) {
    self.init(
      encodings: decoder.encodings,
      hasBytes: decoder.hasBytes
        || !decoder.encodings.isSubset(of: [.utf16LittleEndian, .utf16BigEndian]),
      hasLineFeeds: tokenizer.lineFeeds > tokenizer.carriageReturnLineFeeds,
      hasPairs: tokenizer.carriageReturnLineFeeds > 0, lacksConverter: decoder.lacksConverter)
  }
}

// MARK: - Records

/// What is remembered from record to record.
struct MatchMemo: ~Copyable {
  /// The descriptions that were matched last.
  var descriptions = DescriptionMemory()
  /// How often bounds of the matcher were hit, as far as sessions were told.
  var limitHits = 0
  var limits: [String: Int] = [:]

  /// Returns a memo that goes on with another matcher, whose hits so far belong to nobody.
  borrowing func copy(
    for matcher: borrowing EventMatcher, _ rules: AnalysisRules
  ) -> MatchMemo {
    var copy = MatchMemo()
    copy.descriptions = descriptions.copy()
    copy.limitHits = matcher.limitHits
    for limit in matcher.limits { copy.limits[Self.name(of: limit, rules)] = limit.count }
    return copy
  }

  private static func name(of limit: LimitCount, _ rules: AnalysisRules) -> String {
    "\(limit.bound.name) \(rules.catalogue.messages[limit.pattern].id)"
  }

  /// Tells the open session which bounds were hit for its last record.
  @inline(never)
  mutating func note(
    _ matcher: borrowing EventMatcher, _ rules: AnalysisRules, _ builder: inout SessionBuilder
  ) {
    limitHits = matcher.limitHits
    for limit in matcher.limits {
      let name = Self.name(of: limit, rules)
      let new = limit.count - limits[name, default: 0]
      guard new > 0 else { continue }
      limits[name] = limit.count
      if !builder.isWaiting { builder.state.limits[name, default: 0] += new }
    }
  }
}

extension LogAnalyzer {
  static func read(
    _ batch: borrowing RecordBatch, _ rules: AnalysisRules, _ matcher: inout EventMatcher,
    _ builder: inout SessionBuilder, _ matches: inout [MatchView],
    _ memo: inout MatchMemo, _ sink: inout some SessionSink
  ) {
    builder.content?.feed(batch.chunk, lineFeeds: batch.lineFeeds)
    guard let first = batch.records.baseAddress else { return }
    for record in first..<first + batch.records.count {
      let text = batch.text(of: record.pointee)
      if !matches.isEmpty { matches.removeAll(keepingCapacity: true) }
      if let meter = batch.meter(of: record.pointee) {
        if !builder.isWaiting {
          match(
            meter, in: text, record.pointee.label, rules, &matcher, &matches, &memo.descriptions)
        }
        builder.add(record, meter, in: batch, matches: matches, to: &sink)
      } else {
        match(matchablePart(of: record.pointee, text), in: text, rules, &matcher, &matches)
        switch record.pointee.kind {
        case .block: matchLines(of: text, rules, &matcher, &matches)
        case .traceback: matchLastLine(of: text, rules, &matcher, &matches)
        case .line:
          if matches.isEmpty, record.pointee.prefix.count > 0 {
            matchMarkedError(
              of: record.pointee, text, batch.prefix(of: record.pointee), rules, &matcher, &matches)
          }
        default: break
        }
        // What opens another session does so whatever is known of the one before.
        if record.pointee.prefix.count > 0,
          !builder.knowsProgram || rules.mayOpenSession(matches)
        {
          matchPrefix(batch.prefix(of: record.pointee), rules, &matcher, &matches)
        }
        let sessions = builder.sessionsBegun
        builder.add(record.pointee, in: batch, matches: matches, to: &sink)
        // A session's results do not depend on the one before it.
        if builder.sessionsBegun != sessions { memo.descriptions.forget() }
      }
      if matcher.limitHits != memo.limitHits { memo.note(matcher, rules, &builder) }
    }
    builder.content?.advance(before: builder.state.lastLine)
  }

  /// Adds what matches in a frame's description, where it is another than before, and in its postfix.
  @inline(__always)
  private static func match(
    _ meter: UnsafePointer<Meter>, in text: UnsafeRawBufferPointer, _ label: UInt32,
    _ rules: AnalysisRules, _ matcher: inout EventMatcher, _ matches: inout [MatchView],
    _ descriptions: inout DescriptionMemory
  ) {
    let description = meter.pointee.description
    if descriptions.needsMatching(
      UnsafeRawBufferPointer(rebasing: text[description]), number: label)
    {
      match(description, in: text, rules, &matcher, &matches)
      if matches.isEmpty { descriptions.noteSilence() }
    }
    let postfix = meter.pointee.postfix
    if !postfix.isEmpty, !descriptions.isPostfixSilent {
      matchPostfix(postfix, in: text, label, rules, &matcher, &matches, &descriptions)
    }
  }

  /// Adds what matches in a postfix, or remembers that none of its kind does.
  @inline(never)
  private static func matchPostfix(
    _ postfix: Range<Int>, in text: UnsafeRawBufferPointer, _ label: UInt32,
    _ rules: AnalysisRules, _ matcher: inout EventMatcher, _ matches: inout [MatchView],
    _ descriptions: inout DescriptionMemory
  ) {
    let bytes = UnsafeRawBufferPointer(rebasing: text[postfix])
    if label != 0, !rules.patterns.mayMatch(apartFromDigits: bytes) {
      descriptions.notePostfixSilence()
    } else {
      match(postfix, in: text, rules, &matcher, &matches)
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

  /// Adds the matches of entries that each line of a block may have, in the lines behind the first.
  private static func matchLines(
    of text: UnsafeRawBufferPointer, _ rules: AnalysisRules, _ matcher: inout EventMatcher,
    _ matches: inout [MatchView]
  ) {
    for index in matches.indices
    where rules.messages[matches[index].message].definition.isOfEachLine {
      let message = matches[index].message
      var end = text[matches[index].range.upperBound...].firstIndex(of: 0x0A) ?? text.count
      while end < text.count {
        let start = end + 1
        end = text[start...].firstIndex(of: 0x0A) ?? text.count
        if matcher.match(pattern: message, in: UnsafeRawBufferPointer(rebasing: text[start..<end]))
        {
          add(matcher, at: start, in: text, rules, to: &matches)
        }
      }
    }
  }

  /// Adds the entries that a prefix has, while they may show which program it is.
  @inline(never)
  private static func matchPrefix(
    _ prefix: UnsafeRawBufferPointer, _ rules: AnalysisRules, _ matcher: inout EventMatcher,
    _ matches: inout [MatchView]
  ) {
    for message in rules.prefixMessages
    where rules.patterns.specs[message].literals.contains(where: prefix.holds)
      && matcher.match(pattern: message, in: prefix)
    {
      matches.append(MatchView(text: prefix, message: message, range: 0..<0, captures: []))
    }
  }

  /// Adds what is said of any error that a logger marks, where the record has nothing that is known.
  @inline(never)
  private static func matchMarkedError(
    of record: Record, _ text: UnsafeRawBufferPointer, _ prefix: UnsafeRawBufferPointer,
    _ rules: AnalysisRules, _ matcher: inout EventMatcher, _ matches: inout [MatchView]
  ) {
    guard LoggerPrefix.marksError(prefix) else { return }
    for message in rules.markedErrors where matcher.match(pattern: message, in: text) {
      add(matcher, at: 0, in: text, rules, to: &matches)
      return
    }
  }

  /// Lets a traceback's last line decide on the matches of entries that are about it: the whole may be
  /// longer than what a search sees.
  private static func matchLastLine(
    of text: UnsafeRawBufferPointer, _ rules: AnalysisRules, _ matcher: inout EventMatcher,
    _ matches: inout [MatchView]
  ) {
    guard let end = text.lastIndex(where: { $0 > 0x20 }),
      let feed = text[..<end].lastIndex(of: 0x0A),
      let start = text[feed...].firstIndex(where: { $0 > 0x20 }),
      // Deeper than the first line stand frames.
      let indent = text.firstIndex(where: { $0 != 0x20 }), start - feed - 1 <= indent
    else { return }
    let line = UnsafeRawBufferPointer(rebasing: text[start...end])
    guard line.looksLikeException else { return }
    for index in matches.indices.reversed()
    where rules.messages[matches[index].message].definition.isOfLastLine {
      let message = matches.remove(at: index).message
      if matcher.match(pattern: message, in: line) {
        add(matcher, at: start, in: text, rules, to: &matches)
      }
    }
  }

  /// Adds what a matcher found in the part of a text that begins at a position.
  @inline(__always)
  private static func add(
    _ matcher: borrowing EventMatcher, at start: Int, in text: UnsafeRawBufferPointer,
    _ rules: AnalysisRules, to matches: inout [MatchView]
  ) {
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
  }

  /// Adds what matches in a part of a text.
  private static func match(
    _ part: Range<Int>, in text: UnsafeRawBufferPointer, _ rules: AnalysisRules,
    _ matcher: inout EventMatcher, _ matches: inout [MatchView]
  ) {
    guard !part.isEmpty, matcher.match(UnsafeRawBufferPointer(rebasing: text[part])) else { return }
    let first = matches.count
    add(matcher, at: part.lowerBound, in: text, rules, to: &matches)
    // What is said of everything of its kind counts where nothing else is said.
    if matches.count > first + 1 {
      let isExplained = matches[first...].contains {
        let rule = rules.messages[$0.message]
        return rule.severity != nil && !rule.definition.isFallback
      }
      if isExplained {
        matches[first...].removeAll { rules.messages[$0.message].definition.isFallback }
      }
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

extension UnsafeRawBufferPointer {
  /// Whether bytes stand somewhere in the text.
  fileprivate func holds(_ bytes: [UInt8]) -> Bool {
    guard let base = baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
    return bytes.withUnsafeBufferPointer {
      sdlog_find(base, 0, count, $0.baseAddress, bytes.count) < count
    }
  }
}
