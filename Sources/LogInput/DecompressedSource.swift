/// A source of what compressed bytes expand to.
protocol ExpandingSource: ByteSource {
  /// How many compressions are taken off; right once the first bytes were read.
  var layerCount: Int { get }
}

/// What a compressed stream expands to.
final class DecompressedSource: ExpandingSource {
  var layerCount: Int { max(1, handle.filterCount) }

  private let handle: ArchiveHandle
  private let upstream: any ByteSource
  private var budget: ExpansionBudget
  private let path: String
  private var isStarted = false
  private var isAtEnd = false
  /// The number of bytes that were handed out, and of the compressed ones that they were made of.
  private var byteCount = 0
  private var usedByteCount = 0
  /// Looks for bytes that the library holds back when it fails.
  private let rescue: (_ delivered: Int, _ used: Int) -> TailRescue?
  private var tail: TailRescue?
  private var failure: InputError?

  /// Creates the source.
  ///
  /// - Parameters:
  ///   - compression: How the stream is compressed.
  ///   - upstream: Lends the stream.
  ///   - path: What errors name.
  ///   - limits: What it may expand to.
  ///   - file: The file that holds the stream in the end.
  ///   - isWholeFile: Whether the stream is the whole of that file.
  /// - Throws: `InputError` if the compression is not supported.
  init(
    _ compression: Compression, of upstream: any ByteSource, path: String, limits: ArchiveLimits,
    file: DescriptorSource, isWholeFile: Bool
  ) throws(InputError) {
    handle = try ArchiveHandle(.compressed(compression), of: upstream, path: path)
    self.upstream = upstream
    budget = ExpansionBudget(limits: limits, file: file)
    self.path = path
    rescue = { delivered, used in
      isWholeFile ? TailRescue(compression, of: file, delivered: delivered, used: used) : nil
    }
  }

  func next() throws(InputError) -> UnsafeRawBufferPointer {
    if let failure { return try nextOfTail(failure) }
    guard !isAtEnd else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    do throws(InputError) {
      if !isStarted {
        isStarted = true
        guard case .found = try handle.nextMember() else {
          isAtEnd = true
          return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        // What is too short for the library to know its form is handed through as it is.
        guard handle.filterCount > 0 else { throw InputError(code: .truncated, path: path) }
      }
      let block = try handle.nextBlock()
      byteCount += block.count
      usedByteCount = handle.usedByteCount
      if block.isEmpty { isAtEnd = true }
      try budget.spend(block.count, path: path)
      if !block.isEmpty { return block }
    } catch {
      failure = error
      if error.code != .expandsTooMuch, layerCount == 1 { tail = rescue(byteCount, usedByteCount) }
      return try nextOfTail(error)
    }
    try checkEnd()
    return UnsafeRawBufferPointer(start: nil, count: 0)
  }

  private func nextOfTail(_ failure: InputError) throws(InputError) -> UnsafeRawBufferPointer {
    if let block = tail?.next() {
      do throws(InputError) {
        try budget.spend(block.count, path: path)
      } catch {
        tail = nil
        self.failure = error
        throw error
      }
      return block
    }
    guard tail?.isWhole == true else { throw failure }
    return UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// Looks at what the library has left: most of its filters end without a word where no further stream
  /// begins.
  private func checkEnd() throws(InputError) {
    let rest = RestSource(upstream)
    rest.giveBack(handle.unusedBytes)
    do throws(InputError) {
      guard try rest.skipPadding() else { return }
      throw InputError(code: .behindEnd(try rest.skipRest()), path: path)
    } catch {
      failure = error
      throw error
    }
  }
}

/// How much of what one file may expand to is left, at one of its layers.
struct ExpansionBudget {
  let limits: ArchiveLimits
  /// The file whose size the expansion is compared with.
  let file: DescriptorSource

  private var expanded = 0

  init(limits: ArchiveLimits, file: DescriptorSource) {
    self.limits = limits
    self.file = file
  }

  /// Counts expanded bytes.
  ///
  /// - Throws: `InputError` with the code `expandsTooMuch` once there are too many.
  mutating func spend(_ count: Int, path: String) throws(InputError) {
    expanded += count
    // A ZIP whose members overlap reads the same bytes again and again.
    let compressed = min(file.byteCount, file.size ?? .max)
    if limits.areExceeded(expanded: expanded, compressed: compressed) {
      throw InputError(code: .expandsTooMuch, path: path)
    }
  }
}
