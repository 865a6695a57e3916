/// Why a file is no partial result that can be used.
package enum PartialError: Error, Sendable, Equatable {
  /// It does not begin as one does.
  case foreign
  /// A later version wrote it, in a form of this number.
  case newerForm(Int)
  /// An earlier version wrote it, in a form of this number.
  case olderForm(Int)
  /// It ends before its end.
  case truncated
  /// It is not what was written.
  case damaged
}

/// The form of a partial result: what some inputs came to, in a file that explains itself.
///
///      "sdlog partial\n" · form · version of sdlog · version of the catalogue
///      run* session · ... · input      for each input, entries as in `SessionArchiveWriter`
///      end, with a hash of all bytes before
///
/// Several of them one behind the other are a file of that form as well.
package enum PartialFile {
  /// The number of the form that is written and read.
  package static let form = 2
  static let magic = Array("sdlog partial\n".utf8)

  /// Who made a partial result.
  package struct Origin: Sendable, Hashable {
    /// The version of sdlog.
    package var version: String
    /// The version of the catalogue.
    package var catalogueVersion: String

    /// Creates the value from its parts.
    package init(version: String, catalogueVersion: String) {
      self.version = version
      self.catalogueVersion = catalogueVersion
    }
  }
}

/// Frames the entries of a partial result: hands out what stands before them and behind them.
package struct PartialFrame {
  private var hash = BlockHash()

  /// Creates the frame of a partial result.
  package init() {}

  /// Returns the bytes in front of the entries.
  package mutating func begin(_ origin: PartialFile.Origin) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(PartialFile.magic)
    writer.write(UInt64(PartialFile.form))
    writer.write(origin.version)
    writer.write(origin.catalogueVersion)
    note(writer.bytes)
    return writer.bytes
  }

  /// Notes entries that were written.
  package mutating func note(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { hash.add($0) }
  }

  /// Returns the bytes behind the entries.
  package mutating func end() -> [UInt8] {
    var writer = SessionArchiveWriter()
    writer.addEnd(hash: hash.value)
    return writer.pendingBytes
  }
}

/// Hashes bytes in blocks of a fixed size, however they come in pieces.
struct BlockHash {
  private static let blockSize = 4096
  private var block: [UInt8] = []
  private var chain = ByteHash.start

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.blockSize - block.count)
      block.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      if block.count == Self.blockSize {
        chain = Self.next(chain, block)
        block.removeAll(keepingCapacity: true)
      }
    }
  }

  /// The hash of everything that was added.
  var value: UInt64 { Self.next(chain, block) }

  private static func next(_ chain: UInt64, _ block: [UInt8]) -> UInt64 {
    ByteHash.mix(chain ^ block.withUnsafeBytes { ByteHash.hash($0) }, ByteHash.multiplier)
  }
}
