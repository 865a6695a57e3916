import TestSupport
import Testing
import Threading

@testable import RunHistory

/// Several threads that fill one history, each with a writer of its own.
struct SideBySideTests {
  @Test("what several writers take in is what one takes in", arguments: 0..<4)
  func threads(_ seed: UInt64) throws {
    var random = SplitMix64(state: seed &+ 200)
    var logs = (0..<24).map { _ in SampleLogs.log(&random) }
    // Copies and beginnings, which two threads may come upon at the same time.
    logs += logs.prefix(8)
    logs += logs.prefix(8).map { String($0.prefix($0.count / 2)) }
    logs.shuffle(using: &random)

    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let plain = try RunHistory(path: folder.path("plain.sqlite"), mode: .readWrite)
    var writer = HistoryWriter(plain)
    for log in logs { try reader.take(log, &writer) }

    let shared = try RunHistory(path: folder.path("shared.sqlite"), mode: .readWrite)
    let queue = Queue(logs)
    Workers.run(4) { _ in
      var writer = HistoryWriter(shared)
      // Every other session is written before the end of its input.
      writer.waitingLimit = 2000
      while let log = queue.next() {
        do {
          try reader.take(log, &writer)
        } catch {
          Issue.record(error)
        }
      }
    }
    #expect(try shared.check() == [])
    #expect(try shared.content() == plain.content())
  }

  @Test("an input that two writers read at the same time is taken in once")
  func sameInput() throws {
    var random = SplitMix64(state: 7)
    let log = SampleLogs.log(&random)
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    var first = HistoryWriter(history)
    var second = HistoryWriter(history)
    first.begin("first.log", seenAt: 0)
    let summary = reader.read(log, &first)
    #expect(try reader.take(log, &second) == .added)
    #expect(try first.end(summary) == .known)
    #expect(first.sessionRows == second.sessionRows)
  }

  @Test("a writer that is given up within its input leaves nothing, and lets others write")
  func givenUp() throws {
    var random = SplitMix64(state: 8)
    let logs = (0..<2).map { _ in SampleLogs.log(&random) }
    let reader = try Reader.shared()
    let folder = try TemporaryFolder()
    let expected = try RunHistory(path: folder.path("expected.sqlite"), mode: .readWrite)
    var plain = HistoryWriter(expected)
    try reader.take(logs[1], &plain)

    let history = try RunHistory(path: folder.path("a.sqlite"), mode: .readWrite)
    try {
      var writer = HistoryWriter(history)
      writer.waitingLimit = 0
      writer.begin("first.log", seenAt: 0)
      _ = reader.read(logs[0], &writer)
      let isWriting = writer.permit?.isInTransaction == true
      try #require(isWriting)
    }()
    var writer = HistoryWriter(history)
    #expect(try reader.take(logs[1], &writer) == .added)
    #expect(try history.content() == expected.content())
  }

  /// Logs for several threads.
  ///
  /// `@unchecked Sendable`: what changes is touched only under the monitor.
  private final class Queue: @unchecked Sendable {
    private let monitor = Monitor()
    private var logs: ArraySlice<String>

    init(_ logs: [String]) {
      self.logs = logs[...]
    }

    func next() -> String? { monitor.withLock { logs.popFirst() } }
  }
}
