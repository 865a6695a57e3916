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
      let (chain, pieces) = try RangeChain.joining(parts.map(\.summary)) {
        try reader.values(of: parts[$0].parts) { Int($0.line) }
      }
      if let gap = chain.gap { problems.append(RangeProblem(path: group.path, gap: gap)) }
      begin(group.path)
      for (range, piece) in pieces {
        try collect(parts[range], in: piece.lines, shiftedBy: piece.shift, &reader)
      }
      add(chain.summary)
    }
    return problems
  }

  /// Collects the sessions of a range that begin within some lines.
  mutating func collect(
    _ range: InputResult, in lines: Range<Int>, shiftedBy shift: Int,
    _ reader: inout EntryReader<Store>
  ) throws {
    for blocks in range.parts {
      for index in 0..<blocks.count {
        let entry = try reader.entry(at: index, of: blocks)
        guard lines.contains(Int(entry.line)) else { continue }
        let session = try reader.session(of: entry)
        for _ in 0..<entry.runs { add(try reader.run().shifted(by: shift)) }
        add(session.shifted(by: shift))
      }
    }
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
