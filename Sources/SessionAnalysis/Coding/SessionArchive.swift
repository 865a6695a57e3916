/// What an entry of an archive is.
package enum SessionArchiveEntry: Sendable, Equatable {
  /// A run of the session that follows.
  case run(Run)
  /// A session, whose runs stand in front.
  case session(Session)
  /// An input, behind its sessions.
  case input(InputSummary)
  /// The end of a partial result, with the hash of everything before it.
  case end(hash: UInt64)
}

/// Writes sessions and runs one behind the other, each with its length in front.
///
/// The same bytes serve as the temporary file of a scan and as a partial result that another machine
/// merges, so they hold no pointers and no machine's byte order.
package struct SessionArchiveWriter: SessionSink {
  private var content = ByteWriter()
  private var frame = ByteWriter()
  /// The hash of the sessions and runs since it was taken last.
  private var hash = ArchiveHash()

  /// Creates an empty archive.
  package init() {}

  /// The bytes that were not taken yet.
  package var pendingBytes: [UInt8] { frame.bytes }

  /// Drops the bytes that were taken.
  package mutating func removePendingBytes() {
    frame.removeAll()
  }

  package mutating func add(_ run: Run) {
    content.removeAll()
    content.write(UInt64(0))
    run.encode(to: &content)
    endEntry()
  }

  package mutating func add(_ session: Session) {
    content.removeAll()
    content.write(UInt64(1))
    session.encode(to: &content)
    endEntry()
  }

  /// Takes the input whose sessions came since the one before.
  package mutating func add(_ input: InputSummary) {
    content.removeAll()
    content.write(UInt64(2))
    input.encode(to: &content)
    endEntry()
  }

  /// Takes the end of a partial result.
  mutating func addEnd(hash: UInt64) {
    content.removeAll()
    content.write(UInt64(3))
    content.write(hash)
    endEntry()
  }

  /// Returns the hash of the entries since it was asked for last.
  package mutating func takeHash() -> ArchiveHash {
    defer { hash = ArchiveHash() }
    return hash
  }

  private mutating func endEntry() {
    content.bytes.withUnsafeBytes { [marks = content.marks] in hash.add($0, marks) }
    frame.write(UInt64(content.bytes.count))
    frame.append(content.bytes)
  }
}

extension SessionArchiveEntry {
  /// The most bytes of an entry; a session that hits all of its bounds has a tenth of it.
  static let sizeLimit: UInt64 = 64 << 20

  /// Reads the entry at the start of some bytes.
  ///
  /// - Returns: The entry and the number of its bytes; `nil` if the bytes hold only a part of it.
  /// - Throws: `CorruptDataError` if the bytes are no archive of this version.
  package static func read(
    _ bytes: ArraySlice<UInt8>
  ) throws(CorruptDataError) -> (entry: SessionArchiveEntry, count: Int)? {
    guard var reader = try content(of: bytes) else { return nil }
    let end = reader.bytes.endIndex
    let entry: SessionArchiveEntry
    switch try reader.readUnsigned() {
    case 0: entry = .run(try Run(from: &reader))
    case 1: entry = .session(try Session(from: &reader))
    case 2: entry = .input(try InputSummary(from: &reader))
    case 3: entry = .end(hash: try reader.readUnsigned())
    default: throw CorruptDataError(offset: 0)
    }
    guard reader.at == end else { throw reader.failure }
    return (entry, end - bytes.startIndex)
  }

  /// Reads what the session at the start of some bytes states, and nothing that stands behind it.
  ///
  /// - Returns: As ``read(_:)``; the number of bytes is that of the whole entry.
  /// - Throws: `CorruptDataError` if the bytes do not begin with a session.
  package static func readStatement(
    _ bytes: ArraySlice<UInt8>
  ) throws(CorruptDataError) -> (statement: SessionStatement, count: Int)? {
    guard var reader = try content(of: bytes) else { return nil }
    guard try reader.readUnsigned() == 1 else { throw CorruptDataError(offset: 0) }
    return (try SessionStatement(from: &reader), reader.bytes.endIndex - bytes.startIndex)
  }

  /// Returns the content of the entry at the start of some bytes; `nil` if they hold only a part of it.
  private static func content(
    of bytes: ArraySlice<UInt8>
  ) throws(CorruptDataError) -> ByteReader? {
    var header = ByteReader(bytes)
    guard bytes.count >= 10 || bytes.contains(where: { $0 < 0x80 }) else { return nil }
    let count = try header.readUnsigned()
    guard count <= sizeLimit else { throw CorruptDataError(offset: 0) }
    guard count <= UInt64(bytes.endIndex - header.at) else { return nil }
    return ByteReader(bytes[header.at..<header.at + Int(count)])
  }
}
