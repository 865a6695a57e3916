package import SessionAnalysis

/// Why the ranges of an input give no whole.
package struct RangeProblem: Sendable, Equatable {
  /// The input.
  package var path: String
  /// What is wrong.
  package var gap: RangeChain.Gap
}

extension ReportBuilder {
  /// Joins the ranges of each input that came in ranges, and counts them as that input.
  ///
  /// - Returns: Which ranges are missing or do not fit, by path.
  /// - Throws: What the store reports.
  package mutating func joinRanges() throws -> [RangeProblem] {
    guard !ranges.isEmpty else { return [] }
    try collector.flush()
    var reader = EntryReader(stores: stores)
    let groups = Dictionary(grouping: ranges) { Group($0.summary) }
    ranges = []
    var problems: [RangeProblem] = []
    for (group, members) in groups.sorted(by: { $0.key.precedes($1.key) }) {
      let parts = members.sorted { InputResult.precedes($0.identity, $1.identity) }
      let size = parts.compactMap(\.summary.range?.size).max()
      // Who has the whole does not need its parts.
      if inputs.contains(where: { Group($0.summary) == group && $0.summary.bytes == size }) {
        continue
      }
      let chain = try RangeChain(parts.map(\.summary)) {
        try reader.values(of: [parts[$0].entries]) { Int($0.line) }
      }
      if let gap = chain.gap { problems.append(RangeProblem(path: group.path, gap: gap)) }
      begin(group.path)
      for piece in chain.pieces {
        let entries = parts[piece.range].entries
        for index in 0..<entries.count {
          let entry = try reader.entry(at: index, of: entries)
          guard piece.lines.contains(Int(entry.line)) else { continue }
          let session = try reader.session(of: entry)
          for _ in 0..<entry.runs { add(try reader.run().shifted(by: piece.shift)) }
          add(session.shifted(by: piece.shift))
        }
      }
      add(chain.summary)
    }
    return problems
  }

  /// The ranges of one input.
  private struct Group: Hashable {
    var path: String
    var head: UInt64

    init(_ summary: InputSummary) {
      path = summary.path
      head = summary.identity
    }

    func precedes(_ other: Group) -> Bool { (path, head) < (other.path, other.head) }
  }
}
