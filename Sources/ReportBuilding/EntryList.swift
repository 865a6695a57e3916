/// The entries of all inputs, numbered in reading order.
struct EntryList: Sendable {
  /// Those of each input, in reading order.
  private(set) var inputs: [EntryBlocks] = []
  private(set) var count = 0
  /// How grave sessions are that are more so than their entries say, by their numbers.
  var gravities: [Int: UInt8] = [:]
}

extension EntryList {
  /// Adds the entries of the next input.
  mutating func append(_ blocks: EntryBlocks) {
    var blocks = blocks
    blocks.first = count
    inputs.append(blocks)
    count += blocks.count
  }

  /// Returns the input of an entry.
  ///
  /// - Complexity: O(log inputs).
  func input(of number: Int) -> Int {
    // The last one that begins there or before; those without sessions begin where the next one does.
    var (low, high) = (0, inputs.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if inputs[middle].first <= number { low = middle } else { high = middle }
    }
    return low
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
    let inputs = sortedInputs.map { list.inputs[$0] }.filter { $0.count > 0 }
    let isSorted =
      inputs.allSatisfy(\.isAscending)
      && zip(inputs, inputs.dropFirst()).allSatisfy {
        $0.input < $1.input && $0.lastTime <= $1.firstTime
      }
    guard !isSorted else {
      numbers = nil
      return
    }
    // Positions in the sorted inputs, one behind the other, are put into the order of their times.
    var sorted = EntryList()
    for blocks in inputs { sorted.append(blocks) }
    let times = try reader.values(of: inputs) { $0.time }
    var numbers = Array(0..<UInt32(clamping: times.count))
    numbers.sort { (times[Int($0)], $0) < (times[Int($1)], $1) }
    for index in numbers.indices {
      let position = Int(numbers[index])
      let input = sorted.input(of: position)
      numbers[index] = UInt32(
        clamping: position - sorted.inputs[input].first + inputs[input].first)
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
