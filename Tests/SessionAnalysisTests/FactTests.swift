import SessionAnalysis
import Testing

@Suite struct FactTests {
  private static let facts = [
    Fact(name: "os", value: "Linux", line: 1, origin: .printed),
    Fact(name: "torch", value: "2.3", line: 2, origin: .derived),
    Fact(name: "torch", value: "2.4", line: 5, origin: .derived),
    Fact(name: "os", value: "Windows", line: 7, origin: .printed),
    Fact(name: "os", value: "macOS", line: 9, origin: .derived),
  ]

  @Test(arguments: [["os"], ["torch", "os"], ["os", "gpu", "torch"], ["gpu"], []])
  func theLatestOfSeveralAreThoseOfEach(names: [String]) {
    #expect(Self.facts.latest(of: names) == names.compactMap { Self.facts.latest($0) })
  }
}
