/// The patterns that a record may match, and where in it.
///
/// Not copyable, reused from record to record: it allocates only while it grows.
///
/// Long records are divided into cells, and a pattern is searched for around each cell in which one
/// of its literals starts; see ``SearchWindow``. Two hits of a pattern in one cell are one candidate.
struct CandidateList: ~Copyable {
  /// A pattern and a cell, ordered by pattern, then cell.
  struct Candidate: Comparable {
    private let value: UInt64

    init(pattern: Int, cell: Int) {
      value = UInt64(UInt32(truncatingIfNeeded: pattern)) << 32 | UInt64(UInt32(clamping: cell))
    }

    var pattern: Int { Int(value >> 32) }
    var cell: Int { Int(UInt32(truncatingIfNeeded: value)) }

    static func < (left: Candidate, right: Candidate) -> Bool { left.value < right.value }
  }

  /// What has been collected, in order after ``sort()``.
  private(set) var candidates: [Candidate] = []

  private let set: PatternSet

  /// For each pattern the last cell that was added, with the record's number in the upper half.
  private let lastAdded: UnsafeMutablePointer<UInt64>

  /// For each pattern that was added where the first and the last of its literals start.
  private let firstPlace: UnsafeMutablePointer<Int>
  private let lastPlace: UnsafeMutablePointer<Int>

  /// Counts the records, from 1; 0 in ``lastAdded`` stands for none.
  private var record: UInt32 = 0
  private var recordLength = 0

  init(_ set: PatternSet) {
    self.set = set
    lastAdded = .allocate(capacity: set.specs.count)
    lastAdded.initialize(repeating: 0, count: set.specs.count)
    firstPlace = .allocate(capacity: set.specs.count)
    firstPlace.initialize(repeating: 0, count: set.specs.count)
    lastPlace = .allocate(capacity: set.specs.count)
    lastPlace.initialize(repeating: 0, count: set.specs.count)
  }

  deinit {
    lastAdded.deallocate()
    firstPlace.deallocate()
    lastPlace.deallocate()
  }
}

extension CandidateList {
  /// Forgets the last record.
  @inline(__always)
  mutating func begin(recordLength: Int) {
    if !candidates.isEmpty { candidates.removeAll(keepingCapacity: true) }
    self.recordLength = recordLength
    record &+= 1
    if record == 0 { restart() }
  }

  /// Adds a pattern.
  ///
  /// - Parameters:
  ///   - pattern: The pattern's index.
  ///   - position: Where a literal of it starts.
  @inline(__always)
  mutating func add(pattern: Int, at position: Int) {
    // The pattern is looked at only where it makes a difference, to save its retain and release.
    let cell =
      recordLength <= SearchWindow.bytes.interpreted
      ? 0 : SearchWindow.cell(of: position, in: recordLength, for: set.specs[pattern].pattern)
    let mark = UInt64(record) << 32 | UInt64(UInt32(clamping: cell))
    let isFirst = lastAdded[pattern] >> 32 != UInt64(record)
    if isFirst || position < firstPlace[pattern] { firstPlace[pattern] = position }
    if isFirst || position > lastPlace[pattern] { lastPlace[pattern] = position }
    guard lastAdded[pattern] != mark else { return }
    lastAdded[pattern] = mark
    candidates.append(Candidate(pattern: pattern, cell: cell))
  }

  /// Returns where the first and the last literal of a pattern that was added by one start.
  func places(of pattern: Int) -> ClosedRange<Int> { firstPlace[pattern]...lastPlace[pattern] }

  /// Adds the patterns that are tried on the start of every record.
  mutating func addUnfiltered() {
    for pattern in set.unfiltered { candidates.append(Candidate(pattern: pattern, cell: 0)) }
  }

  /// Puts the candidates in order, duplicates included.
  ///
  /// Does not allocate for up to 32 candidates, of which most records have none to three.
  mutating func sort() {
    guard candidates.count > 1 else { return }
    guard candidates.count <= 32 else {
      candidates.sort()
      return
    }
    for index in 1..<candidates.count {
      let candidate = candidates[index]
      var place = index
      while place > 0, candidate < candidates[place - 1] {
        candidates[place] = candidates[place - 1]
        place -= 1
      }
      candidates[place] = candidate
    }
  }

  /// Starts to count the records anew after 4,294,967,295 of them.
  @inline(never)
  private mutating func restart() {
    lastAdded.update(repeating: 0, count: set.specs.count)
    record = 1
  }
}
