/// Reads partial results from bytes as they come, and trusts nothing in them.
package struct PartialParser {
  /// What a partial result holds, in its order.
  package enum Item: Sendable, Equatable {
    /// One begins.
    case begin(PartialFile.Origin)
    /// An entry of it; its `end` is not handed out.
    case entry(SessionArchiveEntry)
  }

  private var buffer: [UInt8] = []
  private var at = 0
  private var hash = BlockHash()
  private var isOpen = false
  private var hasSeenAny = false

  /// Creates a parser at the start of a file.
  package init() {}
}

extension PartialParser {
  /// Takes the next bytes.
  package mutating func feed(_ bytes: some Collection<UInt8>) {
    if at > 0 {
      buffer.removeFirst(at)
      at = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// Returns the next item; `nil` if the bytes hold only a part of it.
  ///
  /// - Throws: `PartialError` where the bytes are no partial result.
  package mutating func next() throws(PartialError) -> Item? {
    guard at < buffer.count else { return nil }
    guard isOpen else { return try readHead().map(Item.begin) }
    let rest = buffer[at...]
    let item: Item?
    do {
      guard let (entry, count) = try SessionArchiveEntry.read(rest) else { return nil }
      if case .end(let expected) = entry {
        guard hash.value == expected else { throw PartialError.damaged }
        isOpen = false
        item = nil
      } else {
        rest.prefix(count).withUnsafeBytes { hash.add($0) }
        item = .entry(entry)
      }
      at += count
    } catch {
      throw .damaged
    }
    if let item { return item }
    return try next()
  }

  /// Checks that the bytes ended where a partial result does.
  ///
  /// - Throws: `PartialError`, if they did not.
  package func finish() throws(PartialError) {
    if isOpen || at < buffer.count || !hasSeenAny { throw .truncated }
  }

  private mutating func readHead() throws(PartialError) -> PartialFile.Origin? {
    let rest = buffer[at...]
    guard PartialFile.magic.starts(with: rest.prefix(PartialFile.magic.count)) else {
      throw hasSeenAny ? .damaged : .foreign
    }
    guard rest.count > PartialFile.magic.count else { return nil }
    var reader = ByteReader(rest.dropFirst(PartialFile.magic.count))
    do {
      let form = try reader.readUnsigned()
      guard form <= UInt64(PartialFile.form) else {
        throw PartialError.newerForm(Int(clamping: form))
      }
      guard form == UInt64(PartialFile.form) else {
        throw PartialError.olderForm(Int(clamping: form))
      }
      let origin = PartialFile.Origin(
        version: try reader.readString(), catalogueVersion: try reader.readString())
      hash = BlockHash()
      buffer[at..<reader.at].withUnsafeBytes { hash.add($0) }
      at = reader.at
      isOpen = true
      hasSeenAny = true
      return origin
    } catch let error as PartialError {
      throw error
    } catch {
      // A head that is not whole yet; it has a few dozen bytes.
      guard rest.count < 4096 else { throw .damaged }
      return nil
    }
  }
}
