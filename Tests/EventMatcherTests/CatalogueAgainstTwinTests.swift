import PatternCatalogue
import TestSupport
import Testing

@testable import EventMatcher
@testable import SessionAnalysis

@Suite struct CatalogueAgainstTwinTests {
  /// Records made of the catalogue's own examples, so that its literals stand where patterns do not
  /// expect them: examples whole, cut anywhere, with a letter changed, and several in one record.
  @Test(arguments: UInt64(1)...4)
  func agreesOnVariationsOfTheExamples(seed: UInt64) throws {
    let catalogue = try CatalogueLoader.load(builtin: true, directories: [])
    let rules = AnalysisRules(catalogue)
    let texts = catalogue.messages.flatMap { message in
      message.examples.map { Array($0.text.utf8) } + message.rejects.map { Array($0.utf8) }
    }
    var matcher = EventMatcher(rules.patterns)
    var twin = SlowTwin(rules.patterns.specs)
    var generator = SplitMix64(state: seed)
    var matched = 0
    var rejected = 0
    var hits = 0
    for _ in 0..<5_000 {
      var record: [UInt8] = []
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        record += vary(texts.randomElement(using: &generator) ?? [], &generator)
      }
      guard record.count <= 4_096 else { continue }
      let found = matcher.ranges(in: record)
      let expected = twin.matches(in: record)
      if found != expected {
        let differing = Set(found.keys).union(expected.keys).filter { found[$0] != expected[$0] }
        let ids = differing.map { catalogue.messages[$0].id }.sorted()
        Issue.record("\(ids): \(String(decoding: record, as: UTF8.self).debugDescription)")
      }
      if matcher.limitHits > hits {
        hits = matcher.limitHits
        Issue.record("a bound was hit: \(String(decoding: record, as: UTF8.self).debugDescription)")
      }
      matched += expected.count
      if expected.isEmpty, record.withUnsafeBytes({ matcher.candidateCount(in: $0) }) > 0 {
        rejected += 1
      }
    }
    #expect(matched > 3_000)
    #expect(rejected > 300)
    #expect(matcher.limits.map { catalogue.messages[$0.pattern].id } == [])
  }

  private func vary(_ text: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
    guard !text.isEmpty else { return [] }
    switch Int.random(in: 0...3, using: &generator) {
    case 0: return text
    case 1: return Array(text[Int.random(in: 0..<text.count, using: &generator)...])
    case 2: return Array(text[..<Int.random(in: 0..<text.count, using: &generator)])
    default:
      var text = text
      text[Int.random(in: 0..<text.count, using: &generator)] = UInt8.random(
        in: 0x20...0x7E, using: &generator)
      return text
    }
  }
}
