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
  package internal(set) var limits = Limits()
  /// The number of LFs seen.
  package internal(set) var lineFeeds = 0
  /// The number of LFs that a CR preceded.
  package internal(set) var carriageReturnLineFeeds = 0
  /// The number of lone CRs.
  package internal(set) var loneCarriageReturns = 0
  /// The number of records delivered.
  package internal(set) var recordCount = 0
  /// Whether batches say where lines end.
  package var notesLineFeeds = false

  /// The services, pods or units whose lines the transport put into the log.
  package internal(set) var sources: RelayedSources

  var sink = RecordSink()
  var layouts = FrameLayouts()
  var joiner = RecordJoiner()
  var terminal = TerminalText()
  var docker = DockerJSON()
  var commandErrors = NativeCommandErrors()

  /// The bytes of a frame that earlier chunks began.
  var pending: [UInt8] = []
  /// How many of them come from lines that the container runtime cut (CRI's tag `P`).
  var partialBytes = 0
  /// Bytes of the open frame that were cut off.
  var droppedBytes = 0
  /// Where the open frame's first control character stands in it; `Int.max` where there is none.
  var firstControl = Int.max
  /// Whether the chunk before ended in CR, which may belong to a CR LF.
  var endsInCR = false
  /// Whether the open frame is the first of its line.
  var isLineStart = true
  /// The 1-based number of the open line, and of the line in which the open frame began.
  var line = 1
  var pendingLine = 0
  var row = 0
  /// The transport's time for the open line.
  var lineTime: LogTime?
  /// Whether ComfyUI put a stamp before each piece of the open line, and its text without them.
  var isStamped = false
  var unstamped: [UInt8] = []

  /// Creates a tokenizer at the start of a log.
  ///
  /// - Parameter source: The only one of several sources of which lines are read; those that name no
  ///   source are read as well. `nil` for all.
  package init(onlyLinesOf source: [UInt8]? = nil) {
    sources = RelayedSources(only: source)
  }
}

extension LogTokenizer {
  /// The 1-based number of the open line.
  package var openLine: Int { line }

  /// Whether nothing is open: the next byte begins a line, and what records come behind it depends on
  /// nothing before it.
  package var isBetweenRecords: Bool {
    isLineStart && pending.isEmpty && droppedBytes == 0 && partialBytes == 0 && !endsInCR
      && joiner.isEmpty && commandErrors.isIdle && !docker.holdsText
  }
}

/// What ends a frame.
enum Terminator {
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
    _ chunk: UnsafeRawBufferPointer, _ body: (borrowing RecordBatch) throws -> Void
  ) rethrows {
    guard chunk.count > 0, let base = chunk.baseAddress else { return }
    let bytes = base.assumingMemoryBound(to: UInt8.self)
    var start = 0
    var at = 0
    if endsInCR {
      endsInCR = false
      if bytes[0] == 0x0A {
        carriageReturnLineFeeds += 1
        note(lineFeedAt: 0)
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
        note(lineFeedAt: at)
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
          note(lineFeedAt: at + 1)
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

  @inline(__always)
  private mutating func note(lineFeedAt offset: Int) {
    if notesLineFeeds { sink.note(lineFeedAt: offset) }
  }

  /// Delivers what is still open: the log has ended.
  package mutating func finish(_ body: (borrowing RecordBatch) throws -> Void) rethrows {
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    if endsInCR {
      endsInCR = false
      endFrame(none, 0..<0, .carriageReturn)
    }
    if !pending.isEmpty { endFrame(none, 0..<0, .end) }
    if docker.holdsText { renderDockerRest() }
    for line in commandErrors.release() { replay(line) }
    joiner.flush(into: &sink)
    try deliver(none, body)
  }

  private mutating func deliver(
    _ chunk: UnsafeRawBufferPointer, _ body: (borrowing RecordBatch) throws -> Void
  ) rethrows {
    guard !sink.isEmpty else { return }
    recordCount += sink.recordCount
    let (records, meters, lineFeeds) = (sink.records, sink.meters, sink.lineFeeds)
    try sink.breaks.withUnsafeBufferPointer { breaks in
      try sink.storage.withUnsafeBytes { storage in
        try body(
          RecordBatch(
            records: records, meters: meters, breaks: breaks, lineFeeds: lineFeeds,
            chunk: chunk, storage: storage))
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
  package var holdsOpenLine: Bool { !pending.isEmpty || endsInCR || docker.holdsText }

  /// Delivers the lines that wait, as if nothing followed that belongs to them; the open line stays.
  package mutating func flushHeldLines(_ body: (borrowing RecordBatch) throws -> Void) rethrows {
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
    copy.notesLineFeeds = notesLineFeeds
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
    copy.sources = sources
    copy.sink = sink.next()
    copy.layouts = layouts.following()
    copy.commandErrors = commandErrors
    copy.docker = docker
    return copy
  }
}
