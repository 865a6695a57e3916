internal import CByteScan

/// Hashes the bytes of an input as a whole and by session.
///
/// The bytes come before their records, and a session's end is known when the next one begins; units
/// wait until it is clear which session they belong to.
struct ContentDigester {
  /// How many units wait at most: those of a line of 32 MiB.
  private static let queueLimit = 1 << 16

  private let hash: ContentHash
  private var queue = UnitQueue()
  /// The bytes of the open unit that earlier chunks held.
  private var partial: [UInt8] = []
  /// The chunk at hand, the LFs in it that end the lines up to here, and how many of these were taken.
  private var chunk = UnsafeRawBufferPointer(start: nil, count: 0)
  private var lineFeeds: [UInt32] = []
  private var takenLines = 0
  /// How many bytes of the chunk at hand were taken.
  private var fed = 0
  /// What went into sessions: at the end of the input all of it.
  private var whole = ContentAccumulator(offset: 0, line: 1)
  private var session = ContentAccumulator(offset: 0, line: 1)
  private var landmarks = LandmarkSampler()
  /// The first line of the open session, and the number of its units.
  private var firstLine = 1
  private var headUnits = 0
  /// The bytes that went into sessions.
  private var offset = 0
  private var checkpoint = CheckpointTail()
  /// The bytes before the place where reading began.
  private var base = 0
  /// The start of the open session.
  private var sessionStart = StreamMark(byte: 0, line: 1, units: 0, chain: ContentAccumulator.seed)

  /// Starts in front of an input.
  init(_ hash: ContentHash) {
    self.hash = hash
  }

  /// Starts at the last session of an input that was read before; offsets and lines of sessions count
  /// from there.
  init(_ hash: ContentHash, resuming resume: StreamResume) {
    self.hash = hash
    whole = ContentAccumulator(resuming: resume)
    sessionStart = resume.start
    base = resume.start.byte
    resume.tail.withUnsafeBytes { checkpoint.add($0) }
  }
}

extension ContentDigester {
  /// Takes the next bytes as the source has them, for its checkpoint.
  mutating func noteSource(_ chunk: UnsafeRawBufferPointer) {
    checkpoint.add(chunk)
  }

  /// Notes lines of the chunk at hand, which is UTF-8.
  ///
  /// - Parameters:
  ///   - chunk: The chunk, which stays in place up to `endChunk`.
  ///   - lineFeeds: The offsets of the LFs that end the next lines.
  mutating func feed(_ chunk: UnsafeRawBufferPointer, lineFeeds: UnsafeBufferPointer<UInt32>) {
    self.chunk = chunk
    self.lineFeeds.append(contentsOf: lineFeeds)
  }

  /// Takes what is left of the chunk at hand, whose session is not known yet: it waits.
  mutating func endChunk(_ chunk: UnsafeRawBufferPointer) {
    self.chunk = chunk
    takeLines(lineFeeds.count - takenLines) { $0.enqueue($1) }
    if !partial.isEmpty { fillPartial(upTo: chunk.count) { $0.enqueue($1) } }
    fed = ContentUnit.cut(
      chunk, from: fed, lineFeeds: UnsafeBufferPointer(start: nil, count: 0), upTo: chunk.count,
      hash
    ) { enqueue($0) }
    partial.append(contentsOf: chunk[fed...])
    self.chunk = UnsafeRawBufferPointer(start: nil, count: 0)
    lineFeeds.removeAll(keepingCapacity: true)
    takenLines = 0
    fed = 0
  }

  /// Hands the units of lines before a line of the open session to it.
  mutating func advance(before line: Int) {
    take(queue.count(before: line))
    guard queue.count == 0 else { return }
    let lines = min(lineFeeds.count - takenLines, line - queue.endLine)
    if lines > 0 { takeLines(lines) { $0.addToSession($1) } }
  }

  /// Ends the open session: the next one begins at a line, or the input has ended.
  mutating func endSession(before line: Int?) -> LogContent {
    advance(before: line ?? .max)
    var content =
      line == nil
      ? partial.withUnsafeBytes { session.finished(tail: $0, hash) }
      : session.finished(tail: nil, hash)
    content.headUnits = headUnits
    content.sum = landmarks.sum
    content.landmarks = landmarks.chosen
    if let line {
      sessionStart = StreamMark(
        byte: base + offset, line: sessionStart.line + line - firstLine, units: whole.units,
        chain: whole.chain)
    }
    firstLine = line ?? queue.endLine
    session = ContentAccumulator(
      offset: offset, line: firstLine, room: content.prefixes.count)
    landmarks = LandmarkSampler()
    headUnits = 0
    return content
  }

  /// Whether the first session begins where the input does.
  var beginsInput: Bool { base == 0 }

  /// The content of everything that was fed.
  var stream: StreamContent {
    var copy = self
    copy.advance(before: .max)
    return StreamContent(
      content: partial.withUnsafeBytes { copy.whole.finished(tail: $0, hash) },
      checkpoint: checkpoint.hash, lastSession: sessionStart)
  }
}

extension ContentDigester {
  /// Takes the next lines of the chunk at hand.
  ///
  /// - Complexity: O(bytes).
  private mutating func takeLines(
    _ count: Int, _ body: (inout Self, UnsafeBufferPointer<ContentUnit>) -> Void
  ) {
    guard count > 0 else { return }
    var taken = takenLines
    takenLines += count
    if !partial.isEmpty {
      let first = Int(lineFeeds[taken])
      fillPartial(upTo: first + 1, body)
      if fed > first { taken += 1 }
    }
    // Taken out while its lines are read, because their units change the rest.
    var lineFeeds: [UInt32] = []
    swap(&lineFeeds, &self.lineFeeds)
    fed = lineFeeds.withUnsafeBufferPointer { lineFeeds in
      ContentUnit.cut(
        chunk, from: fed, lineFeeds: UnsafeBufferPointer(rebasing: lineFeeds[taken..<takenLines]),
        upTo: 0, hash
      ) { body(&self, $0) }
    }
    swap(&lineFeeds, &self.lineFeeds)
  }

  /// Goes on with the open unit, at most to an offset of the chunk at hand, behind which a line or the
  /// chunk has ended.
  private mutating func fillPartial(
    upTo end: Int, _ body: (inout Self, UnsafeBufferPointer<ContentUnit>) -> Void
  ) {
    let count = min(ContentUnit.limit - partial.count, end - fed)
    partial.append(contentsOf: chunk[fed..<fed + count])
    fed += count
    guard partial.count == ContentUnit.limit || partial.last == 0x0A else { return }
    let unit = partial.withUnsafeBytes { ContentUnit($0, hash) }
    withUnsafePointer(to: unit) { body(&self, UnsafeBufferPointer(start: $0, count: 1)) }
    partial.removeAll(keepingCapacity: true)
  }

  /// Lets units wait.
  private mutating func enqueue(_ units: UnsafeBufferPointer<ContentUnit>) {
    queue.add(units)
    while queue.count > Self.queueLimit { take(Self.queueLimit / 2) }
  }

  /// Hands the first units that wait to the open session.
  private mutating func take(_ count: Int) {
    guard count > 0 else { return }
    // Taken out while its units are read, because they change the rest.
    var queue = UnitQueue()
    swap(&queue, &self.queue)
    var left = count
    while left > 0 {
      let block = min(left, ContentUnit.blockSize)
      let isFirstLine = queue.firstLine == firstLine
      queue.takeFirst(block) { add($0, isFirstLine: isFirstLine) }
      left -= block
    }
    swap(&queue, &self.queue)
  }

  /// Hands units that did not wait to the open session.
  private mutating func addToSession(_ units: UnsafeBufferPointer<ContentUnit>) {
    add(units, isFirstLine: queue.firstLine == firstLine)
    queue.pass(units)
  }

  /// Adds up to a block of units, at least one, to the open session and to the whole.
  private mutating func add(_ units: UnsafeBufferPointer<ContentUnit>, isFirstLine: Bool) {
    if isFirstLine {
      let end = units.firstIndex { $0.line_ends > 0 }
      headUnits += end.map { $0 + 1 } ?? units.count
    }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * ContentUnit.blockSize) { hashes in
      let session = UnsafeMutableBufferPointer(rebasing: hashes[..<ContentUnit.blockSize])
      let whole = UnsafeMutableBufferPointer(rebasing: hashes[ContentUnit.blockSize...])
      // Side by side, since each step of a hash waits for the one before.
      var sessionChain = self.session.chain
      var wholeChain = self.whole.chain
      var bytes = 0
      landmarks.add(units) { index, unit in
        sessionChain = ContentAccumulator.chain(sessionChain, unit.hash)
        wholeChain = ContentAccumulator.chain(wholeChain, unit.hash)
        session[index] = sessionChain
        whole[index] = wholeChain
        bytes &+= Int(unit.bytes)
      }
      self.session.add(UnsafeBufferPointer(rebasing: session[..<units.count]), bytes: bytes)
      self.whole.add(UnsafeBufferPointer(rebasing: whole[..<units.count]), bytes: bytes)
      offset += bytes
    }
  }
}
