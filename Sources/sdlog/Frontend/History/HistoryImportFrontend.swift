import Diagnosis
import Localization
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
  /// The language of what is said.
  var language = Language.en

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
    var progress = ScanProgress(isShown: showsProgress, inputs: items.count, language: language)
    var counts = Counts()
    for item in items {
      if try !take(item, rules, &writer, &progress, &counts) { status = .trouble }
      progress.finishInput()
    }
    progress.clear()
    if !isQuiet {
      let words = HistoryWords(language: language)
      try output.append(words.taken(counts.added, known: counts.known))
    }
    return status
  }

  /// How many inputs there were of each sort.
  private struct Counts {
    var added = 0
    var known = 0

    mutating func add(_ taken: TakenInput) {
      switch taken {
      case .added: added += 1
      case .known: known += 1
      case .tooShort: break
      }
    }
  }

  /// Takes one item in: a log, or all that an archive holds.
  ///
  /// - Returns: Whether everything could be read; what could not was said, and what stands before it
  ///   is taken in.
  private func take(
    _ item: InputItem, _ rules: AnalysisRules, _ writer: inout HistoryWriter,
    _ progress: inout ScanProgress, _ counts: inout Counts
  ) throws -> Bool {
    if !item.isStandardInput, item.parts.count == 1, try isKnown(item.path) {
      counts.known += 1
      return true
    }
    var isWhole = true
    func report(_ error: InputError) {
      error.print()
      isWhole = false
    }
    var reader = InputReader(item)
    while let stream = reader.nextStream(report) {
      writer.begin(stream.path, seenAt: modificationTime(item) ?? Environment().milliseconds)
      var analyzer = LogAnalyzer(path: stream.path, rules: rules, notesContent: true)
      while reader.next({ analyzer.feed($0, to: &writer) }) {
        progress.update(stream.path, bytes: reader.byteCount, size: stream.size)
      }
      for failure in reader.failures { report(failure.error) }
      counts.add(try writer.end(analyzer.finish(to: &writer)))
    }
    return isWhole
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
