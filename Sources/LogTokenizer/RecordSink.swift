/// Collects the records of a batch and the bytes that do not lie in the chunk.
///
/// Records, meters and LFs lie in own memory instead of arrays, because each frame adds one: an array asks
/// each time whether it is shared, which took a tenth of what cutting frames takes.
struct RecordSink: ~Copyable {
  /// How many records make a batch.
  private static let batchSize = 256

  private var recordMemory = UnsafeMutablePointer<Record>.allocate(capacity: batchSize)
  private var recordRoom = batchSize
  private(set) var recordCount = 0
  private var meterMemory = UnsafeMutablePointer<Meter>.allocate(capacity: batchSize)
  private var meterRoom = batchSize
  private(set) var meterCount = 0
  var breaks: [LineBreak] = []
  var storage: [UInt8] = []
  private var lineFeedMemory = UnsafeMutablePointer<UInt32>.allocate(capacity: batchSize)
  private var lineFeedRoom = batchSize
  private(set) var lineFeedCount = 0
  /// The number of records of `numberedLine` so far.
  private var numberedLine = 0
  private var frameNumber = 0

  deinit {
    recordMemory.deallocate()
    meterMemory.deallocate()
    lineFeedMemory.deallocate()
  }
}

extension RecordSink {
  /// Whether the batch is large enough to be delivered.
  var isFull: Bool {
    recordCount >= Self.batchSize || storage.count >= 1 << 20 || lineFeedCount >= 1024
  }

  /// Whether there is nothing to deliver.
  var isEmpty: Bool { recordCount == 0 && lineFeedCount == 0 }

  /// The records so far, until another one is added.
  var records: UnsafeBufferPointer<Record> {
    UnsafeBufferPointer(start: recordMemory, count: recordCount)
  }

  /// Their meters, until another one is added.
  var meters: UnsafeBufferPointer<Meter> {
    UnsafeBufferPointer(start: meterMemory, count: meterCount)
  }

  /// The offsets of LFs in the chunk, where they are noted, until another one is.
  var lineFeeds: UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: lineFeedMemory, count: lineFeedCount)
  }

  mutating func removeAll() {
    recordCount = 0
    meterCount = 0
    lineFeedCount = 0
    if !breaks.isEmpty { breaks.removeAll(keepingCapacity: true) }
    if !storage.isEmpty { storage.removeAll(keepingCapacity: true) }
  }

  /// Returns a sink without records that numbers those to come as this one does.
  borrowing func next() -> RecordSink {
    var next = RecordSink()
    next.numberedLine = numberedLine
    next.frameNumber = frameNumber
    return next
  }

  /// Copies bytes into the batch's own storage.
  mutating func store(_ bytes: UnsafeRawBufferPointer) -> Record.Slice {
    let offset = storage.count
    storage.append(contentsOf: bytes)
    return Record.Slice(offset: offset, count: bytes.count, isStored: true)
  }

  /// The place of the next meter, which may be written there and belongs to nothing until it is kept.
  var nextMeter: UnsafeMutablePointer<Meter> { meterMemory + meterCount }

  /// Counts the meter at `nextMeter` as that of the record that was appended last, or is next.
  @inline(__always)
  mutating func keepNextMeter() {
    meterCount += 1
    if meterCount == meterRoom { Self.grow(&meterMemory, &meterRoom) }
  }

  /// Appends the meter of the record that was appended last, or is next.
  @inline(__always)
  mutating func append(_ meter: Meter) {
    nextMeter.initialize(to: meter)
    keepNextMeter()
  }

  /// Appends a record, with its number within its line.
  @inline(__always)
  mutating func append(_ record: Record) {
    if record.line != numberedLine {
      numberedLine = record.line
      frameNumber = 0
    }
    if recordCount == recordRoom { Self.grow(&recordMemory, &recordRoom) }
    (recordMemory + recordCount).initialize(to: record)
    recordMemory[recordCount].frame = frameNumber
    frameNumber += 1
    recordCount += 1
  }

  /// Notes the offset of an LF.
  @inline(__always)
  mutating func note(lineFeedAt offset: Int) {
    if lineFeedCount == lineFeedRoom { Self.grow(&lineFeedMemory, &lineFeedRoom) }
    lineFeedMemory[lineFeedCount] = UInt32(truncatingIfNeeded: offset)
    lineFeedCount += 1
  }

  /// Doubles some memory that is full: a chunk's last piece made more records than a batch has.
  @inline(never)
  private static func grow<Element>(
    _ memory: inout UnsafeMutablePointer<Element>, _ room: inout Int
  ) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * room)
    larger.moveInitialize(from: memory, count: room)
    memory.deallocate()
    (memory, room) = (larger, 2 * room)
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
  /// The number of the source that the transport names.
  var source: UInt8 = 0

  /// The bytes in front of the text.
  var prefix: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[..<prefixCount])
  }

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
    append(piece, kind: .progress, meter: meterCount)
    append(meter)
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
        time: piece.time, source: piece.source, meter: meter))
  }
}
