import Testing

@testable import Throughput

struct HodgesLehmannTests {
  @Test func takesTheMedianOfAllDifferences() {
    #expect(HodgesLehmann.shift(from: [1, 2], to: [11, 14]) == 11)
    #expect(HodgesLehmann.shift(from: [5], to: [3]) == -2)
    #expect(HodgesLehmann.shift(from: [1, 1, 1], to: [1, 1]) == 0)
  }

  @Test(arguments: 0..<60)
  func agreesWithAllPairs(seed: Int) {
    var random = TestNoise(seed: UInt64(seed))
    let isCoarse = seed.isMultiple(of: 2)
    func sample(_ count: Int) -> [Double] {
      (0..<count).map { _ in isCoarse ? random.coarse() : random.normal() }
    }
    let first = sample(1 + seed % 13 * 9)
    let second = sample(1 + seed % 7 * 19)
    let pairs = first.flatMap { value in second.map { $0 - value } }
    #expect(HodgesLehmann.shift(from: first, to: second) == OrderStatistics.median(of: pairs))
  }

  @Test func ignoresAQuarterOfOutliers() {
    let first = [1.0, 1.01, 0.99, 1.0, 9.0]
    let second = [2.0, 2.01, 1.99, 2.0, -50.0]
    #expect(abs(HodgesLehmann.shift(from: first, to: second) - 1) < 0.02)
  }
}
