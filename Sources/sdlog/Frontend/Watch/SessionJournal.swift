import ReportBuilding
import SessionAnalysis

/// The sessions and runs of a watched log, in a temporary file, until a report is made of them.
///
/// Memory does not grow with the number of sessions: nothing of them stays here.
final class SessionJournal {
  private static let readSize = 64 << 10

  private let file: SpillFile
  private var writer = SessionArchiveWriter()

  /// Creates an empty journal.
  ///
  /// - Parameter folder: Where the file is made.
  /// - Throws: `OutputError` if it cannot be made.
  init(folder: String) throws {
    file = try SpillFile(folder: folder)
  }

  /// Keeps what an analyser has handed out.
  ///
  /// - Throws: `OutputError` if the file cannot be written.
  func add(_ entries: [FinishedEntry]) throws {
    for entry in entries {
      switch entry {
      case .run(let run): writer.add(run)
      case .session(let session): writer.add(session)
      }
    }
    if writer.pendingBytes.count >= Self.readSize { try flush() }
  }

  /// Hands everything out again, in its order.
  ///
  /// - Throws: What the file reports, or `CorruptDataError`.
  func replay(into sink: inout some SessionSink) throws {
    try flush()
    var buffer: [UInt8] = []
    var start = 0
    var offset = 0
    var size = Self.readSize
    while true {
      while start < buffer.count,
        let (entry, count) = try SessionArchiveEntry.read(buffer[start...])
      {
        start += count
        size = Self.readSize
        switch entry {
        case .run(let run): sink.add(run)
        case .session(let session): sink.add(session)
        case .input, .end: break
        }
      }
      let more = try file.read(at: offset, count: size)
      guard !more.isEmpty else { break }
      buffer.removeFirst(start)
      start = 0
      buffer += more
      offset += more.count
      size *= 2
    }
    if start < buffer.count { throw CorruptDataError(offset: offset) }
  }

  private func flush() throws {
    guard !writer.pendingBytes.isEmpty else { return }
    try file.append(writer.pendingBytes)
    writer.removePendingBytes()
  }
}
