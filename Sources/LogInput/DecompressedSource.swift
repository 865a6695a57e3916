/// What a compressed stream expands to.
final class DecompressedSource: ByteSource {
  /// How many compressions were taken off; right once the first bytes were read.
  var layerCount: Int { max(1, handle.filterCount) }

  private let handle: ArchiveHandle
  private var budget: ExpansionBudget
  private let path: String
  private var isStarted = false
  private var isAtEnd = false
  private var byteCount = 0
  /// Looks for bytes that the library holds back when it fails.
  private let rescue: (_ delivered: Int) -> TailRescue?
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
    budget = ExpansionBudget(limits: limits, file: file)
    self.path = path
    rescue = { delivered in
      isWholeFile ? TailRescue(compression, of: file, delivered: delivered) : nil
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
      if block.isEmpty { isAtEnd = true }
      try budget.spend(block.count, path: path)
      return block
    } catch {
      failure = error
      if error.code != .expandsTooMuch, layerCount == 1 { tail = rescue(byteCount) }
      return try nextOfTail(error)
    }
  }

  private func nextOfTail(_ failure: InputError) throws(InputError) -> UnsafeRawBufferPointer {
    guard let block = tail?.next() else { throw failure }
    return block
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
