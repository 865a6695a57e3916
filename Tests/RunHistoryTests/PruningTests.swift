import RunHistory
import TestSupport
import Testing

struct PruningTests {
  @Test func keepsDaysAndForgetsNoLog() throws {
    let folder = try TemporaryFolder()
    let reader = try Reader.shared()
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    var writer = HistoryWriter(history)
    var random = SplitMix64(state: 8)
    let log = (0..<3).map { _ in SampleLogs.session(&random) }.joined()
    try reader.take(log, &writer)
    #expect(try history.prune(before: 1_600_000_000_000) == 0)
    #expect(try history.days() == [])
    let counted = try history.workloads().reduce(0) { $0 + $1.runs }
    #expect(counted > 0)
    var sessions = 0
    try history.forEachSession(SessionQuery()) { _ in sessions += 1 }
    #expect(sessions > 0)
    #expect(try history.prune(before: 1_800_000_000_000) == sessions)
    #expect(try history.prune(before: 1_800_000_000_000) == 0)
    let days = try history.days()
    #expect(days.reduce(0) { $0 + $1.runs } == counted)
    #expect(days.allSatisfy { $0.day == 19_675 && $0.host == "studio" && $0.rate > 1 })
    #expect(try history.check() == [])
    // The same log again, and grown: what was pruned stays pruned.
    #expect(try reader.take(log, &writer) == .known)
    #expect(try reader.take(log + SampleLogs.session(&random), &writer) == .added)
    #expect(try history.days() == days)
    #expect(try history.check() == [])
  }
}
