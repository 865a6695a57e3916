/// Where finished sessions and runs wait until the report is written: a temporary file, or memory.
package protocol EntryStore {
  /// The number of bytes stored.
  var count: Int { get }

  /// Stores bytes behind those that are there.
  ///
  /// - Throws: What the place reports, for example that a disk is full.
  mutating func append(_ bytes: [UInt8]) throws

  /// Reads up to `count` bytes from an offset on; fewer only at the end.
  ///
  /// - Throws: What the place reports.
  mutating func read(at offset: Int, count: Int) throws -> [UInt8]
}

/// A store in memory.
package struct MemoryStore: EntryStore {
  private var bytes: [UInt8] = []

  /// Creates an empty store.
  package init() {}

  package var count: Int { bytes.count }

  package mutating func append(_ bytes: [UInt8]) {
    self.bytes += bytes
  }

  package mutating func read(at offset: Int, count: Int) -> [UInt8] {
    Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
  }
}
