import Testing

@testable import SessionAnalysis

@Suite struct SessionStatementTests {
  private static let log = """
    Python 3.10.6 (tags/v3.10.6:9c7b4bd, Aug  1 2022, 21:53:49) [MSC v.1932 64 bit (AMD64)]
    Version: v1.10.1
    Launching Web UI with arguments: --xformers
    C:\\webui\\modules\\sd_hijack.py:209: UserWarning: 1Torch was not compiled with flash attention.
    torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB
    Traceback (most recent call last):
    100%|██████████| 20/20 [00:05<00:00,  3.90it/s]

    """

  private static func archive() throws -> (session: Session, bytes: [UInt8]) {
    let session = try #require(try analysed(log).sessions.first)
    var writer = SessionArchiveWriter()
    writer.add(session)
    return (session, writer.pendingBytes)
  }

  @Test func readsWhatTheSessionStates() throws {
    let (session, bytes) = try Self.archive()
    #expect(session.facts.count > 2)
    #expect(session.findings.count > 1)
    let read = try #require(try SessionArchiveEntry.readStatement(bytes[...]))
    #expect(read.statement == SessionStatement(session))
    #expect(read.count == bytes.count)
  }

  @Test func waitsForTheWholeEntry() throws {
    let bytes = try Self.archive().bytes
    for count in bytes.indices {
      #expect(try SessionArchiveEntry.readStatement(bytes[..<count]) == nil)
    }
  }

  @Test func refusesOtherEntries() throws {
    let run = try #require(try analysed(Self.log).runs.first)
    var writer = SessionArchiveWriter()
    writer.add(run)
    #expect(throws: CorruptDataError(offset: 0)) {
      try SessionArchiveEntry.readStatement(writer.pendingBytes[...])
    }
  }
}
