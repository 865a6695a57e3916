/// The members of one archive, one after the other.
final class ArchiveMembers {
  /// A file in an archive.
  struct Member {
    /// The path in reports: `ARCHIVE!MEMBER`.
    var path: String
    /// Its bytes, until the next member is asked for.
    var content: any ByteSource
  }

  /// The path of the archive.
  let path: String
  /// The forms around a member, outermost last, such as `tar` and `gzip`.
  let forms: [String]
  /// How deep the archive lies: 1 for one in a folder.
  let depth: Int
  /// The number of members that can be read.
  private(set) var count = 0

  private let handle: ArchiveHandle
  private let content: MemberContent
  private let limits: ArchiveLimits
  private var looked = 0
  /// The bytes of the archive, where they are compressed.
  private let compressed: (any ByteSource)?
  private var isDrained = false

  /// Opens an archive.
  ///
  /// - Parameters:
  ///   - format: How the files are packed.
  ///   - upstream: Lends the archive's bytes.
  ///   - path: The path of the archive.
  ///   - around: The forms of the archive itself, such as `gzip`.
  ///   - depth: How deep the archive lies: 1 for one in a folder.
  ///   - limits: What it may demand.
  ///   - file: The file that holds the archive in the end.
  /// - Throws: `InputError` if the format is not supported.
  init(
    _ format: ArchiveFormat, of upstream: any ByteSource, path: String, around: [String],
    depth: Int, limits: ArchiveLimits, file: DescriptorSource
  ) throws(InputError) {
    if format == .sevenZip, (upstream as? DescriptorSource)?.isSeekable != true {
      // Its directory is at its end.
      throw InputError(code: .unsupported("7z that is not a file of its own"), path: path)
    }
    self.path = path
    self.depth = depth
    self.limits = limits
    forms = [format.rawValue] + around
    compressed = around.isEmpty ? nil : upstream
    handle = try ArchiveHandle(.archive(format), of: upstream, path: path)
    content = MemberContent(handle, ExpansionBudget(limits: limits, file: file))
  }

  /// Moves to the next file; folders, links, devices and hidden files are passed over.
  ///
  /// - Parameter report: Is handed why a member cannot be read.
  /// - Returns: The file; `nil` behind the last one.
  /// - Throws: `InputError` if no further member can be read.
  func next(_ report: (InputError) -> Void) throws(InputError) -> Member? {
    while !content.isExhausted, !handle.isBroken {
      switch try handle.nextMember() {
      case .end:
        if !isDrained { try drain() }
        return nil
      case .failedMember(let error):
        report(error)
        try countMember()
        continue
      case .found: break
      }
      try countMember()
      guard handle.isRegularFile else { continue }
      let name = handle.memberName ?? "member \(looked)"
      let shown = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
      guard !shown.isEmpty, shown.last != "/", !Self.isHidden(shown) else { continue }
      let memberPath = "\(path)!\(shown)"
      count += 1
      if handle.isEncrypted {
        report(InputError(code: .encrypted, path: memberPath))
        continue
      }
      content.path = memberPath
      return Member(path: memberPath, content: content)
    }
    return nil
  }

  /// Reads what compression around the archive has behind its last member: its checksum among it.
  private func drain() throws(InputError) {
    isDrained = true
    guard let compressed else { return }
    while try !compressed.next().isEmpty {}
  }

  private func countMember() throws(InputError) {
    looked += 1
    if looked > limits.members { throw InputError(code: .tooManyMembers, path: path) }
  }

  private static func isHidden(_ name: String) -> Bool {
    let start = name.utf8.lastIndex(of: 0x2F).map(name.utf8.index(after:)) ?? name.startIndex
    return name.utf8[start...].first == 0x2E
  }
}

/// The bytes of the member that an archive is at.
private final class MemberContent: ByteSource {
  var path = ""
  /// Whether nothing more is read of the archive.
  private(set) var isExhausted = false

  private let handle: ArchiveHandle
  private var budget: ExpansionBudget

  init(_ handle: ArchiveHandle, _ budget: ExpansionBudget) {
    self.handle = handle
    self.budget = budget
  }

  func next() throws(InputError) -> UnsafeRawBufferPointer {
    do throws(InputError) {
      let block = try handle.nextBlock()
      try budget.spend(block.count, path: path)
      if block.isEmpty, handle.hasWarned { throw InputError(code: .wrongChecksum, path: path) }
      return block
    } catch {
      if error.code == .expandsTooMuch { isExhausted = true }
      throw InputError(code: error.code, path: path)
    }
  }
}
