import RunHistory
import TestSupport
import Testing

struct SeriesTests {
  /// SQLite binds at most 32,766 values to a statement.
  @Test(arguments: [0, 1, 40_000]) func findsAWorkloadAmongAnyNumberOfKeys(_ others: Int) throws {
    let folder = try TemporaryFolder()
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    var writer = HistoryWriter(history)
    try Reader.shared().take(SampleLogs.session(rates: [3, 4, 5, 6]), &writer)
    func entries(_ keys: Set<String>, changedAfter row: Int) throws -> [SeriesEntry] {
      try history.seriesEntries(since: 0, changedAfter: row, orSince: .max, and: keys)
    }
    let changed = try entries([], changedAfter: 0)
    let key = try #require(changed.first { $0.runs == 4 }).key.workload
    let names = Set((0..<others).map { "workload '\($0)'" })
    #expect(try entries(names, changedAfter: .max) == [])
    #expect(
      try entries(names.union([key]), changedAfter: .max)
        == changed.filter { $0.key.workload == key })
  }
}
