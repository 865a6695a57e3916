import Testing

@testable import ReportBuilding

struct SampleListTests {
  /// A list, the store with its blocks, and its samples as they went in.
  private struct Example {
    var list = SampleList()
    var store = MemoryStore()
    var samples: [RateSample] = []

    /// Appends samples of sessions of three runs and stores all full blocks.
    init(count: Int, seed: Int = 1) {
      for index in 0..<count {
        samples.append(
          RateSample(
            rate: Double(1 + index * 7919 % 1009) / Double(seed),
            session: UInt32(index / 3), line: UInt32(index)))
        list.append(samples[index])
        while list.hasFullBlock { takeBlock() }
      }
    }

    mutating func takeBlock() {
      guard let bytes = list.takeBlock(storedAt: store.count) else { return }
      store.append(bytes)
    }
  }

  private func read(
    _ list: SampleList, _ stores: [Int: MemoryStore], _ range: Range<Int>? = nil
  ) throws -> [[Double]] {
    var read: [[Double]] = []
    try SampleReader(stores: stores).forEach(of: list, in: range ?? 0..<list.count) {
      read.append([$0.rate, Double($0.session), Double($0.line)])
    }
    return read
  }

  private func values(_ samples: [RateSample]) -> [[Double]] {
    samples.map { [$0.rate, Double($0.session), Double($0.line)] }
  }

  @Test(arguments: [0, 1, 127, 128, 129, 3000])
  func givesBackWhatWentIn(count: Int) throws {
    let example = Example(count: count)
    let stores = [0: example.store]
    #expect(example.list.count == count)
    #expect(example.list.isStored == (count >= SampleList.blockLength))
    #expect(example.store.count == count / SampleList.blockLength * SampleList.blockLength * 16)
    #expect(try read(example.list, stores) == values(example.samples))
    for range in [0..<count, count / 2..<count, count / 3..<count / 2, 0..<min(count, 600)] {
      #expect(try read(example.list, stores, range) == values(Array(example.samples[range])))
    }
    for index in [0, count / 2, count - 1] where (0..<count).contains(index) {
      let sample = try SampleReader(stores: stores).sample(at: index, of: example.list)
      #expect(sample.line == UInt32(index))
    }
  }

  @Test(arguments: [(5, 7), (600, 7), (5, 600), (600, 1300)])
  func joinsListsAndNumbersTheirSessions(counts: (Int, Int)) throws {
    var first = Example(count: counts.0)
    let second = Example(count: counts.1, seed: 3)
    while second.list.isStored, first.list.isHolding { first.takeBlock() }
    first.list.append(second.list, firstSession: 1000, store: 7)
    while first.list.hasFullBlock { first.takeBlock() }
    let expected =
      first.samples
      + second.samples.map {
        RateSample(rate: $0.rate, session: $0.session + 1000, line: $0.line)
      }
    #expect(try read(first.list, [0: first.store, 7: second.store]) == values(expected))
  }

  /// Of as many samples as only an open session has.
  @Test(arguments: [(0, 4097), (5, 5000), (5, 40_000), (130, 20_000)])
  func takesLongListsWithoutACopyOfEachSample(counts: (Int, Int)) throws {
    var first = Example(count: counts.0)
    var long = SampleList()
    var expected = first.samples
    for index in 0..<counts.1 {
      let sample = RateSample(rate: Double(index + 1), session: 3, line: UInt32(index))
      long.append(sample)
      expected.append(RateSample(rate: sample.rate, session: 13, line: sample.line))
    }
    first.list.append(long, firstSession: 10, store: 0)
    #expect(first.list.count == expected.count)
    #expect(try read(first.list, [0: first.store]) == values(expected))
    while first.list.hasFullBlock { first.takeBlock() }
    for index in 0..<300 {
      first.list.append(RateSample(rate: 1, session: 14, line: UInt32(index)))
      expected.append(RateSample(rate: 1, session: 14, line: UInt32(index)))
      while first.list.hasFullBlock { first.takeBlock() }
    }
    #expect(first.store.count / 16 > expected.count - SampleList.blockLength)
    #expect(try read(first.list, [0: first.store]) == values(expected))
    #expect(try read(long, [:]).allSatisfy { $0[1] == 3 })
  }

  @Test(arguments: [1, 2, 128, 129, 1501, 4096, 4097, 5000])
  func takesTheMedianWithoutACopy(count: Int) {
    var list = SampleList()
    var rates: [Double] = []
    for index in 0..<count {
      rates.append(Double(1 + index * 7919 % 1009) * (index % 5 == 0 ? 1e-9 : 0.37))
      list.append(RateSample(rate: rates[index], session: 0, line: 0))
    }
    rates.sort()
    let expected =
      count % 2 == 0 ? (rates[count / 2 - 1] + rates[count / 2]) / 2 : rates[count / 2]
    #expect(list.heldMedian == expected)
  }

  @Test func saysThatAStoreLacksWhatWasStored() {
    let example = Example(count: 600)
    #expect(throws: (any Error).self) { try read(example.list, [0: MemoryStore()]) }
    #expect(throws: (any Error).self) { try read(example.list, [1: example.store]) }
  }
}
