/// The lines of a block that is not decided yet, with the bytes copied out of their chunk.
struct HeldLines {
  private var bytes: [UInt8] = []
  private var pieces: [(range: Range<Int>, piece: TextPiece)] = []

  /// The number of lines.
  var count: Int { pieces.count }
  /// The number of bytes.
  var byteCount: Int { bytes.count }

  mutating func append(_ piece: TextPiece) {
    let start = bytes.count
    bytes.append(contentsOf: piece.bytes)
    pieces.append((start..<bytes.count, piece))
  }

  /// Hands out the first line.
  func withFirst<Result>(_ body: (TextPiece) -> Result) -> Result {
    bytes.withUnsafeBytes { all in
      var piece = pieces[0].piece
      piece.bytes = UnsafeRawBufferPointer(rebasing: all[pieces[0].range])
      return body(piece)
    }
  }

  /// Lets the prefix of the first line reach further.
  mutating func extendPrefix(by count: Int) {
    pieces[0].piece.prefixCount += count
  }

  private mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
  }

  /// Makes one record of all lines, joined by LF.
  mutating func join(as kind: Record.Kind, into sink: inout RecordSink) {
    for index in pieces.indices {
      let range = pieces[index].range
      let prefix = pieces[index].piece.prefixCount
      pieces[index].range = range.lowerBound + prefix..<range.upperBound
    }
    joinMessages(as: kind, into: &sink) { _, _ in 0x0A }
  }

  /// Makes one record of all lines but the last ones, which become records of their own.
  mutating func join(as kind: Record.Kind, leaving rest: Int, into sink: inout RecordSink) {
    guard rest > 0, rest < count else { return join(as: kind, into: &sink) }
    var others = HeldLines()
    bytes.withUnsafeBytes { all in
      for (range, piece) in pieces.suffix(rest) {
        var piece = piece
        piece.bytes = UnsafeRawBufferPointer(rebasing: all[range])
        others.append(piece)
      }
    }
    pieces.removeLast(rest)
    join(as: kind, into: &sink)
    others.replay(from: 0, as: .line, into: &sink)
  }

  /// Makes a record of each line: the first of the given kind, the others as lines.
  mutating func replay(from index: Int, as kind: Record.Kind, into sink: inout RecordSink) {
    bytes.withUnsafeBytes { all in
      for position in index..<pieces.count {
        var piece = pieces[position].piece
        piece.bytes = UnsafeRawBufferPointer(rebasing: all[pieces[position].range])
        piece.chunkOffset = -1
        sink.append(piece, kind: position == index ? kind : .line)
      }
    }
    removeAll()
  }

  /// Makes one record of the rows of a folded message.
  mutating func unfold(_ column: RichColumn, into sink: inout RecordSink) {
    bytes.withUnsafeBytes { all in
      for index in pieces.indices {
        let range = pieces[index].range
        let row = UnsafeRawBufferPointer(rebasing: all[range])
        let part = column.message(of: row, isFirst: index == 0)
        pieces[index].range =
          range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound
      }
    }
    joinMessages(as: pieces.count > 1 ? .block : .line, into: &sink) { column.separator($0, $1) }
  }

  /// Joins the ranges of the pieces, which hold the messages without their prefixes.
  private mutating func joinMessages(
    as kind: Record.Kind, into sink: inout RecordSink,
    separator: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> UInt8?
  ) {
    guard let first = pieces.first, let last = pieces.last else { return }
    bytes.withUnsafeBytes { all in
      let prefix = sink.store(UnsafeRawBufferPointer(rebasing: all[..<first.piece.prefixCount]))
      let start = sink.storage.count
      let firstBreak = sink.breaks.count
      for index in pieces.indices {
        let text = UnsafeRawBufferPointer(rebasing: all[pieces[index].range])
        if index > 0 {
          let above = UnsafeRawBufferPointer(rebasing: all[pieces[index - 1].range])
          if let byte = separator(above, text) { sink.storage.append(byte) }
          let lines = pieces[index].piece.line - first.piece.line
          sink.breaks.append(LineBreak(offset: sink.storage.count - start, lines: lines))
        }
        _ = sink.store(text)
      }
      sink.append(
        Record(
          kind: kind, line: first.piece.line, extraLines: last.piece.line - first.piece.line,
          row: first.piece.row, isGlued: first.piece.isGlued,
          text: Record.Slice(offset: start, count: sink.storage.count - start, isStored: true),
          prefix: prefix, time: first.piece.time, source: first.piece.source,
          breaks: firstBreak..<sink.breaks.count))
    }
    removeAll()
  }
}
