import Testing

@testable import Throughput

struct PositionSetTests {
  @Test(arguments: [1, 63, 64, 65, 500])
  func agreesWithASet(count: Int) {
    var random = TestNoise(seed: UInt64(count))
    let members = (0..<count).filter { _ in random.uniform() < 0.2 }
    var positions = PositionSet(count: count)
    var appended = PositionSet()
    for position in 0..<count { positions.insert(position) }
    for position in 0..<count where !members.contains(position) { positions.remove(position) }
    for position in 0..<count { appended.append(members.contains(position)) }
    #expect(positions == appended)
    #expect(positions.memberCount == members.count)
    #expect(Array(positions) == members)
    for position in 0..<count {
      #expect(positions.contains(position) == members.contains(position))
      let end = min(count, position + 100)
      let begin = max(0, position - 100)
      #expect(
        positions.first(from: position, before: end)
          == members.first { (position..<end).contains($0) } ?? end)
      #expect(
        positions.last(through: position, from: begin)
          == members.last { (begin...position).contains($0) } ?? begin)
    }
    #expect(positions.first(from: count, before: count) == count)
  }

  @Test(arguments: [1, 63, 64, 65, 500])
  func countsAndFindsByRank(count: Int) {
    var random = TestNoise(seed: UInt64(count))
    let members = (0..<count).filter { _ in random.uniform() < 0.2 }
    var positions = PositionSet(count: count)
    for member in members { positions.insert(member) }
    let ranked = RankedPositions(positions)
    #expect(ranked.memberCount == members.count)
    for position in 0...count {
      #expect(ranked.rank(of: position) == members.count { $0 < position })
    }
    #expect(members.indices.map { ranked[$0] } == members)
  }
}
