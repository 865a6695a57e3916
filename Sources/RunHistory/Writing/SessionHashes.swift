internal import SessionAnalysis

/// Hashes by which sessions are found, as they wait to be written.
struct SessionHashes {
  /// A hash and the session that has it.
  struct Row {
    var hash: Int
    var session: Int
  }

  private var rows: [Row] = []
}

extension SessionHashes {
  /// Adds those of a session's content; each session has a higher row than the ones before.
  mutating func add(_ content: LogContent, of session: Int) {
    for mark in content.marks { rows.append(Row(hash: Prefixes.number(mark), session: session)) }
    for landmark in content.landmarks {
      rows.append(Row(hash: Prefixes.number(landmark.hash), session: session))
    }
  }

  mutating func removeAll() { rows = [] }

  /// Returns the rows by hash and session.
  ///
  /// They are put into groups by their first bits, over which hashes are spread evenly, so that few
  /// have to be compared.
  ///
  /// - Complexity: O(*n*) on average.
  func inOrder() -> [Row] {
    let bits = max(0, Int.bitWidth - rows.count.leadingZeroBitCount - 4)
    guard bits > 0 else { return rows.sorted(by: Self.precede) }
    var ends = [Int](repeating: 0, count: 1 << bits + 1)
    for row in rows { ends[Self.group(of: row, bits) + 1] += 1 }
    for group in 1...1 << bits { ends[group] += ends[group - 1] }
    var sorted = rows
    for row in rows {
      let group = Self.group(of: row, bits)
      sorted[ends[group]] = row
      ends[group] += 1
    }
    sorted.withUnsafeMutableBufferPointer { sorted in
      var start = 0
      for end in ends.dropLast() where end > start {
        var group = UnsafeMutableBufferPointer(rebasing: sorted[start..<end])
        group.sort(by: Self.precede)
        start = end
      }
    }
    return sorted
  }

  /// The first bits of a hash as a number, in the order of signed numbers.
  private static func group(of row: Row, _ bits: Int) -> Int {
    Int(
      bitPattern: (UInt(bitPattern: row.hash) ^ 1 << UInt(Int.bitWidth - 1))
        >> UInt(Int.bitWidth - bits))
  }

  private static func precede(_ left: Row, _ right: Row) -> Bool {
    left.hash == right.hash ? left.session < right.session : left.hash < right.hash
  }
}
