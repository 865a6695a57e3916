import Testing

@testable import ReportBuilding

struct LevelSplitTests {
  /// The first of the widest gaps between all rates on both sides, looked for at every run.
  private func direct(_ rates: [Double], _ share: Bool, _ leastGap: Double) -> Int? {
    var best: (index: Int, gap: Double)?
    for index in rates.indices.dropFirst() {
      guard let low = rates[..<index].min(), let high = rates[..<index].max(),
        let newLow = rates[index...].min(), let newHigh = rates[index...].max()
      else { continue }
      let gap = newHigh < low ? 1 - newHigh / low : newLow > high ? newLow / high - 1 : 0
      if index == 1, newLow > high, share { continue }
      if gap >= leastGap, gap > best?.gap ?? 0 { best = (index, gap) }
    }
    return best?.index
  }

  @Test(arguments: [0, 1, 2, 3, 40, 1023, 1024, 1025, 2500])
  func agreesWithTheDirectSearch(count: Int) {
    for place in Set([0, 1, 2, count / 2, 1024, count - 1]) {
      for factor in [0.5, 0.9, 1, 1.5] {
        let rates = (0..<count).map { index in
          (5 + Double(index * 7919 % 13) / 40) * (index < place ? 1 : factor)
        }
        for share in [false, true] {
          #expect(
            LevelSplit.index(in: rates, firstTwoShareSession: share, leastGap: 0.2)
              == direct(rates, share, 0.2))
        }
      }
    }
  }
}
