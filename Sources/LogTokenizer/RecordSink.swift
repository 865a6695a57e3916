/// Collects the records of a batch and the bytes that do not lie in the chunk.
struct RecordSink {
  var records: [Record] = []
  var meters: [Meter] = []
  var breaks: [LineBreak] = []
  var storage: [UInt8] = []
  /// The offsets of LFs in the chunk, where they are noted.
  var lineFeeds: [UInt32] = []
  /// The number of records of `numberedLine` so far.
  private var numberedLine = 0
  private var frameNumber = 0

  /// Whether the batch is large enough to be delivered.
  var isFull: Bool {
    records.count >= 256 || storage.count >= 1 << 20 || lineFeeds.count >= 1024
  }

  /// Whether there is nothing to deliver.
  var isEmpty: Bool { records.isEmpty && lineFeeds.isEmpty }

  mutating func removeAll() {
    records.removeAll(keepingCapacity: true)
    meters.removeAll(keepingCapacity: true)
    breaks.removeAll(keepingCapacity: true)
    storage.removeAll(keepingCapacity: true)
    lineFeeds.removeAll(keepingCapacity: true)
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
    append(piece, kind: kind, meter: -1)
  }

  /// Appends a record of a progress frame.
  @inline(__always)
  mutating func append(_ piece: TextPiece, meter: Meter) {
    append(piece, kind: .progress, meter: meters.count)
    meters.append(meter)
  }

  @inline(__always)
  private mutating func append(_ piece: TextPiece, kind: Record.Kind, meter: Int) {
    let isStored = piece.chunkOffset < 0
    let offset = isStored ? storage.count : piece.chunkOffset
    if isStored { storage.append(contentsOf: piece.bytes) }
    append(
      Record(
        kind: kind, line: piece.line, row: piece.row, isGlued: piece.isGlued,
        text: Record.Slice(
          offset: offset + piece.prefixCount, count: piece.bytes.count - piece.prefixCount,
          isStored: isStored),
        prefix: Record.Slice(offset: offset, count: piece.prefixCount, isStored: isStored),
        time: piece.time, meter: meter))
  }

  /// Appends a record, with its number within its line.
  @inline(__always)
  mutating func append(_ record: Record) {
    if record.line != numberedLine {
      numberedLine = record.line
      frameNumber = 0
    }
    var record = record
    record.frame = frameNumber
    frameNumber += 1
    records.append(record)
  }
}
