import Diagnosis
import PatternCatalogue
import Testing

@testable import ReportBuilding

struct ArrangingTests {
  /// Returns a builder with one series of sessions of two runs; the line of a run is its number.
  private func builder(sessions: Int) throws -> ReportBuilder<MemoryStore> {
    let catalogue = try CatalogueLoader.load(
      builtin: true, directories: [], validation: .trusting)
    var builder = ReportBuilder(
      store: MemoryStore(), diagnostician: Diagnostician(catalogue))
    var samples = RateSamples(key: "program sd15", unit: "it", isProxy: false)
    for run in 0..<2 * sessions {
      samples.samples.append(
        RateSample(rate: Double(run + 1), session: UInt32(run / 2), line: UInt32(run)))
    }
    builder.series.add(samples)
    while let bytes = builder.series.takeFullBlock(storedAt: builder.collector.nextOffset) {
      builder.collector.store(bytes)
    }
    return builder
  }

  private func lines(
    _ builder: inout ReportBuilder<MemoryStore>, _ ranks: [UInt32]?, without: Set<UInt32> = [],
    window: Int = 1 << 18
  ) throws -> [Int] {
    let arranged = try builder.arrangedSeries(by: ranks, without: without, window: window)
    var lines: [Int] = []
    for series in arranged {
      try SampleReader(stores: builder.stores).forEach(of: series.samples) {
        lines.append(Int($0.line))
      }
    }
    return lines
  }

  @Test(arguments: [3, 700, 2000])
  func putsRunsIntoTheOrderOfTheirSessions(sessions: Int) throws {
    var builder = try builder(sessions: sessions)
    #expect(try lines(&builder, nil) == Array(0..<2 * sessions))
    let backwards = (0..<sessions).map { UInt32(sessions - 1 - $0) }
    let expected = (0..<sessions).reversed().flatMap { session in [2 * session, 2 * session + 1] }
    #expect(try lines(&builder, backwards) == expected)
    for window in [1, 300, sessions - 1] {
      #expect(try lines(&builder, backwards, window: window) == expected)
    }
  }

  @Test(arguments: [[], [0], [1, 0], [2, 0, 1, 3], [3, 4, 0, 2, 1, 5]] as [[UInt32]])
  func turnsPlacesIntoElements(places: [UInt32]) {
    var elements = places
    elements.invertPermutation()
    #expect(places.indices.allSatisfy { elements[Int(places[$0])] == UInt32($0) })
    elements.invertPermutation()
    #expect(elements == places)
  }

  @Test(arguments: [3, 700, 2000])
  func leavesOutRunsOfSessions(sessions: Int) throws {
    var builder = try builder(sessions: sessions)
    let even = Set((0..<sessions).filter { $0 % 2 == 0 }.map { UInt32($0) })
    let expected = (0..<2 * sessions).filter { $0 / 2 % 2 == 1 }
    #expect(try lines(&builder, nil, without: even) == expected)
    let backwards = (0..<sessions).map { UInt32(sessions - 1 - $0) }
    let odd = (0..<sessions).reversed().filter { $0 % 2 == 1 }
    let reversed = odd.flatMap { session in [2 * session, 2 * session + 1] }
    #expect(try lines(&builder, backwards, without: even) == reversed)
    #expect(try lines(&builder, nil, without: Set((0..<sessions).map { UInt32($0) })) == [])
  }
}
