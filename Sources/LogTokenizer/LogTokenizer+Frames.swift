extension LogTokenizer {
  /// Keeps the bytes of a frame that goes on in the next chunk.
  mutating func keep(_ chunk: UnsafeRawBufferPointer, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if pending.isEmpty, droppedBytes == 0 { pendingLine = line }
    let room = max(Self.frameLimit - pending.count, 0)
    let kept = min(room, range.count)
    pending.append(contentsOf: chunk[range.lowerBound..<range.lowerBound + kept])
    droppedBytes += range.count - kept
  }

  /// Ends a frame; nearly all lie whole in their chunk and follow another one in their line.
  @inline(__always)
  mutating func endFrame(
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
    } else if isStamped || sources.leavesOutLine || firstControl != .max {
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
    guard bytes.count > 12 else { return false }
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
    guard bytes[bytes.count - 1] == .closeBracket, commandErrors.isIdle else { return false }
    var label: UInt32 = 0
    if layouts.read(bytes, beginsLine: isLineStart, into: sink.nextMeter) {
      label = layouts.label
    } else if !parseOrdinaryFrame(bytes, isLineStart: isLineStart, &label) {
      return false
    }
    joiner.flush(into: &sink)
    sink.append(
      Record(
        kind: .progress, line: pendingLine, row: row, isGlued: false,
        text: Record.Slice(offset: offset, count: bytes.count, isStored: false),
        prefix: Record.Slice(offset: offset, count: 0, isStored: false), time: lineTime,
        source: sources.current, meter: sink.meterCount, label: label))
    sink.keepNextMeter()
    return true
  }

  /// Parses such a frame, and remembers how it is laid out.
  @inline(never)
  private mutating func parseOrdinaryFrame(
    _ bytes: UnsafeRawBufferPointer, isLineStart: Bool, _ label: inout UInt32
  ) -> Bool {
    let meter = sink.nextMeter
    guard MeterParser.parseOrdinary(bytes, into: &meter.pointee) else { return false }
    let description = meter.pointee.description
    guard !mayHavePrefix(bytes, description), description.isEmpty || !bytes.beginsTraceback,
      !isLineStart
        || !TransportPrefix.mayBegin(bytes, description: description)
          && !NativeCommandErrors.mayBegin(bytes)
    else { return false }
    if layouts.note(bytes, beginsLine: isLineStart, meter.pointee) { label = layouts.label }
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
  func mayHavePrefix(_ bytes: UnsafeRawBufferPointer, _ description: Range<Int>) -> Bool {
    description.count > 10 && (bytes[0] < 0x40 || bytes[0] == .openBracket)
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
      sources.endLine()
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
      if docker.holdsText { renderDockerRest() }
      let transport = TransportPrefix.parse(bytes)
      start = transport.count
      lineTime = transport.time
      if !transport.name.isEmpty {
        sources.begin(UnsafeRawBufferPointer(rebasing: bytes[transport.name]))
        if sources.leavesOutLine { return }
      }
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
    if sources.leavesOutLine { return }
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
    reader.joinLines(limit: Self.frameLimit)
    lineTime = reader.time
    renderLines(of: reader)
    return true
  }

  /// Reads what waits of docker's lines: its rest did not come.
  mutating func renderDockerRest() {
    var reader = DockerJSON()
    swap(&reader, &docker)
    reader.takeRest()
    renderLines(of: reader)
    swap(&reader, &docker)
  }

  private mutating func renderLines(of reader: DockerJSON) {
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
  }
}
