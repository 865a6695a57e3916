/// Opens files and takes off whatever is wrapped around their text.
struct ContentOpener {
  /// What lies below the wrappings.
  enum Content {
    /// Text, or at least neither compressed nor an archive.
    case stream(any ByteSource, forms: [String])
    case archive(ArchiveMembers)
  }

  let limits: ArchiveLimits
  /// Whether a file that is compressed as a whole is expanded by a thread of its own.
  let readsAhead: Bool

  /// Opens a file, or standard input.
  ///
  /// - Throws: `InputError` if it cannot be opened, or is wrapped in a way that is not read.
  func open(_ file: DescriptorSource) throws(InputError) -> Content {
    try unwrap(file, path: file.path, around: [], archiveDepth: 0, file: file)
  }

  /// Takes off what is wrapped around a member of an archive.
  ///
  /// - Throws: `InputError` if it is wrapped in a way that is not read.
  func open(
    _ member: ArchiveMembers.Member, of archive: ArchiveMembers, file: DescriptorSource
  ) throws(InputError) -> Content {
    try unwrap(
      member.content, path: member.path, around: archive.forms, archiveDepth: archive.depth,
      file: file)
  }

  private func unwrap(
    _ source: any ByteSource, path: String, around: [String], archiveDepth: Int,
    file: DescriptorSource
  ) throws(InputError) -> Content {
    var forms = around
    var compressions = 0
    var peeked = PeekedSource(source, until: ContentKind.isTold)
    while true {
      switch ContentKind(peeked.head) {
      case .plain:
        return .stream(peeked, forms: forms)
      case .unsupported(let name):
        throw InputError(code: .unsupported(name), path: path)
      case .archive(let format):
        guard archiveDepth < limits.archiveDepth else {
          throw InputError(code: .tooDeep, path: path)
        }
        // A ZIP's directory is at its end: the file itself can be read from there.
        let isFile = forms.isEmpty && file.isSeekable && file.seek(0, from: .start) == 0
        return .archive(
          try ArchiveMembers(
            format, of: isFile ? file : peeked, path: path, around: forms,
            depth: archiveDepth + 1, limits: limits, file: file))
      case .compressed(let compression):
        let isWholeFile = forms.isEmpty
        let expanded: any ExpandingSource =
          compression == .gzip
          ? GzipSource(peeked, path: path, limits: limits, file: file)
          : try DecompressedSource(
            compression, of: peeked, path: path, limits: limits, file: file,
            isWholeFile: isWholeFile)
        let source: any ByteSource =
          isWholeFile && readsAhead ? ReadAheadSource(expanded) : expanded
        peeked = PeekedSource(source, until: ContentKind.isTold)
        compressions += expanded.layerCount
        guard compressions <= limits.compressionDepth else {
          throw InputError(code: .tooDeep, path: path)
        }
        forms = Array(repeating: compression.rawValue, count: expanded.layerCount) + forms
      }
    }
  }
}
