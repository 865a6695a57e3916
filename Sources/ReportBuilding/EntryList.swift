/// The entries of all inputs, numbered in reading order.
struct EntryList: Sendable {
  /// Those of each input, and of an input that was read in parts those of each part, in reading order.
  private(set) var parts: [EntryBlocks] = []
  private(set) var count = 0
  /// The first part of each input, or where it would be.
  private var firstParts: [Int] = []
  /// How grave sessions are that are more so than their entries say, by their numbers.
  var gravities: [Int: UInt8] = [:]
}

extension EntryList {
  /// Adds the entries of the next input, or of its next part.
  mutating func append(_ blocks: EntryBlocks) {
    var blocks = blocks
    blocks.first = count
    while firstParts.count <= blocks.input { firstParts.append(parts.count) }
    parts.append(blocks)
    count += blocks.count
  }

  /// Returns the input of an entry.
  ///
  /// - Complexity: O(log parts).
  func input(of number: Int) -> Int { parts[part(of: number)].input }

  /// Returns the part that an entry is in.
  ///
  /// - Complexity: O(log parts).
  func part(of number: Int) -> Int {
    // The last one that begins there or before; those without sessions begin where the next one does.
    var (low, high) = (0, parts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if parts[middle].first <= number { low = middle } else { high = middle }
    }
    return low
  }

  /// Returns the parts of an input, in their order; none where it has no sessions.
  func parts(ofInput input: Int) -> some Sequence<EntryBlocks> {
    let first = input < firstParts.count ? firstParts[input] : parts.count
    return parts[first...].prefix { $0.input == input }
  }
}

/// The order of the sessions in the report: by time, of equals by their inputs and their places there.
struct EntryOrder: Sendable {
  /// The numbers of the sessions in their order; `nil` where that is the reading order.
  private var numbers: [UInt32]?

  /// Sorts the sessions.
  ///
  /// - Parameters:
  ///   - list: The sessions.
  ///   - sortedInputs: The numbers of the inputs in the report's order.
  ///   - reader: Reads the entries.
  /// - Throws: What the store reports.
  /// - Complexity: O(inputs) for sessions that were read in their order. Others take
  ///   O(sessions · log sessions), and 14 bytes a session while they are sorted, 4 thereafter.
  init(
    _ list: EntryList, sortedInputs: [Int], reader: inout EntryReader<some EntryStore>
  ) throws {
    let parts = sortedInputs.flatMap { list.parts(ofInput: $0) }.filter { $0.count > 0 }
    let isSorted =
      parts.allSatisfy(\.isAscending)
      && zip(parts, parts.dropFirst()).allSatisfy {
        $0.first < $1.first && $0.lastTime <= $1.firstTime
      }
    guard !isSorted else {
      numbers = nil
      return
    }
    // Positions in the sorted inputs, one behind the other, are put into the order of their times.
    var sorted = EntryList()
    for blocks in parts { sorted.append(blocks) }
    let times = try reader.values(of: parts) { $0.time }
    var numbers = Array(0..<UInt32(clamping: times.count))
    numbers.sort { (times[Int($0)], $0) < (times[Int($1)], $1) }
    for index in numbers.indices {
      let position = Int(numbers[index])
      let part = sorted.part(of: position)
      numbers[index] = UInt32(
        clamping: position - sorted.parts[part].first + parts[part].first)
    }
    self.numbers = numbers
  }

  /// Returns the number of the session at a position of the report.
  func number(at position: Int) -> Int { numbers.map { Int($0[position]) } ?? position }

  /// Hands out the positions in the report by the sessions' numbers, in place of the order; `nil` where
  /// both are the same.
  ///
  /// - Throws: What the body throws.
  mutating func withRanks<Result>(_ body: ([UInt32]?) throws -> Result) rethrows -> Result {
    numbers?.invertPermutation()
    defer { numbers?.invertPermutation() }
    return try body(numbers)
  }
}

extension [UInt32] {
  /// Turns places by element into elements by place, in the same memory.
  ///
  /// - Complexity: O(*n*); the highest bit of each element has to be unused.
  mutating func invertPermutation() {
    let isDone: UInt32 = 1 << 31
    for start in indices where self[start] & isDone == 0 {
      var (from, at) = (start, Int(self[start]))
      while at != start {
        let next = Int(self[at])
        self[at] = UInt32(from) | isDone
        (from, at) = (at, next)
      }
      self[start] = UInt32(from) | isDone
    }
    for index in indices { self[index] &= ~isDone }
  }
}
