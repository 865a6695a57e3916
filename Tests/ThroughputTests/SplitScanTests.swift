import Testing

@testable import Throughput

struct SplitScanTests {
  /// A series of sessions of different sizes with a step in it.
  private static func example(seed: UInt64) -> (levels: [Double], layout: SessionLayout) {
    var random = TestNoise(seed: seed)
    var numbers: [Int] = []
    var session = 0
    while numbers.count < 60 {
      numbers += [Int](repeating: session, count: 1 + Int(random.uniform() * 7))
      session += 2
    }
    let levels = numbers.indices.map { 2 + 0.05 * random.normal() + ($0 < 27 ? 0 : 0.1) }
    return (levels, SessionLayout(sessionNumbers: numbers))
  }

  @Test(arguments: 1..<7)
  func countsSessionsInsideARange(seed: Int) {
    let layout = Self.example(seed: UInt64(seed)).layout
    for range in [0..<layout.count, 3..<17, 8..<9, 20..<55] {
      var sizes: [Int: Int] = [:]
      for element in range { sizes[layout.session(of: element).lowerBound, default: 0] += 1 }
      let direct = sizes.values.reduce(0) { $0 + $1 * $1 }
      #expect(layout.sumOfSquares(range) == Double(direct))
    }
  }

  @Test(arguments: 1..<9)
  func agreesWithTheStatisticTakenDirectly(seed: Int) throws {
    let (levels, layout) = Self.example(seed: UInt64(seed))
    let noise = NoiseModel(levels: levels, layout: layout, medianRate: 8)
    let scan = SplitScan(layout: layout, noise: noise, leastElements: 5) { levels.forEach($0) }
    let stretch = seed..<(levels.count - seed)
    var best = (score: -Double.infinity, index: 0, strength: 0.0)
    for index in (stretch.lowerBound + 5)...(stretch.upperBound - 5) {
      let left = levels[stretch.lowerBound..<index]
      let right = levels[index..<stretch.upperBound]
      let gap =
        left.reduce(0, +) / Double(left.count) - right.reduce(0, +) / Double(right.count)
      let variance =
        noise.withinVariance * (1 / Double(left.count) + 1 / Double(right.count))
        + noise.betweenVariance
        * (layout.concentration(stretch.lowerBound..<index)
          + layout.concentration(index..<stretch.upperBound))
      let score = gap * gap / variance / 2 + (layout.isStart(index) ? scan.startBonus : 0)
      if score > best.score { best = (score, index, abs(gap) / variance.squareRoot()) }
    }
    let split = try #require(scan.best(in: stretch))
    #expect(split.index == best.index)
    #expect(abs(split.strength - best.strength) < 1e-9 * best.strength)
  }

  @Test func findsNoSplitInTooShortAStretch() {
    let (levels, layout) = Self.example(seed: 1)
    let noise = NoiseModel(levels: levels, layout: layout, medianRate: 8)
    let scan = SplitScan(layout: layout, noise: noise, leastElements: 5) { levels.forEach($0) }
    #expect(scan.best(in: 3..<12) == nil)
    #expect(scan.best(in: 3..<13)?.index == 8)
  }

  @Test(arguments: [1, 7, 64, 65, 400])
  func knowsTheSessionOfEachElement(count: Int) {
    var random = TestNoise(seed: UInt64(count))
    var numbers: [Int] = []
    while numbers.count < count {
      let runs = random.uniform() < 0.1 ? 150 : 1 + Int(random.uniform() * 3)
      numbers += [Int](repeating: numbers.count, count: min(runs, count - numbers.count))
    }
    let layout = SessionLayout(sessionNumbers: numbers)
    #expect(layout.count == count)
    #expect(layout.sessions == Set(numbers).count)
    for element in numbers.indices {
      let begin = numbers[element]
      let end = numbers[element...].firstIndex { $0 != begin } ?? count
      #expect(layout.session(of: element) == begin..<end)
      #expect(layout.isStart(element) == (begin == element))
      #expect(layout.nextStart(after: element, before: count) == end)
      #expect(layout.lastStart(through: element, from: 0) == begin)
    }
  }

  @Test func keepsTheSmallestKeyInFront() {
    var random = TestNoise(seed: 3)
    var keys = (0..<37).map { _ in random.coarse() }
    var ranking = WeakestFirst(keys)
    for _ in 0..<200 {
      let place = Int(random.uniform() * 37)
      keys[place] = random.uniform() < 0.2 ? .infinity : random.coarse()
      ranking.update(place, to: keys[place])
      let least = keys.min() ?? 0
      #expect(ranking.weakest.key == least)
      #expect(ranking.weakest.place == keys.firstIndex(of: least))
    }
  }
}
