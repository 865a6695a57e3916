/// Where a session waits.
struct SessionEntry: Sendable {
  /// The store, and the offset of its first run there.
  var store = 0
  var offset: Int
  /// The printed start, in milliseconds; that of the session before where there is none.
  var time: Int64
  /// The number of the input in reading order, and its position among that input's sessions.
  var input = 0
  var ordinal = 0
  /// The first line, cut at the largest number that fits.
  var line: UInt32
  /// What is added to the lines that are stored with it.
  var shift = 0
  /// Whether another part of its input stands in front of its own.
  var isBehindPart = false
  /// The bytes and the number of its runs, which stand in front of it.
  var runBytes: UInt32
  var runs: UInt32
  /// The number of its causes among the sets of the input, or of all inputs.
  var causes: UInt16
  /// How grave it is, as in `SessionOutline`.
  var gravity: UInt8
  /// The id of its program.
  var frontEnd: String
}

extension SessionEntry {
  /// Whether it is told by other lines or another position than those that are stored with it.
  var isPlaced: Bool { shift != 0 || isBehindPart }
}

/// The entries of one input, or of a part of one that was read by itself: 40 bytes each in its store, and
/// here 8 bytes for a block of them.
struct EntryBlocks: Sendable {
  /// A block has so many entries; the last one of an input may have fewer.
  static let blockLength = 512

  /// The store with the blocks, and with the sessions.
  var store = 0
  /// The number of the input in reading order.
  var input = 0
  /// The number of the first entry among those of all inputs.
  var first = 0
  private(set) var count = 0
  /// Whether no entry has an earlier time than the one before it.
  private(set) var isAscending = true
  private(set) var firstTime = Int64.min
  private(set) var lastTime = Int64.min
  /// The stored lines of the first and the last entry.
  private(set) var firstLine = 0
  private(set) var lastLine = 0
  /// What is added to stored lines.
  private(set) var shift = 0
  /// The number of the input's entries in front.
  private(set) var firstOrdinal = 0

  /// The first printed time, and the time of entries before it.
  private var firstPrinted = Int64.min
  private var timeBefore = Int64.min

  /// The offsets of the blocks in the store.
  private var offsets: [Int] = []
  /// What stands in no block yet.
  private var pending: [Stored] = []
  private var frontEnds: [String] = []
  /// The numbers among the sets of all inputs, by those of this one; none while they are the same.
  private var causes: [UInt16] = []

  /// An entry as it is stored.
  ///
  /// It has no padding, because its bytes are written as they are.
  fileprivate struct Stored: BitwiseCopyable {
    var offset: Int
    var time: Int64
    var line: UInt32
    var runBytes: UInt32
    var runs: UInt32
    var causes: UInt32
    /// The number of its program among those of the input.
    var frontEnd: UInt32
    var gravity: UInt32
  }
}

extension EntryBlocks {
  /// Whether a block is full and waits to be stored.
  var hasFullBlock: Bool { pending.count >= Self.blockLength }
  /// Whether there are entries that stand in no block yet.
  var hasPending: Bool { !pending.isEmpty }

  mutating func append(_ entry: SessionEntry) {
    if count == 0 {
      firstTime = entry.time
      firstLine = Int(entry.line)
    }
    if firstPrinted == .min { firstPrinted = entry.time }
    if entry.time < lastTime { isAscending = false }
    lastTime = entry.time
    lastLine = Int(entry.line)
    count += 1
    let frontEnd =
      frontEnds.firstIndex(of: entry.frontEnd)
      ?? {
        frontEnds.append(entry.frontEnd)
        return frontEnds.count - 1
      }()
    pending.append(
      Stored(
        offset: entry.offset, time: entry.time, line: entry.line, runBytes: entry.runBytes,
        runs: entry.runs, causes: UInt32(entry.causes), frontEnd: UInt32(clamping: frontEnd),
        gravity: UInt32(entry.gravity)))
  }

  /// Ends a block.
  ///
  /// - Parameter offset: Where it will be stored.
  /// - Returns: Its bytes.
  mutating func takeBlock(storedAt offset: Int) -> [UInt8] {
    offsets.append(offset)
    defer { pending.removeAll(keepingCapacity: hasFullBlock) }
    return pending.withUnsafeBytes { Array($0) }
  }

  /// Takes the numbers that the sets of causes have among those of more entries.
  mutating func number(causes numbers: [UInt16]) {
    causes = causes.isEmpty ? numbers : causes.map { numbers[Int($0)] }
  }

  /// Counts lines from the beginning of the input, of which this is a part.
  ///
  /// - Parameters:
  ///   - shift: What is added to stored lines.
  ///   - before: The part in front, if any.
  mutating func place(shift: Int, behind before: EntryBlocks?) {
    self.shift = shift
    guard let before else { return }
    firstOrdinal = before.firstOrdinal + before.count
    timeBefore = before.lastTime
    if firstPrinted != .min, firstPrinted < timeBefore { isAscending = false }
    if firstTime == .min { firstTime = timeBefore }
    if lastTime == .min { lastTime = timeBefore }
  }

  /// The block of an entry: its offset in the store, and its length in bytes.
  fileprivate func block(of index: Int) -> (offset: Int, size: Int) {
    let block = index / Self.blockLength
    return (
      offsets[block],
      min(Self.blockLength, count - block * Self.blockLength) * MemoryLayout<Stored>.stride
    )
  }

  fileprivate func entry(at index: Int, inBlock bytes: [UInt8]) -> SessionEntry {
    let stored = bytes.withUnsafeBytes {
      $0.loadUnaligned(
        fromByteOffset: index % Self.blockLength * MemoryLayout<Stored>.stride, as: Stored.self)
    }
    return SessionEntry(
      store: store, offset: stored.offset,
      time: stored.time == .min ? timeBefore : stored.time, input: input,
      ordinal: firstOrdinal + index, line: UInt32(clamping: Int(stored.line) + shift),
      shift: shift, isBehindPart: firstOrdinal > 0, runBytes: stored.runBytes, runs: stored.runs,
      causes: causes.isEmpty ? UInt16(clamping: stored.causes) : causes[Int(stored.causes)],
      gravity: UInt8(clamping: stored.gravity), frontEnd: frontEnds[Int(stored.frontEnd)])
  }
}

extension EntryReader {
  /// Returns an entry of an input, by its position there.
  ///
  /// - Throws: What the store reports, or `CorruptDataError`.
  mutating func entry(at index: Int, of blocks: EntryBlocks) throws -> SessionEntry {
    let (offset, size) = blocks.block(of: index)
    return blocks.entry(
      at: index, inBlock: try block(at: offset, count: size, store: blocks.store))
  }

  /// Returns an entry by its number in reading order.
  ///
  /// - Throws: What the store reports, or `CorruptDataError`.
  mutating func entry(_ number: Int, of list: EntryList) throws -> SessionEntry {
    let blocks = list.parts[list.part(of: number)]
    var entry = try entry(at: number - blocks.first, of: blocks)
    if let gravity = list.gravities[number] { entry.gravity = gravity }
    return entry
  }

  /// Returns the numbers of the sessions' causes, in reading order.
  ///
  /// - Throws: What the store reports, or `CorruptDataError`.
  mutating func causes(of list: EntryList) throws -> [UInt16] {
    try values(of: list.parts) { $0.causes }
  }

  /// Returns one value of each entry, part by part.
  ///
  /// - Throws: What the store reports, or `CorruptDataError`.
  mutating func values<Value>(
    of parts: [EntryBlocks], _ value: (SessionEntry) -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for blocks in parts {
      for index in 0..<blocks.count { values.append(value(try entry(at: index, of: blocks))) }
    }
    return values
  }
}
