import LogInput
import TestSupport
import Testing

/// What is wrong with packed logs is said, and what is readable of them is read.
@Suite struct PackedDamageTests {
  /// The forms whose streams may stand one behind the other.
  static let forms = [
    "plain.log.gz", "plain.log.bz2", "plain.log.xz", "plain.log.zst", "plain.log.lz4",
  ]

  private let plain: String
  private let folder: TemporaryFolder

  init() throws {
    plain = String(decoding: try Fixture.bytes("plain.log"), as: UTF8.self)
    folder = try TemporaryFolder()
  }

  private func stream(_ bytes: some Sequence<UInt8>) throws -> Reading.Stream {
    let reading = Reading(named: try folder.write("packed", bytes))
    #expect(reading.errors == [])
    return try #require(reading.streams.first)
  }

  private func codes(_ stream: Reading.Stream) -> [InputError.Code] {
    stream.failures.map(\.error.code)
  }

  // MARK: - Behind the end

  @Test(arguments: forms) func readsStreamsUpToThePaddingOfTapes(_ form: String) throws {
    let bytes = try Fixture.bytes(form)
    let stream = try stream(bytes + bytes + [UInt8](repeating: 0, count: 10_240))
    #expect(stream.text == plain + plain)
    #expect(stream.failures == [])
  }

  @Test(arguments: forms) func saysThatTextBehindTheEndIsNotRead(_ form: String) throws {
    let stream = try stream(Fixture.bytes(form) + plain.utf8)
    #expect(stream.text == plain)
    let end = plain.utf8.count
    #expect(stream.failures.map(\.from) == [end])
    switch codes(stream).first {
    // lz4 takes four bytes before it knows that no stream begins with them.
    case .behindEnd(let count)?: #expect(end - 4...end ~= count)
    case .damaged?: #expect(form.hasSuffix("xz") || form.hasSuffix("zst"))
    default: Issue.record("\(stream.failures)")
    }
  }

  @Test(arguments: forms) func givesTheStreamBeforeOneWithADamagedHeader(_ form: String) throws {
    var second = try Fixture.bytes(form)
    second[0] ^= 0xFF
    let stream = try stream(Fixture.bytes(form) + second)
    #expect(stream.text == plain)
    #expect(stream.failures.count == 1)
  }

  @Test(arguments: forms) func givesTheStreamBeforeOneThatIsCut(_ form: String) throws {
    let bytes = try Fixture.bytes(form)
    let stream = try stream(bytes + bytes.dropLast(20))
    #expect(stream.text.hasPrefix(plain))
    #expect(codes(stream) == [.truncated])
  }

  @Test func boundsWhatIsReadBehindPadding() throws {
    let bytes = try Fixture.bytes("plain.log.zst")
    let path = try folder.write("packed", bytes + [UInt8](repeating: 0, count: 512) + bytes)
    var limits = ArchiveLimits()
    #expect(Reading(named: path, limits: limits).streams.map(\.text) == [plain + plain])
    limits.expandedBytes = plain.utf8.count + 10
    let stream = try #require(Reading(named: path, limits: limits).streams.first)
    #expect(stream.text == plain)
    #expect(codes(stream) == [.expandsTooMuch])
  }

  // MARK: - Checksums

  @Test("the checksum of gzip", arguments: [-8, -5, -4, -1], [false, true])
  func comparesWhatStandsBehindAMember(_ place: Int, _ hasNext: Bool) throws {
    let good = try Fixture.bytes("plain.log.gz")
    var bytes = good
    bytes[bytes.count + place] ^= 1
    let stream = try stream(bytes + (hasNext ? good : []))
    #expect(stream.text == (hasNext ? plain + plain : plain))
    let end = stream.text.utf8.count
    #expect(
      stream.failures == [
        InputFailure(
          from: end, to: end,
          error: InputError(code: .wrongChecksum, path: "\(folder.path)/packed"))
      ])
  }

  @Test func comparesTheChecksumAroundAnArchive() throws {
    var bytes = try Fixture.bytes("plain.tar.gz")
    bytes[bytes.count - 6] ^= 1
    let path = try folder.write("wrong.tar.gz", bytes)
    let reading = Reading(named: path)
    #expect(reading.streams.map(\.text) == [plain])
    #expect(reading.errors == [InputError(code: .wrongChecksum, path: path)])
  }

  @Test func comparesTheChecksumOfAMemberOfAZIP() throws {
    var bytes = try Fixture.bytes("plain.zip")
    // Where the local header has it.
    bytes[14] ^= 1
    let stream = try stream(bytes)
    #expect(stream.text == plain)
    #expect(codes(stream) == [.wrongChecksum])
  }

  @Test func readsWhatAHeaderOfGzipMayHold() throws {
    let bytes = try Fixture.bytes("plain.log.gz")
    let hasName = bytes[3] & 0x08 != 0
    let start = hasName ? (try #require(bytes[10...].firstIndex(of: 0))) + 1 : 10
    let header: [UInt8] =
      [0x1F, 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3, 5, 0, 1, 2, 3, 4, 5]
      + Array("name\0comment\0".utf8) + [0x12, 0x34]
    let stream = try stream(header + bytes[start...] + header + bytes[start...])
    #expect(stream.text == plain + plain)
    #expect(stream.failures == [])
  }

  // MARK: - What the decompressor gives

  @Test(arguments: ["plain.log.lzma", "plain.log.xz", "plain.log.bz2", "plain.log.zst"])
  func losesNothingOfAFileWithoutItsLastByte(_ form: String) throws {
    let stream = try stream(Fixture.bytes(form).dropLast(1))
    // The last byte of zstd and bzip2 is one of a checksum, which a block waits for in bzip2 alone.
    #expect(stream.text.utf8.count > (form.hasSuffix("lzma") ? plain.utf8.count - 50 : -1))
    #expect(codes(stream) == [.truncated])
    if form.hasSuffix("xz") || form.hasSuffix("zst") { #expect(stream.text == plain) }
  }
}
