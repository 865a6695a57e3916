import Diagnosis
import LogInput
import PatternCatalogue
import Reporting
import RunHistory
import SessionAnalysis
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Takes logs into a history.
struct HistoryImportFrontend {
  /// Where they go.
  var history: RunHistory
  /// The files and folders.
  var paths: [String]
  /// The machine that they are from.
  var host: String
  /// Whether nothing is said about what went well.
  var isQuiet: Bool
  /// Whether progress is shown.
  var showsProgress: Bool

  /// Takes everything in.
  ///
  /// - Parameters:
  ///   - catalogue: What the programs print.
  ///   - output: Is told what was taken in.
  /// - Returns: The exit status.
  /// - Throws: `HistoryError`, which ends the import; the inputs before are in the history.
  func run(_ catalogue: Catalogue, _ output: inout some ByteOutput) throws -> ExitStatus {
    var status = ExitStatus.clean
    let items = InputFinder.find(paths) { error in
      error.print()
      status = .trouble
    }
    let rules = AnalysisRules(catalogue)
    let diagnostician = Diagnostician(catalogue)
    var writer = HistoryWriter(history, host: host) { session in
      diagnostician.diagnose(session).causes.map {
        RecordedCause(id: $0.rule.id, confidence: $0.confidence.rawValue, score: $0.score)
      }
    }
    var progress = ScanProgress(isShown: showsProgress, inputs: items.count)
    var counts: (added: Int, known: Int) = (0, 0)
    for item in items {
      do {
        switch try take(item, rules, &writer, &progress) {
        case .added: counts.added += 1
        case .known: counts.known += 1
        case .tooShort, nil: break
        }
      } catch let error as InputError {
        writer.cancel()
        error.print()
        status = .trouble
      }
    }
    progress.clear()
    if !isQuiet {
      try output.append("\(counts.added) taken in, \(counts.known) known already\n")
    }
    return status
  }

  /// Takes one input in.
  ///
  /// - Returns: What it came to; `nil` for what is no log.
  private func take(
    _ item: InputItem, _ rules: AnalysisRules, _ writer: inout HistoryWriter,
    _ progress: inout ScanProgress
  ) throws -> TakenInput? {
    if !item.isStandardInput, try isKnown(item.path) { return .known }
    var reader = try ChunkReader(item)
    if try reader.looksBinary() {
      if item.isNamed { throw InputError(code: .binary, path: item.path) }
      return nil
    }
    writer.begin(item.path, seenAt: modificationTime(item) ?? Environment().milliseconds)
    var analyzer = LogAnalyzer(path: item.path, rules: rules, notesContent: true)
    while try reader.next({ analyzer.feed($0, to: &writer) }) {
      progress.update(item.path, bytes: reader.byteCount, size: reader.size)
    }
    return try writer.end(analyzer.finish(to: &writer))
  }

  /// Whether a plain file is known by its length, its first and its last bytes.
  private func isKnown(_ path: String) throws(HistoryError) -> Bool {
    guard
      let file = try? FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
    else { return false }
    defer { try? file.close() }
    guard let size = (try? file.seek(offset: 0, from: .end)).map(Int.init), size > 0,
      let head = bytes(of: file, from: 0, count: min(size, InputHead.size)),
      let last = bytes(
        of: file, from: max(0, size - CheckpointTail.size), count: min(size, CheckpointTail.size))
    else { return false }
    var tail = CheckpointTail()
    last.withUnsafeBytes { tail.add($0) }
    return try history.knows(
      bytes: size, head: head.withUnsafeBytes { InputHead.hash($0) }, checkpoint: tail.hash)
  }

  private func bytes(of file: FileDescriptor, from offset: Int, count: Int) -> [UInt8]? {
    let bytes = try? [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = try file.read(
        fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(buffer))
    }
    return bytes?.count == count ? bytes : nil
  }

  private func modificationTime(_ item: InputItem) -> Int? {
    var status = stat()
    guard !item.isStandardInput, stat(item.path, &status) == 0 else { return nil }
    #if canImport(Darwin)
    return Int(status.st_mtimespec.tv_sec) * 1000
    #else
    return Int(status.st_mtim.tv_sec) * 1000
    #endif
  }
}
