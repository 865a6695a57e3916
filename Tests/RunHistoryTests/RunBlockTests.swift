import SessionAnalysis
import TestSupport
import Testing

@testable import RunHistory

struct RunBlockTests {
  @Test(arguments: [0, 1, 2, 3]) func givesBackWhatWasPacked(_ seed: UInt64) throws {
    var random = SplitMix64(state: seed)
    let rows = (0..<300).map { ordinal in
      RunRow(
        workload: 0, ordinal: ordinal * 2, line: Int.random(in: -5...1 << 40, using: &random),
        flags: Int.random(in: 0...64, using: &random), pace: Self.number(&random),
        below: Self.number(&random), above: Self.number(&random),
        completed: Self.units(&random), elapsed: Self.number(&random),
        endMilliseconds: Self.number(&random).map { $0 >> 10 },
        stalls: Int.random(in: 0...3, using: &random))
    }
    let block = RunBlock(rows)
    #expect(try block.rows().map { "\($0)" } == rows.map { "\($0)" })
    let counted = rows.filter { $0.flags & 2 != 0 && $0.pace.map { $0 != 0 } ?? false }
    let points = try block.points()
    #expect(points.map(\.ordinal) == counted.map(\.ordinal))
    #expect(points.map(\.pace) == counted.compactMap(\.pace))
    #expect(points.map(\.end) == counted.map(\.endMilliseconds))
    #expect(points.map(\.line) == counted.map(\.line))
  }

  /// As the library rounds.
  @Test(arguments: [
    0, 0.49999999999999994, 0.5, 1, 1.5, 2.5, 0x1p51 + 0.5, 0x1p52 - 0.5, 0x1p52, 0x1p52 + 1, 1e18,
    1e19,
    .infinity, .nan, .leastNonzeroMagnitude,
  ])
  func roundsAsTheLibraryDoes(_ value: Double) {
    for value in [value, -value, value.nextUp, value.nextDown] {
      #expect(Pace.whole(value) == Int(exactly: value.rounded()))
      #expect(Pace.millionths(value) == Int(exactly: (value * 1e6).rounded(.awayFromZero)))
    }
  }

  @Test func countsLinesAndEndsFromAnotherPlace() throws {
    let row = RunRow(
      workload: 0, ordinal: 0, line: 40, flags: 3, pace: 1, endMilliseconds: 9000, stalls: 0)
    var block = RunBlock([row, row])
    block.line -= 30
    block.end -= 8000
    #expect(try block.rows().map(\.line) == [10, 10])
    #expect(try block.rows().map(\.endMilliseconds) == [1000, 1000])
  }

  /// Neither a wrong number of runs nor missing bytes are taken for runs.
  @Test func refusesWhatIsCutShort() throws {
    let row = RunRow(workload: 0, ordinal: 7, line: 1, flags: 3, stalls: 0)
    var block = RunBlock([row, row, row])
    block.bytes.removeLast()
    #expect(throws: CorruptDataError.self) { try block.rows() }
    block.count = 1 << 40
    #expect(throws: CorruptDataError.self) { try block.points() }
  }

  private static func number(_ random: inout SplitMix64) -> Int? {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: nil
    case 1: Int.random(in: Int.min / 4...Int.max / 4, using: &random)
    default: Int.random(in: -300...300, using: &random)
    }
  }

  private static func units(_ random: inout SplitMix64) -> Double? {
    [nil, 20, 0, 1.5, 1e300, -3].randomElement(using: &random) ?? nil
  }
}
