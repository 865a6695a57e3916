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
  private var commandErrors = NativeCommandErrors()

  /// The bytes of a frame that earlier chunks began.
  private var pending: [UInt8] = []
  /// How many of them come from lines that the container runtime cut (CRI's tag `P`).
  private var partialBytes = 0
  /// Bytes of the open frame that were cut off.
  private var droppedBytes = 0
  /// Where the open frame's first control character stands in it; `Int.max` where there is none.
  private var firstControl = Int.max
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
  /// Whether ComfyUI put a stamp before each piece of the open line, and its text without them.
  private var isStamped = false
  private var unstamped: [UInt8] = []

  /// Creates a tokenizer at the start of a log.
  package init() {}
}

extension LogTokenizer {
  /// The 1-based number of the open line.
  package var openLine: Int { line }

  /// Whether nothing is open: the next byte begins a line, and what records come behind it depends on
  /// nothing before it.
  package var isBetweenRecords: Bool {
    isLineStart && pending.isEmpty && droppedBytes == 0 && partialBytes == 0 && !endsInCR
      && joiner.isEmpty && commandErrors.isIdle
  }
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
        if firstControl == .max { firstControl = pending.count + at - start }
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
    for line in commandErrors.release() { replay(line) }
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

  /// Ends a frame; nearly all lie whole in their chunk and follow another one in their line.
  @inline(__always)
  private mutating func endFrame(
    _ chunk: UnsafeRawBufferPointer, _ range: Range<Int>, _ terminator: Terminator
  ) {
    guard pending.isEmpty, droppedBytes == 0, range.count <= Self.frameLimit else {
      endAnyFrame(chunk, range, terminator)
      return
    }
    if range.isEmpty {
      pendingLine = line
    } else if isLineStart {
      if !addOrdinaryLine(chunk, range) {
        endAnyFrame(chunk, range, terminator)
        return
      }
    } else if isStamped || firstControl != .max {
      endAnyFrame(chunk, range, terminator)
      return
    } else {
      pendingLine = line
      let bytes = UnsafeRawBufferPointer(rebasing: chunk[range])
      if !addOrdinaryFrame(bytes, range.lowerBound) { text(bytes, range.lowerBound, row) }
    }
    endLine(terminator)
  }

  /// Makes the record of a frame that begins its line, as every second one of two bars does, where it is
  /// of the ordinary layout, nothing stands in front of it, and at most the cursor goes up behind it.
  ///
  /// - Returns: Whether it is one.
  @inline(never)
  private mutating func addOrdinaryLine(
    _ chunk: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> Bool {
    var bytes = UnsafeRawBufferPointer(rebasing: chunk[range])
    if firstControl != .max {
      guard Self.isCursorUp(bytes, at: firstControl) else { return false }
      bytes = UnsafeRawBufferPointer(rebasing: bytes[..<firstControl])
    }
    guard bytes.count > 12, !NativeCommandErrors.mayBegin(bytes) else { return false }
    pendingLine = line
    guard addOrdinaryFrame(bytes, range.lowerBound, isLineStart: true) else { return false }
    isLineStart = false
    isStamped = false
    if firstControl != .max {
      firstControl = .max
      row -= 1
    }
    return true
  }

  /// Makes the record of a frame of the ordinary layout that nothing has to be known about besides, as
  /// `text` would make it.
  ///
  /// - Returns: Whether it is one.
  @inline(__always)
  private mutating func addOrdinaryFrame(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, isLineStart: Bool = false
  ) -> Bool {
    guard bytes[bytes.count - 1] == .closeBracket, commandErrors.isIdle,
      let meter = MeterParser.parseOrdinary(bytes), !mayHavePrefix(bytes, meter),
      !isLineStart || !TransportPrefix.mayBegin(bytes, description: meter.description)
    else { return false }
    joiner.flush(into: &sink)
    sink.append(
      Record(
        kind: .progress, line: pendingLine, row: row, isGlued: false,
        text: Record.Slice(offset: offset, count: bytes.count, isStored: false),
        prefix: Record.Slice(offset: offset, count: 0, isStored: false), time: lineTime,
        meter: sink.meters.count))
    sink.meters.append(meter)
    return true
  }

  /// Whether a text ends in nothing else than what ends a bar below another one: the cursor goes up.
  @inline(__always)
  private static func isCursorUp(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    start == text.count - 3 && text[start] == 0x1B && text[start + 1] == UInt8(ascii: "[")
      && text[start + 2] == UInt8(ascii: "A")
  }

  /// Whether a logger's prefix may stand in a meter's description.
  @inline(__always)
  private func mayHavePrefix(_ bytes: UnsafeRawBufferPointer, _ meter: Meter) -> Bool {
    meter.description.count > 10 && (bytes[0] < 0x40 || bytes[0] == .openBracket)
  }

  @inline(never)
  private mutating func endAnyFrame(
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
    if pending.isEmpty { firstControl = .max }
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
    if firstControl != .max, firstControl >= partialBytes { firstControl -= transport.count }
    partialBytes = transport.isPartial && terminator == .lineFeed ? bytes.count : 0
    isLineStart = false
    return partialBytes > 0
  }

  @inline(__always)
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
      isStamped = transport.isStamped
      if transport.isWithheld {
        limits.withheldLines += 1
        return
      }
      if transport.isPartial, terminator == .lineFeed {
        // The container runtime cut the line here: it goes on behind the next line's prefix.
        pending.append(contentsOf: bytes[start...])
        partialBytes = pending.count
        if firstControl != .max { firstControl -= start }
        return
      }
    }
    if isStamped { return renderWithoutStamps(bytes) }
    let text = UnsafeRawBufferPointer(rebasing: bytes[start...])
    render(text, chunkOffset < 0 ? -1 : chunkOffset + start, cleanCount: firstControl - start)
  }

  /// Renders a frame of a line that ComfyUI kept.
  @inline(never)
  private mutating func renderWithoutStamps(_ bytes: UnsafeRawBufferPointer) {
    var text: [UInt8] = []
    swap(&text, &unstamped)
    PrintStamp.remove(from: bytes, into: &text)
    text.withUnsafeBytes { render($0, -1, cleanCount: 0) }
    swap(&text, &unstamped)
  }

  /// Makes records of a frame without its transport's prefix.
  ///
  /// - Parameters:
  ///   - bytes: The frame.
  ///   - chunkOffset: Its offset in the chunk, or -1 if it lies elsewhere.
  ///   - cleanCount: The bytes in front of its first control character.
  private mutating func render(
    _ bytes: UnsafeRawBufferPointer, _ chunkOffset: Int, cleanCount: Int
  ) {
    if cleanCount >= bytes.count {
      text(bytes, chunkOffset, row)
      return
    }
    if Self.isCursorUp(bytes, at: cleanCount) {
      text(UnsafeRawBufferPointer(rebasing: bytes[..<cleanCount]), chunkOffset, row)
      row -= 1
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
    reader.log.withUnsafeBytes { log in
      var start = 0
      for index in 0..<log.count where log[index] == 0x0A || log[index] == 0x0D {
        if index > start {
          render(UnsafeRawBufferPointer(rebasing: log[start..<index]), -1, cleanCount: 0)
        }
        if log[index] == 0x0D, index + 1 < log.count, log[index + 1] != 0x0A {
          loneCarriageReturns += 1
        }
        start = index + 1
      }
      if start < log.count {
        render(UnsafeRawBufferPointer(rebasing: log[start...]), -1, cleanCount: 0)
      }
    }
    return true
  }
}

// MARK: - Records

extension LogTokenizer {
  /// Makes records of readable text: meters and what is glued behind them, or a piece of text.
  private mutating func text(_ bytes: UnsafeRawBufferPointer, _ chunkOffset: Int, _ row: Int) {
    if !commandErrors.isIdle || NativeCommandErrors.mayBegin(bytes), isHeldBack(bytes, row) {
      return
    }
    readText(bytes, chunkOffset, row)
  }

  /// Whether a text waits, or is nothing that the program wrote.
  private mutating func isHeldBack(_ bytes: UnsafeRawBufferPointer, _ row: Int) -> Bool {
    switch commandErrors.take(bytes) {
    case .passes:
      for line in commandErrors.release() { replay(line) }
      return false
    case .waits:
      commandErrors.hold(
        NativeCommandErrors.Line(bytes: Array(bytes), line: pendingLine, row: row, time: lineTime))
    case .isDropped:
      break
    case .endsMessage:
      if let message = commandErrors.message() { replay(message) }
    }
    return true
  }

  /// Reads a text that waited, at its own place.
  private mutating func replay(_ held: NativeCommandErrors.Line) {
    let (line, time) = (pendingLine, lineTime)
    (pendingLine, lineTime) = (held.line, held.time)
    held.bytes.withUnsafeBytes { readText($0, -1, held.row) }
    (pendingLine, lineTime) = (line, time)
  }

  private mutating func readText(
    _ bytes: UnsafeRawBufferPointer, _ chunkOffset: Int, _ row: Int
  ) {
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
      guard var meter = MeterParser.parse(rest) else {
        let prefix = LoggerPrefix.parse(rest)
        piece.prefixCount = prefix.count
        piece.isRich = prefix.isRich
        piece.time = prefix.time ?? lineTime
        guard prefix.count < rest.count else { return }
        joiner.add(piece, into: &sink)
        return
      }
      let end = min(max(meter.end, 1), rest.count)
      if mayHavePrefix(rest, meter) {
        // A logger's time would keep the frames of one bar apart; what else looks like a prefix may be
        // the description's own beginning.
        let prefix = LoggerPrefix.parse(
          UnsafeRawBufferPointer(rebasing: rest[..<meter.description.upperBound]))
        if let time = prefix.time {
          piece.prefixCount = prefix.count
          piece.time = time
          meter.removeFirst(prefix.count)
        }
      }
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
    recordCount += sink.records.count
    try sink.records.withUnsafeBufferPointer { records in
      try sink.meters.withUnsafeBufferPointer { meters in
        try sink.breaks.withUnsafeBufferPointer { breaks in
          try sink.storage.withUnsafeBytes { storage in
            try body(
              RecordBatch(
                records: records, meters: meters, breaks: breaks, chunk: chunk, storage: storage))
          }
        }
      }
    }
    sink.removeAll()
  }
}

// MARK: - Looking ahead

extension LogTokenizer {
  /// Whether lines wait for what follows them, which may belong to the same record.
  package var holdsLines: Bool {
    !joiner.isEmpty
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
    copy.firstControl = firstControl
    copy.endsInCR = endsInCR
    copy.isLineStart = isLineStart
    copy.line = line
    copy.pendingLine = pendingLine
    copy.row = row
    copy.lineTime = lineTime
    copy.isStamped = isStamped
    copy.sink = sink
    copy.commandErrors = commandErrors
    return copy
  }
}
