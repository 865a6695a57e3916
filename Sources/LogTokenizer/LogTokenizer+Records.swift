extension LogTokenizer {
  /// Makes records of readable text: meters and what is glued behind them, or a piece of text.
  mutating func text(_ bytes: UnsafeRawBufferPointer, _ chunkOffset: Int, _ row: Int) {
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
  mutating func replay(_ held: NativeCommandErrors.Line) {
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
        time: lineTime, source: sources.current)
      guard var meter = MeterParser.parse(rest) else {
        add(piece)
        return
      }
      if rest.beginsTraceback, let end = rest.firstIndex(of: .colon) {
        // A bar was drawn again behind the first line of a traceback, whose other lines follow.
        let bar = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        readText(bar, offset < 0 ? -1 : offset + end + 1, row)
        piece.bytes = UnsafeRawBufferPointer(rebasing: rest[...end])
        add(piece)
        return
      }
      if let count = Self.messageCount(over: meter, in: rest) {
        piece.bytes = UnsafeRawBufferPointer(rebasing: rest[..<count])
        add(piece)
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        if offset >= 0 { offset += count }
        isGlued = true
        continue
      }
      var end = min(max(meter.end, 1), rest.count)
      if mayHavePrefix(rest, meter.description) {
        // A logger's time would keep the frames of one bar apart; what else looks like a prefix may be
        // the description's own beginning.
        let last = min(meter.description.upperBound + 1, end)
        let prefix = LoggerPrefix.parse(UnsafeRawBufferPointer(rebasing: rest[..<last]))
        if let time = prefix.time {
          piece.prefixCount = prefix.count
          piece.time = time
          meter.removeFirst(prefix.count)
        }
      }
      piece.bytes = UnsafeRawBufferPointer(rebasing: rest[..<end])
      joiner.flush(into: &sink)
      // The stamp of what was printed next, with nothing behind it, tells when the frame was drawn.
      if end < rest.count, let time = PrintStamp.time(in: rest, at: end) {
        piece.time = time
        end = rest.count
      }
      sink.append(piece, meter: meter)
      guard end < rest.count else { return }
      rest = UnsafeRawBufferPointer(rebasing: rest[end...])
      if offset >= 0 { offset += end }
      isGlued = true
    }
  }

  /// Adds a piece of text, which holds no meter.
  private mutating func add(_ text: TextPiece) {
    var piece = text
    let prefix = LoggerPrefix.parse(piece.bytes)
    piece.prefixCount = prefix.count
    piece.isRich = prefix.isRich
    piece.time = prefix.time ?? lineTime
    piece.bytes = UnsafeRawBufferPointer(
      rebasing: piece.bytes[..<SourceSuffix.messageCount(of: piece.bytes)])
    guard prefix.count < piece.bytes.count else { return }
    joiner.add(piece, into: &sink)
  }

  /// Returns the length of a message that was written over the beginning of a bar, of which the rest was
  /// left: in what is copied from a terminal, `*** Error completing request████| 50/50 [01:03<00:00]`.
  ///
  /// A bar's own description has its percentage or its edge behind it, or is a word alone.
  private static func messageCount(over meter: Meter, in text: UnsafeRawBufferPointer) -> Int? {
    let end = meter.description.upperBound
    guard meter.percent == nil, end > 0, end + 1 < meter.end, text[end] == 0xE2,
      text[end + 1] == 0x96, text[meter.description].contains(0x20)
    else { return nil }
    return end
  }
}
