internal import CByteScan

/// Turns the bytes of a log into records, chunk by chunk.
///
/// A lone CR ends a frame as LF ends a line; frames are rendered, freed of transport and logger
/// prefixes, read as meters, and joined to blocks. Any cutting of the same bytes into chunks gives
/// the same records.
///
///     var tokenizer = LogTokenizer()
///     tokenizer.feed(chunk) { batch in for record in batch.records { ... } }
///     tokenizer.finish { batch in ... }
///
/// Bytes arrive as UTF-8, broken or not. Memory is bounded: a frame keeps its first
/// `frameLimit` bytes, a joined record its first lines; what was cut is counted in `limits`.
package struct LogTokenizer: ~Copyable {
  /// The most bytes of a frame that are kept.
  package static let frameLimit = 1 << 20

  /// Bounds that were hit.
  package struct Limits: Sendable, Equatable {
    /// Frames that were longer than `frameLimit` and were cut.
    package var cutFrames = 0
    /// The bytes that were cut off.
    package var cutBytes = 0
    /// The line of the first frame that was cut, 0 if none was.
    package var firstCutLine = 0
    /// Lines that a transport withheld, such as journald's `[1.2K blob data]`.
    package var withheldLines = 0
  }

  /// Bounds that were hit so far.
  package private(set) var limits = Limits()
  /// The number of LFs seen.
  package private(set) var lineFeeds = 0
  /// The number of LFs that a CR preceded.
  package private(set) var carriageReturnLineFeeds = 0
  /// The number of lone CRs.
  package private(set) var loneCarriageReturns = 0
  /// The number of records delivered.
  package private(set) var recordCount = 0

  private var sink = RecordSink()
  private var joiner = RecordJoiner()
  private var terminal = TerminalText()
  private var docker = DockerJSON()

  /// The bytes of a frame that earlier chunks began.
  private var pending: [UInt8] = []
  /// How many of them come from lines that the container runtime cut (CRI's tag `P`).
  private var partialBytes = 0
  /// Bytes of the open frame that were cut off.
  private var droppedBytes = 0
  /// Whether the open frame holds control characters.
  private var isDirty = false
  /// Whether the chunk before ended in CR, which may belong to a CR LF.
  private var endsInCR = false
  /// Whether the open frame is the first of its line.
  private var isLineStart = true
  /// The 1-based number of the open line, and of the line in which the open frame began.
  private var line = 1
  private var pendingLine = 0
  private var row = 0
  /// The transport's time for the open line.
  private var lineTime: LogTime?
  /// The number of records of `numberedLine` so far.
  private var numberedLine = 0
  private var frameNumber = 0

  /// Creates a tokenizer at the start of a log.
  package init() {}
}

/// What ends a frame.
private enum Terminator {
  case lineFeed
  case carriageReturn
  case end
}

// MARK: - Feeding

extension LogTokenizer {
  /// Takes the next bytes and delivers the records that they complete.
  ///
  /// - Parameters:
  ///   - chunk: UTF-8 bytes; they are not needed after the call.
  ///   - body: Is handed batches that are valid only during its call.
  /// - Complexity: O(bytes).
  package mutating func feed(
    _ chunk: UnsafeRawBufferPointer, _ body: (RecordBatch) throws -> Void
  ) rethrows {
    guard chunk.count > 0, let base = chunk.baseAddress else { return }
    let bytes = base.assumingMemoryBound(to: UInt8.self)
    var start = 0
    var at = 0
    if endsInCR {
      endsInCR = false
      if bytes[0] == 0x0A {
        carriageReturnLineFeeds += 1
        at = 1
        start = 1
        endFrame(chunk, 0..<0, .lineFeed)
      } else {
        endFrame(chunk, 0..<0, .carriageReturn)
      }
    }
    while true {
      at = sdlog_first_control(bytes, at, chunk.count)
      if at == chunk.count { break }
      let byte = bytes[at]
      if byte == 0x0A {
        endFrame(chunk, start..<at, .lineFeed)
        at += 1
        start = at
      } else if byte == 0x0D {
        if at + 1 == chunk.count {
          keep(chunk, start..<at)
          endsInCR = true
          start = chunk.count
          break
        }
        if bytes[at + 1] == 0x0A {
          carriageReturnLineFeeds += 1
          endFrame(chunk, start..<at, .lineFeed)
          at += 2
        } else {
          endFrame(chunk, start..<at, .carriageReturn)
          at += 1
        }
        start = at
      } else {
        isDirty = true
        at += 1
      }
      if sink.isFull { try deliver(chunk, body) }
    }
    keep(chunk, start..<chunk.count)
    try deliver(chunk, body)
  }

  /// Delivers what is still open: the log has ended.
  package mutating func finish(_ body: (RecordBatch) throws -> Void) rethrows {
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    if endsInCR {
      endsInCR = false
      endFrame(none, 0..<0, .carriageReturn)
    }
    if !pending.isEmpty { endFrame(none, 0..<0, .end) }
    joiner.flush(into: &sink)
    try deliver(none, body)
  }
}

// MARK: - Frames

extension LogTokenizer {
  /// Keeps the bytes of a frame that goes on in the next chunk.
  private mutating func keep(_ chunk: UnsafeRawBufferPointer, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if pending.isEmpty, droppedBytes == 0 { pendingLine = line }
    let room = max(Self.frameLimit - pending.count, 0)
    let kept = min(room, range.count)
    pending.append(contentsOf: chunk[range.lowerBound..<range.lowerBound + kept])
    droppedBytes += range.count - kept
  }

  private mutating func endFrame(
    _ chunk: UnsafeRawBufferPointer, _ range: Range<Int>, _ terminator: Terminator
  ) {
    if pending.isEmpty, droppedBytes == 0 {
      if range.count > Self.frameLimit {
        droppedBytes = range.count - Self.frameLimit
        pendingLine = line
      }
      let kept = range.lowerBound..<min(range.upperBound, range.lowerBound + Self.frameLimit)
      pendingLine = line
      if !kept.isEmpty || isLineStart {
        frame(UnsafeRawBufferPointer(rebasing: chunk[kept]), kept.lowerBound, terminator)
      }
    } else {
      keep(chunk, range)
      // Taken out so that the frame's bytes stay in place while records are made of them.
      var bytes: [UInt8] = []
      swap(&bytes, &pending)
      if joinsPartialLines(&bytes, terminator) {
        swap(&bytes, &pending)
      } else {
        bytes.withUnsafeBytes { frame($0, -1, terminator) }
        bytes.removeAll(keepingCapacity: true)
        if pending.isEmpty { swap(&bytes, &pending) }
      }
    }
    if droppedBytes > 0 {
      limits.cutFrames += 1
      limits.cutBytes += droppedBytes
      if limits.firstCutLine == 0 { limits.firstCutLine = pendingLine }
      droppedBytes = 0
    }
    isDirty = false
    endLine(terminator)
  }

  /// Removes the transport's prefix behind the parts of a line that the container runtime cut.
  ///
  /// - Returns: Whether this part is cut as well, so that the line goes on.
  private mutating func joinsPartialLines(_ bytes: inout [UInt8], _ terminator: Terminator) -> Bool
  {
    guard partialBytes > 0, isLineStart else { return false }
    let transport = bytes.withUnsafeBytes {
      TransportPrefix.parse(UnsafeRawBufferPointer(rebasing: $0[partialBytes...]))
    }
    bytes.removeSubrange(partialBytes..<partialBytes + transport.count)
    partialBytes = transport.isPartial && terminator == .lineFeed ? bytes.count : 0
    isLineStart = false
    return partialBytes > 0
  }

  private mutating func endLine(_ terminator: Terminator) {
    switch terminator {
    case .lineFeed:
      lineFeeds += 1
      line += 1
      row += 1
      isLineStart = true
      lineTime = nil
    case .carriageReturn:
      loneCarriageReturns += 1
    case .end:
      break
    }
  }

  /// Reads a whole frame: removes the transport's prefix, then renders control characters.
  private mutating func frame(
    _ bytes: UnsafeRawBufferPointer, _ chunkOffset: Int, _ terminator: Terminator
  ) {
    guard bytes.count > 0 else { return }
    var start = 0
    if isLineStart {
      isLineStart = false
      if bytes[0] == UInt8(ascii: "{"), isDockerLine(bytes) { return }
      let transport = TransportPrefix.parse(bytes)
      start = transport.count
      lineTime = transport.time
      if transport.isWithheld {
        limits.withheldLines += 1
        return
      }
      if transport.isPartial, terminator == .lineFeed {
        // The container runtime cut the line here: it goes on behind the next line's prefix.
        pending.append(contentsOf: bytes[start...])
        partialBytes = pending.count
        return
      }
    }
    let text = UnsafeRawBufferPointer(rebasing: bytes[start...])
    render(text, chunkOffset < 0 ? -1 : chunkOffset + start)
  }

  private mutating func render(_ bytes: UnsafeRawBufferPointer, _ chunkOffset: Int) {
    guard isDirty else {
      text(bytes, chunkOffset, row)
      return
    }
    var rendered = TerminalText()
    swap(&rendered, &terminal)
    rendered.render(bytes)
    rendered.bytes.withUnsafeBytes { all in
      for part in rendered.parts {
        text(UnsafeRawBufferPointer(rebasing: all[part.range]), -1, row + part.row)
      }
    }
    row += rendered.rowAtEnd
    swap(&rendered, &terminal)
  }

  /// Reads a line of docker's json-file driver; `false` if it is none.
  private mutating func isDockerLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var reader = DockerJSON()
    swap(&reader, &docker)
    defer { swap(&reader, &docker) }
    guard reader.read(bytes) else { return false }
    lineTime = reader.time
    isDirty = true
    reader.log.withUnsafeBytes { log in
      var start = 0
      for index in 0..<log.count where log[index] == 0x0A || log[index] == 0x0D {
        if index > start {
          render(UnsafeRawBufferPointer(rebasing: log[start..<index]), -1)
        }
        if log[index] == 0x0D, index + 1 < log.count, log[index + 1] != 0x0A {
          loneCarriageReturns += 1
        }
        start = index + 1
      }
      if start < log.count {
        render(UnsafeRawBufferPointer(rebasing: log[start...]), -1)
      }
    }
    return true
  }
}

// MARK: - Records

extension LogTokenizer {
  /// Makes records of readable text: meters and what is glued behind them, or a piece of text.
  private mutating func text(_ bytes: UnsafeRawBufferPointer, _ chunkOffset: Int, _ row: Int) {
    var rest = bytes
    var offset = chunkOffset
    var isGlued = false
    while true {
      // Programs pad with blanks to hide a longer text that stood there before.
      var count = rest.count
      while count > 0, rest[count - 1] == 0x20 || rest[count - 1] == 0x09 { count -= 1 }
      guard count > 0 else { return }
      rest = UnsafeRawBufferPointer(rebasing: rest[..<count])
      var piece = TextPiece(
        bytes: rest, chunkOffset: offset, line: pendingLine, row: row, isGlued: isGlued,
        time: lineTime)
      guard let meter = MeterParser.parse(rest) else {
        let prefix = LoggerPrefix.parse(rest)
        piece.prefixCount = prefix.count
        piece.isRich = prefix.isRich
        piece.time = prefix.time ?? lineTime
        guard prefix.count < rest.count else { return }
        joiner.add(piece, into: &sink)
        return
      }
      let end = min(max(meter.end, 1), rest.count)
      piece.bytes = UnsafeRawBufferPointer(rebasing: rest[..<end])
      joiner.flush(into: &sink)
      sink.append(piece, meter: meter)
      guard end < rest.count else { return }
      rest = UnsafeRawBufferPointer(rebasing: rest[end...])
      if offset >= 0 { offset += end }
      isGlued = true
    }
  }

  private mutating func deliver(
    _ chunk: UnsafeRawBufferPointer, _ body: (RecordBatch) throws -> Void
  ) rethrows {
    guard !sink.records.isEmpty else { return }
    for index in sink.records.indices {
      if sink.records[index].line != numberedLine {
        numberedLine = sink.records[index].line
        frameNumber = 0
      }
      sink.records[index].frame = frameNumber
      frameNumber += 1
    }
    recordCount += sink.records.count
    try sink.storage.withUnsafeBytes { storage in
      try body(
        RecordBatch(
          records: sink.records, meters: sink.meters, breaks: sink.breaks, chunk: chunk,
          storage: storage))
    }
    sink.removeAll()
  }
}

// MARK: - Looking ahead

extension LogTokenizer {
  /// Whether lines wait for what follows them, which may belong to the same record.
  package var holdsLines: Bool {
    if case .none = joiner.block { false } else { true }
  }

  /// Whether a line has begun that has not ended.
  package var holdsOpenLine: Bool { !pending.isEmpty || endsInCR }

  /// Delivers the lines that wait, as if nothing followed that belongs to them; the open line stays.
  package mutating func flushHeldLines(_ body: (RecordBatch) throws -> Void) rethrows {
    joiner.flush(into: &sink)
    try deliver(UnsafeRawBufferPointer(start: nil, count: 0), body)
  }

  /// Returns a tokenizer that goes on from here by itself.
  ///
  /// - Complexity: O(1) until one of the two goes on, which then copies what is pending.
  package borrowing func copy() -> LogTokenizer {
    var copy = LogTokenizer()
    copy.limits = limits
    copy.lineFeeds = lineFeeds
    copy.carriageReturnLineFeeds = carriageReturnLineFeeds
    copy.loneCarriageReturns = loneCarriageReturns
    copy.recordCount = recordCount
    copy.joiner = joiner
    copy.pending = pending
    copy.partialBytes = partialBytes
    copy.droppedBytes = droppedBytes
    copy.isDirty = isDirty
    copy.endsInCR = endsInCR
    copy.isLineStart = isLineStart
    copy.line = line
    copy.pendingLine = pendingLine
    copy.row = row
    copy.lineTime = lineTime
    copy.numberedLine = numberedLine
    copy.frameNumber = frameNumber
    return copy
  }
}
