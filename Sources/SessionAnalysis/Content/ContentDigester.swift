/// Hashes the bytes of an input as a whole and by session.
///
/// The bytes come before their records, and a session's end is known when the next one begins; units
/// wait until it is clear which session they belong to.
struct ContentDigester {
  /// How many units wait at most: those of a line of 32 MiB.
  private static let queueLimit = 1 << 16

  /// Lines of so many bytes are taken before their chunk ends.
  private static let pieceSize = 64 << 10

  private var queue = UnitQueue()
  /// The bytes of the open unit that earlier chunks held.
  private var partial: [UInt8] = []
  /// The chunk at hand, and the LFs in it that end lines which were not taken yet.
  ///
  /// Lines are taken when there are so many, or their session or the chunk ends: many together are hashed
  /// sooner than few, but soon enough to lie in the cache.
  private var chunk = UnsafeRawBufferPointer(start: nil, count: 0)
  private var lineFeeds: [UInt32] = []
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
  init() {}

  /// Starts at the last session of an input that was read before; offsets and lines of sessions count
  /// from there.
  init(resuming resume: StreamResume) {
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
    if let last = lineFeeds.last, Int(last) - fed >= Self.pieceSize { takeLines() }
  }

  /// Takes what is left of the chunk at hand: a line that goes on in the next one.
  mutating func endChunk(_ chunk: UnsafeRawBufferPointer) {
    takeLines()
    self.chunk = UnsafeRawBufferPointer(start: nil, count: 0)
    if !partial.isEmpty { fillPartial(chunk, upTo: chunk.count) }
    fed = ContentUnit.cut(
      chunk, from: fed, lineFeeds: UnsafeBufferPointer(start: nil, count: 0), upTo: chunk.count
    ) { append($0) }
    partial.append(contentsOf: chunk[fed...])
    fed = 0
  }

  /// Hands the units of lines before a line of the open session to it.
  mutating func advance(before line: Int) {
    take(queue.count(before: line))
  }

  /// Ends the open session: the next one begins at a line, or the input has ended.
  mutating func endSession(before line: Int?) -> LogContent {
    takeLines()
    advance(before: line ?? .max)
    var content =
      line == nil
      ? partial.withUnsafeBytes { session.finished(tail: $0) } : session.finished(tail: nil)
    content.headUnits = headUnits
    content.sum = landmarks.sum
    content.landmarks = landmarks.chosen
    if let line {
      sessionStart = StreamMark(
        byte: base + offset, line: sessionStart.line + line - firstLine, units: whole.units,
        chain: whole.chain)
    }
    firstLine = line ?? queue.endLine
    session = ContentAccumulator(offset: offset, line: firstLine)
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
      content: partial.withUnsafeBytes { copy.whole.finished(tail: $0) },
      checkpoint: checkpoint.hash, lastSession: sessionStart)
  }
}

extension ContentDigester {
  /// Takes the lines of the chunk at hand that were noted.
  ///
  /// - Complexity: O(bytes).
  private mutating func takeLines() {
    guard let first = lineFeeds.first else { return }
    var isFirstTaken = false
    if !partial.isEmpty {
      fillPartial(chunk, upTo: Int(first) + 1)
      isFirstTaken = fed > Int(first)
    }
    // Taken out while its lines are read, because their units change the rest.
    var lineFeeds: [UInt32] = []
    swap(&lineFeeds, &self.lineFeeds)
    fed = lineFeeds.withUnsafeBufferPointer { lineFeeds in
      ContentUnit.cut(
        chunk, from: fed, lineFeeds: .init(rebasing: lineFeeds.dropFirst(isFirstTaken ? 1 : 0)),
        upTo: 0
      ) { append($0) }
    }
    lineFeeds.removeAll(keepingCapacity: true)
    swap(&lineFeeds, &self.lineFeeds)
  }

  /// Goes on with the open unit, at most to an offset of the chunk, behind which a line or the chunk has
  /// ended.
  private mutating func fillPartial(_ chunk: UnsafeRawBufferPointer, upTo end: Int) {
    let count = min(ContentUnit.limit - partial.count, end - fed)
    partial.append(contentsOf: chunk[fed..<fed + count])
    fed += count
    guard partial.count == ContentUnit.limit || partial.last == 0x0A else { return }
    let unit = partial.withUnsafeBytes { ContentUnit($0) }
    withUnsafePointer(to: unit) { append(UnsafeBufferPointer(start: $0, count: 1)) }
    partial.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ units: UnsafeBufferPointer<ContentUnit>) {
    queue.add(units)
    while queue.count > Self.queueLimit { take(Self.queueLimit / 2) }
  }

  /// Hands the first units that wait to the open session.
  private mutating func take(_ count: Int) {
    // Taken out while its units are read, because they change the rest.
    var queue = UnitQueue()
    swap(&queue, &self.queue)
    var left = count
    while left > 0 {
      let block = min(left, ContentUnit.blockSize)
      let isFirstLine = queue.firstLine == firstLine
      queue.takeFirst(block) { units in
        if isFirstLine { countHead(units) }
        add(units)
      }
      left -= block
    }
    swap(&queue, &self.queue)
  }

  /// Counts the units of the open session's first line.
  private mutating func countHead(_ units: UnsafeBufferPointer<ContentUnit>) {
    let end = units.firstIndex { $0.lineEnds > 0 }
    headUnits += end.map { $0 + 1 } ?? units.count
  }

  /// Adds up to a block of units, at least one, to the open session and to the whole.
  private mutating func add(_ units: UnsafeBufferPointer<ContentUnit>) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 3 * ContentUnit.blockSize) { hashes in
      let size = ContentUnit.blockSize
      let session = UnsafeMutableBufferPointer(rebasing: hashes[..<size])
      let whole = UnsafeMutableBufferPointer(rebasing: hashes[size..<2 * size])
      let pairs = UnsafeMutableBufferPointer(rebasing: hashes[(2 * size)...])
      // Side by side, since each step of a hash waits for the one before.
      var sessionChain = self.session.chain
      var wholeChain = self.whole.chain
      var previous = landmarks.previous
      var bytes = 0
      for index in units.indices {
        let unit = units[index]
        sessionChain = ContentAccumulator.chain(sessionChain, unit.hash)
        wholeChain = ContentAccumulator.chain(wholeChain, unit.hash)
        session[index] = sessionChain
        whole[index] = wholeChain
        pairs[index] = LandmarkSampler.pair(previous, unit.hash)
        previous = unit.hash
        bytes &+= Int(unit.bytes)
      }
      self.session.add(UnsafeBufferPointer(rebasing: session[..<units.count]), bytes: bytes)
      self.whole.add(UnsafeBufferPointer(rebasing: whole[..<units.count]), bytes: bytes)
      offset += bytes
      landmarks.add(units, pairs: pairs)
    }
  }
}
