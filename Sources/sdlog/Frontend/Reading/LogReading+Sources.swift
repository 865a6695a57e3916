import ReportBuilding
import SessionAnalysis

// MARK: - Several programs in one log

/// `docker compose logs`, `kubectl logs --prefix` and `journalctl` write the lines of several programs into
/// one log. Where more than one of them is known, the log is read once more for each, because facts and
/// causes of one must not be taken for those of another.
extension LogReading {
  /// How many bytes of a log's beginning show whether it has several sources.
  static let headSize = 64 << 10

  /// Whether a log that begins like this may have several sources; it is read by one thread.
  static func mayMixSources(_ head: [UInt8]) -> Bool {
    head.prefix(headSize).withUnsafeBytes { LogAnalyzer.mayMixSources(head: $0) }
  }

  /// Begins a copy of a log, which it is read again from if programs begin in several sources.
  ///
  /// - Returns: The copy, which holds the head; `nil` where the log has one source.
  /// - Throws: `OutputError`.
  func copyIfMixed(_ head: [UInt8]) throws -> SpillFile? {
    guard Self.mayMixSources(head) else { return nil }
    let copy = try SpillFile(folder: temporaryFolder)
    try copy.append(head)
    return copy
  }

  /// Reads a log once for each of its sources, in place of what was read of all.
  ///
  /// - Throws: `OutputError`.
  func separate(
    _ sources: [[UInt8]], of copy: SpillFile, _ path: String,
    _ collector: inout InputCollector<SpillFile>
  ) throws {
    collector.begin(path)
    for source in sources {
      var analyzer = LogAnalyzer(path: path, rules: rules, onlyLinesOf: source)
      var offset = 0
      while offset < copy.count {
        let chunk = try copy.read(at: offset, count: min(256 << 10, copy.count - offset))
        chunk.withUnsafeBytes { analyzer.feed($0, to: &collector) }
        offset += chunk.count
      }
      _ = analyzer.finish(to: &collector)
    }
  }
}
