/// Tells what sdlog itself wrote, and what quotes messages that nobody printed there, from logs.
package enum OwnOutput: Sendable {
  /// What `sdlog history export` writes.
  case export
  /// A report, or the events of a watch, as a JSON object a line.
  case report

  /// Looks at how content begins; `nil` comes of everything else.
  ///
  /// - Parameter head: The first bytes; some forty of them are looked at.
  init?(_ head: UnsafeRawBufferPointer) {
    if Self.reports.contains(where: { head.starts(with: $0.utf8) }) {
      self = .report
      return
    }
    guard head.starts(with: "{\"bytes\":".utf8) else { return nil }
    let rest = head.dropFirst(9).prefix(20).drop { (0x30...0x39).contains($0) }
    guard rest.startIndex > 9,
      head[rest.startIndex...].starts(with: ",\"causes\":[".utf8)
    else { return nil }
    self = .export
  }

  private static let reports = [
    "{\"event\":\"session\",\"attention\":", "{\"event\":\"session_started\",\"time\":\"",
  ]
}
