/// Collects the records of a batch and the bytes that do not lie in the chunk.
struct RecordSink {
  var records: [Record] = []
  var meters: [Meter] = []
  var breaks: [LineBreak] = []
  var storage: [UInt8] = []

  /// Whether the batch is large enough to be delivered.
  var isFull: Bool { records.count >= 4096 || storage.count >= 1 << 20 }

  mutating func removeAll() {
    records.removeAll(keepingCapacity: true)
    meters.removeAll(keepingCapacity: true)
    breaks.removeAll(keepingCapacity: true)
    storage.removeAll(keepingCapacity: true)
  }

  /// Copies bytes into the batch's own storage.
  mutating func store(_ bytes: UnsafeRawBufferPointer) -> Record.Slice {
    let offset = storage.count
    storage.append(contentsOf: bytes)
    return Record.Slice(offset: offset, count: bytes.count, isStored: true)
  }
}

/// A text that is about to become a record or a part of one, with where it stands.
struct TextPiece {
  /// The bytes, with the prefix.
  var bytes: UnsafeRawBufferPointer
  /// The bytes' offset in the chunk, or -1 if they lie elsewhere.
  var chunkOffset: Int
  /// The 1-based line.
  var line: Int
  /// The terminal row.
  var row: Int
  /// Whether it stood behind a meter.
  var isGlued: Bool
  /// The length of the prefix.
  var prefixCount = 0
  /// Whether the prefix is that of a rich console.
  var isRich = false
  /// The time in the prefix or of the transport.
  var time: LogTime?

  /// The bytes behind the prefix.
  var text: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[prefixCount...])
  }
}

extension RecordSink {
  /// Appends a record of one piece.
  mutating func append(_ piece: TextPiece, kind: Record.Kind) {
    let whole = slice(of: piece)
    append(
      Record(
        kind: kind, line: piece.line, extraLines: 0, frame: 0, row: piece.row,
        isGlued: piece.isGlued,
        text: Record.Slice(
          offset: whole.offset + piece.prefixCount, count: whole.count - piece.prefixCount,
          isStored: whole.isStored),
        prefix: Record.Slice(
          offset: whole.offset, count: piece.prefixCount, isStored: whole.isStored),
        time: piece.time, meter: -1, breaks: 0..<0))
  }

  /// Appends a record of a progress frame.
  mutating func append(_ piece: TextPiece, meter: Meter) {
    let whole = slice(of: piece)
    append(
      Record(
        kind: .progress, line: piece.line, extraLines: 0, frame: 0, row: piece.row,
        isGlued: piece.isGlued,
        text: Record.Slice(
          offset: whole.offset + piece.prefixCount, count: whole.count - piece.prefixCount,
          isStored: whole.isStored),
        prefix: Record.Slice(
          offset: whole.offset, count: piece.prefixCount, isStored: whole.isStored),
        time: piece.time, meter: meters.count, breaks: 0..<0))
    meters.append(meter)
  }

  /// Appends a record and numbers it within its line.
  mutating func append(_ record: Record) {
    records.append(record)
  }

  private mutating func slice(of piece: TextPiece) -> Record.Slice {
    piece.chunkOffset < 0
      ? store(piece.bytes)
      : Record.Slice(offset: piece.chunkOffset, count: piece.bytes.count, isStored: false)
  }
}
