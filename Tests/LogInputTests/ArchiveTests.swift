import Foundation
import LogInput
import Testing

@Suite struct ArchiveTests {
  @Test func readsRegularFilesWhateverTheirNames() {
    let path = fixturePath("names.tar")
    let reading = Reading(named: path)
    #expect(reading.errors == [])
    #expect(
      reading.streams.map(\.path) == [
        "\(path)!/abs/a.log", "\(path)!../../b.log", "\(path)!empty.log", "\(path)!dir/c.log",
      ])
    #expect(reading.streams.map(\.text) == ["absolute\n", "above\n", "", "below\n"])
  }

  @Test func entersArchivesInArchivesUpToTheBound() {
    let path = fixturePath("nested.zip")
    let reading = Reading(named: path)
    #expect(reading.streams.map(\.text) == ["level 4\n", "level 3\n", "level 2\n"])
    #expect(reading.streams.map(\.compression) == ["zip", "zip+zip", "zip+zip+zip"])
    #expect(
      reading.errors == [
        InputError(code: .tooDeep, path: "\(path)!inner.zip!inner.zip!inner.zip")
      ])
  }

  @Test func refusesMoreCompressionsThanTheBound() {
    let path = fixturePath("four-times.gz")
    #expect(Reading(named: path).errors == [InputError(code: .tooDeep, path: path)])
  }

  @Test func passesOverWhatNeedsAPassword() {
    let path = fixturePath("encrypted.zip")
    let reading = Reading(named: path)
    #expect(reading.errors == [InputError(code: .encrypted, path: "\(path)!plain.log")])
    #expect(reading.streams.map(\.text) == ["open\n"])
  }

  @Test func stopsABomb() {
    let path = fixturePath("bomb.zip")
    var limits = ArchiveLimits()
    limits.ratioFloorBytes = 1 << 20
    limits.ratio = 100
    let reading = Reading(named: path, limits: limits)
    #expect(reading.streams.map(\.path) == ["\(path)!bomb.log"])
    let stream = reading.streams.first
    #expect(
      stream?.failures.map(\.error) == [
        InputError(code: .expandsTooMuch, path: "\(path)!bomb.log")
      ])
    #expect((1 << 19..<2 << 20).contains(stream?.text.utf8.count ?? 0))
    // Within the bounds it is a log like any other.
    #expect(Reading(named: path).streams.map(\.text.utf8.count) == [3_000_000, 6])
  }

  @Test func boundsTheExpandedSizeWhateverTheRatio() {
    var limits = ArchiveLimits()
    limits.expandedBytes = 1000
    let path = fixturePath("plain.log.gz")
    let reading = Reading(named: path, limits: limits)
    #expect(
      reading.streams.flatMap(\.failures).map(\.error) == [
        InputError(code: .expandsTooMuch, path: path)
      ])
  }

  @Test func boundsTheNumberOfMembers() {
    var limits = ArchiveLimits()
    limits.members = 10
    let path = fixturePath("many.zip")
    let reading = Reading(named: path, limits: limits)
    #expect(reading.streams.count == 10)
    #expect(reading.errors == [InputError(code: .tooManyMembers, path: path)])
  }

  @Test func saysThatAnArchiveIsEmptyOnlyToWhoNamedIt() {
    let path = fixturePath("nothing.zip")
    #expect(Reading(named: path).errors == [InputError(code: .emptyArchive, path: path)])
    #expect(Reading(InputItem(path: path, isNamed: false)).errors == [])
  }

  @Test func namesTheFormThatIsNotRead() {
    let path = fixturePath("rar.rar")
    #expect(Reading(named: path).errors == [InputError(code: .unsupported("RAR"), path: path)])
  }

  @Test func passesOverBinaryFilesUnlessTheyAreNamed() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("image", (0..<2000).map { UInt8(truncatingIfNeeded: $0) })
    #expect(Reading(named: path).errors == [InputError(code: .binary, path: path)])
    #expect(Reading(InputItem(path: path, isNamed: false)).errors == [])
  }

  @Test func readsAPipe() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    let packed = try Data(contentsOf: URL(filePath: fixturePath("plain.tar.gz")))
    let writer = Thread {
      // Opening waits for the reader.
      if let pipe = FileHandle(forWritingAtPath: path) {
        try? pipe.write(contentsOf: packed.prefix(3))
        try? pipe.write(contentsOf: packed.dropFirst(3))
        try? pipe.close()
      }
    }
    writer.start()
    let plain = try String(contentsOfFile: fixturePath("plain.log"), encoding: .utf8)
    #expect(Reading(named: path).streams.map(\.text) == [plain])
  }
}
