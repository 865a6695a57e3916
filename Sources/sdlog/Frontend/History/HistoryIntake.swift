import Diagnosis
import LogInput
import PatternCatalogue
import RunHistory
import SessionAnalysis
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Takes logs into a history as they are read.
struct HistoryIntake {
  /// Where they go.
  let history: RunHistory
  /// Takes the sessions and runs of the input that is being read.
  var writer: HistoryWriter
  /// How many inputs were added, and how many were known already.
  private(set) var added = 0
  private(set) var known = 0
  /// The rows of the sessions of all inputs so far.
  private(set) var rows: Set<Int> = []

  /// Creates an intake.
  ///
  /// - Parameters:
  ///   - history: Where logs go; opened to write.
  ///   - host: The machine that they are from.
  ///   - diagnostician: Finds the causes of a session.
  init(_ history: RunHistory, host: String, diagnostician: Diagnostician) {
    self.history = history
    writer = HistoryWriter(history, host: host) {
      Self.recorded(diagnostician.causes(of: $0))
    }
  }

  /// The causes of a session as a history keeps them.
  static func recorded(_ causes: [Cause]) -> [RecordedCause] {
    // By position, since a loop over the causes copies each with all that it refers to.
    causes.indices.map {
      RecordedCause(
        id: causes[$0].rule.id, confidence: causes[$0].confidence.rawValue, score: causes[$0].score)
    }
  }
}

extension HistoryIntake {
  /// Whether a plain file is known by its length, its first and its last bytes, so that it need not
  /// be taken in; its sessions then count as those of an input.
  mutating func knows(_ item: InputItem) throws(HistoryError) -> Bool {
    guard !item.isStandardInput, item.parts.count == 1,
      let sessions = try sessions(of: item.path)
    else { return false }
    known += 1
    rows.formUnion(sessions)
    return true
  }

  /// Begins an input: a log, or one that an archive holds.
  mutating func begin(_ path: String, of item: InputItem) {
    writer.begin(path, seenAt: Self.modificationTime(of: item) ?? Environment().milliseconds)
  }

  /// Ends an input.
  ///
  /// - Throws: `HistoryError`; the history is then as it was before the input.
  mutating func end(_ summary: InputSummary) throws(HistoryError) {
    switch try writer.end(summary) {
    case .added: added += 1
    case .known: known += 1
    case .tooShort: break
    }
    rows.formUnion(writer.sessionRows)
  }

  private func sessions(of path: String) throws(HistoryError) -> Set<Int>? {
    guard
      let file = try? FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
    else { return nil }
    defer { try? file.close() }
    guard let size = (try? file.seek(offset: 0, from: .end)).map(Int.init), size > 0,
      let head = Self.bytes(of: file, from: 0, count: min(size, InputHead.size)),
      let last = Self.bytes(
        of: file, from: max(0, size - CheckpointTail.size), count: min(size, CheckpointTail.size))
    else { return nil }
    var tail = CheckpointTail()
    last.withUnsafeBytes { tail.add($0) }
    return try history.sessions(
      ofSourceWith: size, head: head.withUnsafeBytes { InputHead.hash($0) }, checkpoint: tail.hash)
  }

  private static func bytes(of file: FileDescriptor, from offset: Int, count: Int) -> [UInt8]? {
    let bytes = try? [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = try file.read(
        fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(buffer))
    }
    return bytes?.count == count ? bytes : nil
  }

  /// When a file was last changed, in milliseconds since 1970; `nil` for standard input.
  static func modificationTime(of item: InputItem) -> Int? {
    var status = stat()
    guard !item.isStandardInput, stat(item.path, &status) == 0 else { return nil }
    #if canImport(Darwin)
    return Int(status.st_mtimespec.tv_sec) * 1000
    #else
    return Int(status.st_mtim.tv_sec) * 1000
    #endif
  }
}
