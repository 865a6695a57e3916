import Testing

@testable import Throughput

struct OrderStatisticsTests {
  @Test(arguments: 0..<40)
  func selectsWhatSortingPutsThere(seed: Int) {
    var random = TestNoise(seed: UInt64(seed))
    let values = (0..<(1 + seed * 3)).map { _ in random.coarse() }
    let sorted = values.sorted()
    for rank in [0, values.count / 3, values.count / 2, values.count - 1] {
      var copy = values
      #expect(OrderStatistics.select(rank, in: &copy) == sorted[rank])
    }
  }

  @Test func takesTheMeanOfTheMiddleTwo() {
    #expect(OrderStatistics.median(of: [4, 1, 3, 2]) == 2.5)
    #expect(OrderStatistics.median(of: [7, 1]) == 4)
    #expect(OrderStatistics.median(of: [3, 1, 2]) == 2)
    #expect(OrderStatistics.median(of: []) == 0)
  }

  @Test func scalesTheSpreadToADeviation() {
    #expect(OrderStatistics.spread(of: [1, 2, 3, 4, 100], around: 3) == 1.4826)
  }

  @Test(arguments: 0..<40)
  func sortsInPlace(seed: Int) {
    var random = TestNoise(seed: UInt64(seed))
    var values = (0..<(seed * seed)).map { _ in seed % 2 == 0 ? random.coarse() : random.normal() }
    if seed % 5 == 0 { values.sort() }
    if seed % 5 == 1 { values.sort(by: >) }
    var copy = values
    OrderStatistics.sort(&copy)
    #expect(copy == values.sorted())
  }

  /// Values of which each pivot is one of the two smallest that are left (Musser 1997).
  @Test func sortsWhatQuicksortCutsBadly() {
    let half = 5000
    var values: [Double] = []
    for index in 1...half {
      values.append(Double(index.isMultiple(of: 2) ? half + index - 1 : index))
    }
    values += (1...half).map { Double(2 * $0) }
    var copy = values
    OrderStatistics.sort(&copy)
    #expect(copy == values.sorted())
  }

  @Test(arguments: 1..<30)
  func takesTheSpreadOfSortedValuesWithoutACopy(count: Int) {
    var random = TestNoise(seed: UInt64(count))
    let values = (0..<count).map { _ in random.coarse() }.sorted()
    for centre in [values[0], values[count / 2], OrderStatistics.median(of: values), 1e3, -1e3] {
      #expect(
        OrderStatistics.spread(ofSorted: values[...], around: centre)
          == OrderStatistics.spread(of: values, around: centre))
    }
    #expect(OrderStatistics.median(ofSorted: values) == OrderStatistics.median(of: values))
  }

  @Test(arguments: [0, 1, 3, 30])
  func slidesAMedian(reach: Int) {
    var random = TestNoise(seed: 5)
    let values = (0..<120).map { _ in random.coarse() }
    let direct = values.indices.map { index in
      OrderStatistics.median(
        of: values[max(0, index - reach)..<min(values.count, index + reach + 1)])
    }
    var slid: [Double] = []
    RunningWindow.forEachMedian(of: values, reach: reach) { slid.append($1) }
    #expect(slid == direct)
  }

  @Test func slidesAQuantile() {
    var random = TestNoise(seed: 6)
    let values = (0..<90).map { _ in random.coarse() }
    let direct = values.indices.map { index in
      let window = values[max(0, index - 30)..<min(values.count, index + 31)].sorted()
      return window[Int(0.8 * Double(window.count - 1))]
    }
    var slid: [Double] = []
    RunningWindow.forEachQuantile(of: values, reach: 30, fraction: 0.8) { slid.append($1) }
    #expect(slid == direct)
  }
}
