/// Joins lines that belong together to one record: warnings, tracebacks, folded and indented lines.
///
/// Most lines pass through. A line that may begin a block is held until the lines behind it show what
/// it is; if it was no block, the held lines become records of their own. Every block is bounded.
struct RecordJoiner {
  /// What the held lines may become.
  enum Block {
    /// Nothing is held.
    case none
    /// A Python warning, whose source line follows; with the depth of open brackets in its message and
    /// the number of its lines outside of brackets.
    case pythonWarning(depth: Int, lines: Int)
    /// A C++ warning whose message goes on in the next line.
    case nativeWarning
    /// A traceback whose exception has not come yet.
    case traceback(indent: Int)
    /// A traceback that was pasted without its indentation, with the number of lines behind the last
    /// frame.
    case flatTraceback(lines: Int)
    /// A traceback with its exception, which another one may follow.
    case tracebackEnd(indent: Int)
    /// A line ending in a colon, with the lines that are indented below it.
    case indented(indent: Int)
    /// A message that a rich console folded; see `RichColumn`.
    case folded(RichColumn)
  }

  private(set) var block = Block.none
  private var held = HeldLines()
  /// What stands in front of a block's first line, as `[TRAIN] `, in front of its other lines too.
  private var tag: [UInt8] = []

  /// Bounds of any block; tracebacks of servers have some hundred frames.
  static let lineLimit = 400
  static let byteLimit = 64 << 10
  /// A frame without its indentation has so many lines behind the one that names it: the code, and marks
  /// below that.
  static let flatFrameLines = 3
  /// Outside of brackets a warning's message has few lines: eight in the longest of torch's.
  static let warningLineLimit = 12
  /// The most bytes of a tag in front of each line.
  static let tagLimit = 40
}

extension RecordJoiner {
  /// Whether nothing is held.
  var isEmpty: Bool {
    if case .none = block { true } else { false }
  }
}

// MARK: - Adding

extension RecordJoiner {
  /// Takes a text in the order of the log and appends the records that it completes.
  mutating func add(_ piece: TextPiece, into sink: inout RecordSink) {
    switch block {
    case .none:
      break
    default:
      if continues(piece, &sink) { return }
    }
    begin(piece, &sink)
  }

  /// Makes records of what is held: nothing more belongs to it.
  ///
  /// Inlined as far as nothing is held, as before nearly every frame.
  @inline(__always)
  mutating func flush(into sink: inout RecordSink) {
    if !isEmpty { release(into: &sink) }
  }

  private mutating func release(into sink: inout RecordSink) {
    switch block {
    case .none:
      return
    case .pythonWarning, .nativeWarning:
      block = .none
      held.replay(from: 0, as: .warning, into: &sink)
    case .traceback, .tracebackEnd:
      block = .none
      held.join(as: .traceback, into: &sink)
    case .flatTraceback(let lines):
      block = .none
      // Without its error nobody knows where it ended; the first line behind a frame is its code.
      held.join(as: .traceback, leaving: max(lines - 1, 0), into: &sink)
    case .indented:
      block = .none
      held.join(as: held.count > 1 ? .block : .line, into: &sink)
    case .folded(let column):
      block = .none
      held.unfold(column, into: &sink)
    }
  }

  private mutating func begin(_ piece: TextPiece, _ sink: inout RecordSink) {
    let text = piece.text
    let column = piece.isRich ? RichColumn(piece) : nil
    if let column, column.width != nil {
      hold(piece, .folded(column))
    } else if text.beginsTraceback || text.endsInTraceback {
      hold(piece, .traceback(indent: text.indent))
      noteTag(of: text)
    } else if text.beginsNativeWarning {
      if text.endsNativeWarning {
        sink.append(piece, kind: .warning)
      } else {
        hold(piece, .nativeWarning)
      }
    } else if text.beginsPythonWarning {
      hold(piece, .pythonWarning(depth: text.bracketDepth, lines: 1))
    } else if let column {
      hold(piece, .folded(column))
    } else if text.last == UInt8(ascii: ":"), text.count > 1 {
      hold(piece, .indented(indent: text.indent))
    } else {
      sink.append(piece, kind: .line)
    }
  }

  /// Takes for a tag what stands in front of a traceback in its first line.
  private mutating func noteTag(of text: UnsafeRawBufferPointer) {
    guard !text.beginsTraceback else { return }
    let count = text.index(of: UnsafeRawBufferPointer.tracebackStart, from: 0)
    if count <= Self.tagLimit { tag.append(contentsOf: text[..<count]) }
  }

  private mutating func hold(_ piece: TextPiece, _ block: Block) {
    tag.removeAll(keepingCapacity: true)
    held.append(piece)
    self.block = block
  }
}

// MARK: - Going on

extension RecordJoiner {
  /// Whether the piece belongs to the open block; ends the block if it does not.
  private mutating func continues(_ piece: TextPiece, _ sink: inout RecordSink) -> Bool {
    guard held.count < Self.lineLimit, held.byteCount + piece.bytes.count < Self.byteLimit else {
      flush(into: &sink)
      return false
    }
    switch block {
    case .none:
      return false
    case .pythonWarning(let depth, let lines):
      return continuesWarning(piece, depth, lines, &sink)
    case .nativeWarning:
      return continuesNativeWarning(piece, &sink)
    case .traceback(let indent):
      return continuesTraceback(piece, indent, &sink)
    case .flatTraceback(let lines):
      return continuesFlatTraceback(piece, lines, &sink)
    case .tracebackEnd(let indent):
      let piece = withoutTag(piece)
      if piece.text.announcesTraceback {
        held.append(piece)
        block = .traceback(indent: indent)
        return true
      }
    case .indented(let indent):
      if held.count == 1 { noteTag(sharedWith: piece) }
      let piece = withoutTag(piece)
      if isOfSameStream(piece), piece.text.indent >= indent + 2 {
        held.append(piece)
        return true
      }
    case .folded(let column):
      if !piece.isRich, column.holds(piece) {
        held.append(piece)
        return true
      }
    }
    flush(into: &sink)
    return false
  }

  private mutating func continuesWarning(
    _ piece: TextPiece, _ depth: Int, _ lines: Int, _ sink: inout RecordSink
  ) -> Bool {
    let text = piece.text
    let isNew =
      !isOfSameStream(piece) || text.beginsTraceback || text.beginsPythonWarning
      || text.beginsNativeWarning
    if isNew || lines > Self.warningLineLimit {
      block = .none
      held.replay(from: 0, as: .warning, into: &sink)
      return false
    }
    held.append(piece)
    if depth <= 0, text.indent == 2 {
      block = .none
      held.join(as: .warning, into: &sink)
    } else {
      block = .pythonWarning(
        depth: depth + text.bracketDepth, lines: depth <= 0 ? lines + 1 : lines)
    }
    return true
  }

  private mutating func continuesNativeWarning(
    _ piece: TextPiece, _ sink: inout RecordSink
  ) -> Bool {
    guard piece.prefixCount == 0, held.count < 4, !piece.text.beginsNativeWarning,
      !piece.text.beginsTraceback
    else {
      flush(into: &sink)
      return false
    }
    held.append(piece)
    if piece.text.endsNativeWarning {
      block = .none
      held.join(as: .warning, into: &sink)
    }
    return true
  }

  private mutating func continuesTraceback(
    _ piece: TextPiece, _ indent: Int, _ sink: inout RecordSink
  ) -> Bool {
    let piece = withoutTag(piece)
    let text = piece.text
    if text.indent > indent || text.beginsTraceback {
      held.append(piece)
      return true
    }
    if held.count == 1, text.beginsFrame {
      held.append(piece)
      block = .flatTraceback(lines: 0)
      return true
    }
    guard text.looksLikeException else {
      flush(into: &sink)
      return false
    }
    held.append(piece)
    block = .tracebackEnd(indent: indent)
    return true
  }

  /// The piece without the tag that stood in front of the block's first line, if it has that too.
  private mutating func withoutTag(_ piece: TextPiece) -> TextPiece {
    guard !tag.isEmpty, piece.prefixCount == 0, piece.text.starts(with: tag) else { return piece }
    if held.count == 1 { held.extendPrefix(by: tag.count) }
    var piece = piece
    piece.prefixCount += tag.count
    return piece
  }

  /// Takes for a tag what a piece has in common with the first line, if it ends in a colon or a bracket and
  /// the piece is indented behind it, which the first line is not.
  private mutating func noteTag(sharedWith piece: TextPiece) {
    let count = held.withFirst { first in
      guard first.prefixCount == 0, piece.prefixCount == 0 else { return 0 }
      let (one, other) = (first.bytes, piece.bytes)
      let limit = min(one.count, other.count - 1, Self.tagLimit)
      var count = 0
      while count < limit, one[count] == other[count] { count += 1 }
      guard count > 3, other[count] == 0x20, one[count - 1] == 0x20 else { return 0 }
      return one[count - 2] == UInt8(ascii: ":") || one[count - 2] == .closeBracket ? count : 0
    }
    tag.append(contentsOf: piece.bytes[..<count])
  }

  /// Whether a piece may belong to the lines above it: nothing stands in front of it but their tag, their
  /// process, or what a launcher puts in front of each line of the program that it started.
  private func isOfSameStream(_ piece: TextPiece) -> Bool {
    if piece.prefixCount == 0 || piece.prefix.elementsEqual(tag) { return true }
    if LoggerPrefix.namesProcess(piece.prefix) {
      return held.withFirst { $0.prefix.elementsEqual(piece.prefix) }
    }
    return LoggerPrefix.namesStream(piece.prefix)
      && held.withFirst { LoggerPrefix.namesStream($0.prefix) }
  }

  private mutating func continuesFlatTraceback(
    _ piece: TextPiece, _ lines: Int, _ sink: inout RecordSink
  ) -> Bool {
    let text = piece.text
    let isFrame = text.beginsFrame
    let isEnd = !isFrame && text.isNamedError
    guard piece.prefixCount == 0, !text.beginsTraceback,
      isFrame || isEnd || lines < Self.flatFrameLines
    else {
      flush(into: &sink)
      return false
    }
    held.append(piece)
    block = isEnd ? .tracebackEnd(indent: 0) : .flatTraceback(lines: isFrame ? 0 : lines + 1)
    return true
  }
}
