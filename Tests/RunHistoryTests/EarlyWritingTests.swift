import TestSupport
import Testing

@testable import RunHistory

/// Sessions that are written before the end of their input, since too many wait.
struct EarlyWritingTests {
  struct Limits: CustomTestStringConvertible {
    /// The bytes of sessions and the rows of throughput that wait at most.
    var pending: Int
    var untimed: Int

    var testDescription: String { "\(pending) bytes, \(untimed) rows" }
  }

  @Test(arguments: [
    Limits(pending: 0, untimed: 0), Limits(pending: 0, untimed: 3),
    Limits(pending: 0, untimed: .max), Limits(pending: 4_000, untimed: .max),
  ])
  func changeNothing(_ limits: Limits) throws {
    var random = SplitMix64(state: 11)
    let log = (0..<6).map { _ in SampleLogs.log(&random) }.joined()
    let folder = try TemporaryFolder()
    let whole = try content([log], folder.path("whole.sqlite"), nil)
    #expect(whole.count > 8)
    #expect(try content([log], folder.path("early.sqlite"), limits) == whole)
    // The same log when it was shorter.
    let looks = [String(log.prefix(log.count / 2)), log]
    #expect(try content(looks, folder.path("looks.sqlite"), limits) == whole)
  }

  private func content(_ logs: [String], _ path: String, _ limits: Limits?) throws -> [String] {
    let reader = try Reader.shared()
    let history = try RunHistory(path: path, mode: .readWrite)
    var writer = HistoryWriter(history)
    if let limits { (writer.waitingLimit, writer.untimedLimit) = (limits.pending, limits.untimed) }
    for log in logs { try reader.take(log, &writer) }
    #expect(try history.check() == [])
    return try history.content()
  }
}
