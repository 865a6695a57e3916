import SessionAnalysis

/// Reads sessions and runs back from where they wait.
struct EntryReader<Store: EntryStore> {
  private var stores: [Int: Store]
  private var store = 0
  /// The offset behind the buffer's bytes.
  private var offset = 0
  private var buffer: [UInt8] = []
  private var bufferAt = 0
  /// What is added to the lines of the session that was read last, and of its runs.
  private var shift = 0
  /// The blocks of entries that were read last; the oldest one gives way.
  ///
  /// Sessions in the order of their times come from several parts of an input in turn.
  private var blocks: [Block] = []
  private var oldestBlock = 0

  private struct Block {
    let offset: Int
    let store: Int
    let bytes: [UInt8]
  }

  init(stores: [Int: Store]) {
    self.stores = stores
  }

  private static var readSize: Int { 64 << 10 }
  /// Most sessions are no longer.
  private static var sessionSize: Int { 8 << 10 }
  /// How many blocks of entries are kept, of 20 kB each.
  private static var blockLimit: Int { 16 }
}

extension EntryReader {
  /// Returns the session of an entry; the next run is its first.
  ///
  /// - Throws: What the store reports, or `CorruptDataError`.
  mutating func session(of entry: SessionEntry) throws -> Session {
    seek(entry.offset + Int(entry.runBytes), store: entry.store)
    guard case .session(var session) = try next(readSize: Self.sessionSize) else { throw failure }
    session.input = entry.input
    session.ordinal = entry.ordinal
    shift = entry.shift
    seek(entry.offset, store: entry.store)
    return session.shifted(by: shift)
  }

  /// Returns what the session of an entry states.
  ///
  /// - Throws: What the store reports, or `CorruptDataError`.
  mutating func statement(of entry: SessionEntry) throws -> SessionStatement {
    seek(entry.offset + Int(entry.runBytes), store: entry.store)
    var statement = try next(
      readSize: Self.sessionSize, SessionArchiveEntry.readStatement(_:))
    statement.input = entry.input
    statement.ordinal = entry.ordinal
    return statement.shifted(by: entry.shift)
  }

  /// Returns the next run.
  mutating func run() throws -> Run {
    guard case .run(let run) = try next() else { throw failure }
    return run.shifted(by: shift)
  }

  /// Hands out the bytes of an entry, its runs and its session, in pieces.
  mutating func copy(_ entry: SessionEntry, to body: ([UInt8]) throws -> Void) throws {
    guard !entry.isPlaced else { return try rewrite(entry, to: body) }
    seek(entry.offset + Int(entry.runBytes), store: entry.store)
    _ = try next()
    var count = offset - buffer.count + bufferAt - entry.offset
    var start = entry.offset
    while count > 0 {
      guard let bytes = try stores[entry.store]?.read(at: start, count: min(count, Self.readSize)),
        !bytes.isEmpty
      else { throw failure }
      try body(bytes)
      start += bytes.count
      count -= bytes.count
    }
  }
}

extension EntryReader {
  /// Hands out the bytes of an entry as they are where its input begins.
  private mutating func rewrite(
    _ entry: SessionEntry, to body: ([UInt8]) throws -> Void
  ) throws {
    var writer = SessionArchiveWriter()
    var session = try session(of: entry)
    session.input = 0
    for _ in 0..<entry.runs {
      writer.add(try run())
      if writer.pendingBytes.count >= Self.readSize {
        try body(writer.pendingBytes)
        writer.removePendingBytes()
      }
    }
    writer.add(session)
    try body(writer.pendingBytes)
  }

  /// Returns a block of entries.
  ///
  /// - Throws: What the store reports, or `CorruptDataError`.
  mutating func block(at offset: Int, count: Int, store: Int) throws -> [UInt8] {
    if let block = blocks.first(where: { $0.offset == offset && $0.store == store }) {
      return block.bytes
    }
    let bytes = try stores[store]?.read(at: offset, count: count) ?? []
    guard bytes.count == count else { throw CorruptDataError(offset: offset) }
    let block = Block(offset: offset, store: store, bytes: bytes)
    if blocks.count < Self.blockLimit {
      blocks.append(block)
    } else {
      blocks[oldestBlock] = block
      oldestBlock = (oldestBlock + 1) % blocks.count
    }
    return bytes
  }
}

extension EntryReader {
  private var failure: CorruptDataError { CorruptDataError(offset: offset) }

  private mutating func seek(_ position: Int, store: Int) {
    let start = offset - buffer.count
    if store == self.store, position >= start, position <= offset {
      bufferAt = position - start
    } else {
      buffer.removeAll(keepingCapacity: true)
      bufferAt = 0
      offset = position
      self.store = store
    }
  }

  private mutating func next(readSize: Int = Self.readSize) throws -> SessionArchiveEntry {
    try next(readSize: readSize, SessionArchiveEntry.read)
  }

  /// Reads the next entry, of which nothing may be missing.
  private mutating func next<Content>(
    readSize: Int,
    _ read: (ArraySlice<UInt8>) throws(CorruptDataError) -> (Content, Int)?
  ) throws -> Content {
    var size = readSize
    while true {
      if bufferAt < buffer.count, let (content, count) = try read(buffer[bufferAt...]) {
        bufferAt += count
        return content
      }
      guard let more = try stores[store]?.read(at: offset, count: size), !more.isEmpty else {
        throw failure
      }
      buffer.removeFirst(bufferAt)
      bufferAt = 0
      buffer += more
      offset += more.count
      size *= 2
    }
  }
}
