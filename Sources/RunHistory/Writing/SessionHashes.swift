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

  /// Gets the memory of so many rows.
  mutating func reserve(_ count: Int) { rows.reserveCapacity(count) }

  mutating func removeAll() { rows = [] }

  /// Returns the rows by hash and session.
  ///
  /// They are put into groups by their first bits, over which hashes are spread evenly, so that few
  /// have to be compared. That is done in place, because fresh memory takes longer than the rows.
  ///
  /// - Complexity: O(*n*) on average.
  mutating func inOrder() -> [Row] {
    let bits = max(0, Int.bitWidth - rows.count.leadingZeroBitCount - 4)
    var ends = [Int](repeating: 0, count: 1 << bits)
    for row in rows { ends[Self.group(of: row, bits)] += 1 }
    for group in 1..<ends.count { ends[group] += ends[group - 1] }
    rows.withUnsafeMutableBufferPointer { rows in
      var places = [0] + ends.dropLast()
      for group in ends.indices {
        let start = group > 0 ? ends[group - 1] : 0
        while places[group] < ends[group] {
          let place = places[group]
          let other = Self.group(of: rows[place], bits)
          rows.swapAt(place, places[other])
          places[other] += 1
        }
        var members = UnsafeMutableBufferPointer(rebasing: rows[start..<ends[group]])
        members.sort(by: Self.precede)
      }
    }
    return rows
  }

  /// The first bits of a hash as a number, in the order of signed numbers.
  private static func group(of row: Row, _ bits: Int) -> Int {
    guard bits > 0 else { return 0 }
    return Int(
      bitPattern: (UInt(bitPattern: row.hash) ^ 1 << UInt(Int.bitWidth - 1))
        >> UInt(Int.bitWidth - bits))
  }

  private static func precede(_ left: Row, _ right: Row) -> Bool {
    left.hash == right.hash ? left.session < right.session : left.hash < right.hash
  }
}
