/// What gzip expands to: members, one behind the other, each with a checksum and its length behind it
/// (RFC 1952).
///
/// libarchive's filter looks at neither, ends without a word where no further member begins, and drops the
/// block it is at where one fails.
final class GzipSource: ExpandingSource {
  let layerCount = 1

  private let upstream: RestSource
  private var budget: ExpansionBudget
  private let path: String
  private var inflater: Inflater?
  private var isInMember = false
  private var memberCount = 0
  /// The checksum and the length of the member so far.
  private var checksum: UInt32 = 0
  private var length: UInt32 = 0
  /// Whether a member was not what it should be; the ones behind it are read all the same.
  private var hasWrongMember = false
  private var isAtEnd = false
  private var failure: InputError?

  /// Creates the source.
  ///
  /// - Parameters:
  ///   - upstream: Lends the stream, which begins as one of gzip does.
  ///   - path: What errors name.
  ///   - limits: What it may expand to.
  ///   - file: The file that holds the stream in the end.
  init(
    _ upstream: any ByteSource, path: String, limits: ArchiveLimits, file: DescriptorSource
  ) {
    self.upstream = RestSource(upstream)
    budget = ExpansionBudget(limits: limits, file: file)
    self.path = path
  }

  func next() throws(InputError) -> UnsafeRawBufferPointer {
    if let failure { throw failure }
    do throws(InputError) {
      while !isAtEnd {
        if isInMember, let inflater {
          let block = try inflater.next(from: upstream, path: path)
          if !block.isEmpty {
            checksum = Inflater.checksum(block, behind: checksum)
            length &+= UInt32(truncatingIfNeeded: block.count)
            try budget.spend(block.count, path: path)
            return block
          }
          try finishMember()
        }
        if try !beginMember() {
          isAtEnd = true
          if hasWrongMember { throw InputError(code: .wrongChecksum, path: path) }
        }
      }
      return UnsafeRawBufferPointer(start: nil, count: 0)
    } catch {
      failure = error
      throw error
    }
  }
}

extension GzipSource {
  /// Reads what stands before the data of a member.
  ///
  /// - Returns: Whether there is one.
  private func beginMember() throws(InputError) -> Bool {
    var first = try upstream.nextByte()
    // Tapes pad their blocks.
    if memberCount > 0 {
      while first == 0 { first = try upstream.nextByte() }
    }
    guard let first else { return false }
    let signature = [first, try upstream.nextByte(), try upstream.nextByte()]
    for (index, (byte, expected)) in zip(signature, [0x1F, 0x8B, 0x08] as [UInt8]).enumerated()
    where byte != expected {
      // The end of what begins as a member.
      if byte == nil, index > 0 { throw InputError(code: .truncated, path: path) }
      let count = signature.count { $0 != nil }
      throw InputError(code: .behindEnd(count + (try upstream.skipRest())), path: path)
    }
    try skipHeader()
    if let inflater { inflater.reset() } else { inflater = try Inflater(path: path) }
    isInMember = true
    memberCount += 1
    checksum = 0
    length = 0
    return true
  }

  /// Reads the rest of a member's header, behind its signature.
  private func skipHeader() throws(InputError) {
    let flags = try headerByte()
    guard flags & 0xE0 == 0 else { throw InputError(code: .damaged(Inflater.words), path: path) }
    // The time, and with what it was made.
    for _ in 0..<6 { _ = try headerByte() }
    if flags & 0x04 != 0 {
      let size = Int(try headerByte()) | Int(try headerByte()) << 8
      for _ in 0..<size { _ = try headerByte() }
    }
    // A name and a comment, each up to a NUL.
    for flag in [UInt8(0x08), 0x10] where flags & flag != 0 {
      while try headerByte() != 0 {}
    }
    if flags & 0x02 != 0 {
      for _ in 0..<2 { _ = try headerByte() }
    }
  }

  /// Compares a member with what stands behind it.
  private func finishMember() throws(InputError) {
    isInMember = false
    var trailer: UInt64 = 0
    for index in UInt64(0)..<8 { trailer |= UInt64(try headerByte()) << (index * 8) }
    if trailer != UInt64(length) << 32 | UInt64(checksum) { hasWrongMember = true }
  }

  private func headerByte() throws(InputError) -> UInt8 {
    guard let byte = try upstream.nextByte() else {
      throw InputError(code: .truncated, path: path)
    }
    return byte
  }
}
