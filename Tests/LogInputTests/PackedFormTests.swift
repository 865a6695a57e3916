import LogInput
import TestSupport
import Testing

/// One way to pack `plain.log`.
struct PackedForm: CustomTestStringConvertible {
  var file: String
  var compression: String?
  /// The name within the archive.
  var member: String?
  var testDescription: String { file }

  static let all = [
    PackedForm(file: "plain.log"),
    PackedForm(file: "plain.log.gz", compression: "gzip"),
    PackedForm(file: "plain.log.bz2", compression: "bzip2"),
    PackedForm(file: "plain.log.xz", compression: "xz"),
    PackedForm(file: "plain.log.lzma", compression: "lzma"),
    PackedForm(file: "plain.log.zst", compression: "zstd"),
    PackedForm(file: "plain.log.lz4", compression: "lz4"),
    PackedForm(file: "twice.gz", compression: "gzip+gzip"),
    PackedForm(file: "plain.zip", compression: "zip", member: "plain.log"),
    PackedForm(file: "plain.tar", compression: "tar", member: "plain.log"),
    PackedForm(file: "plain.tar.gz", compression: "tar+gzip", member: "plain.log"),
    PackedForm(file: "plain.tar.xz", compression: "tar+xz", member: "plain.log"),
    PackedForm(file: "plain.tar.zst", compression: "tar+zstd", member: "plain.log"),
    PackedForm(file: "plain.7z", compression: "7z", member: "plain.log"),
  ]
}

@Suite struct PackedFormTests {
  private let plain: String

  init() throws {
    plain = String(decoding: try Fixture.bytes("plain.log"), as: UTF8.self)
  }

  @Test(arguments: PackedForm.all)
  func givesTheBytesOfThePlainFile(_ form: PackedForm) {
    let path = fixturePath(form.file)
    let reading = Reading(named: path)
    #expect(reading.errors == [])
    #expect(
      reading.streams == [
        Reading.Stream(
          path: form.member.map { "\(path)!\($0)" } ?? path, text: plain,
          compression: form.compression)
      ])
  }

  @Test func readsConcatenatedStreamsAsOne() {
    let reading = Reading(named: fixturePath("concatenated.gz"))
    #expect(reading.streams.map(\.text) == [plain + plain])
    #expect(reading.streams.flatMap(\.failures) == [])
  }

  @Test func looksAtContentAndNotAtNames() throws {
    let folder = try TemporaryFolder()
    let packed = try folder.write("packed.log", Fixture.bytes("plain.log.gz"))
    let notPacked = try folder.write("plain.gz", Fixture.bytes("plain.log"))
    #expect(Reading(named: packed).streams.map(\.text) == [plain])
    #expect(Reading(named: notPacked).streams.map(\.text) == [plain])
    #expect(Reading(named: notPacked).streams.map(\.compression) == [nil])
  }

  @Test(arguments: ["BZh9 is no archive\n", "PK\n", "P*M", "", "\n", "]"])
  func leavesTextThatLooksLikeAnArchiveAlone(_ text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("text.log", text.utf8)
    #expect(Reading(named: path).streams.map(\.text) == [text])
  }

  @Test func readsAheadOfTheScanWithoutChangingAByte() throws {
    // Larger than what is read before the second thread starts, and than its buffers together.
    let bytes = try Fixture.bytes("plain.log.gz")
    let count = 8 << 20 / plain.utf8.count
    let folder = try TemporaryFolder()
    let path = try folder.write("long.gz", repeatElement(bytes, count: count).joined())
    let reading = Reading(named: path)
    #expect(reading.streams.count == 1)
    #expect(reading.streams.first?.failures == [])
    #expect(reading.streams.first?.text == String(repeating: plain, count: count))
  }
}

@Suite struct TruncationTests {
  /// A packed form, cut after some tenths of its size.
  struct Cut: CustomTestStringConvertible {
    var form: PackedForm
    var tenths: Int
    var testDescription: String { "\(form.file), \(tenths)/10" }
  }

  static let cuts = PackedForm.all.filter { $0.compression != nil && $0.member == nil }
    .flatMap { form in (1...9).map { Cut(form: form, tenths: $0) } }

  @Test(arguments: cuts)
  func givesABeginningAndSaysThatTheRestIsMissing(_ cut: Cut) throws {
    let plain = try Fixture.bytes("plain.log")
    let bytes = try Fixture.bytes(cut.form.file)
    let folder = try TemporaryFolder()
    let path = try folder.write("cut", bytes.prefix(bytes.count * cut.tenths / 10))
    let reading = Reading(named: path)
    #expect(reading.errors == [])
    let stream = try #require(reading.streams.first)
    let end = try #require(stream.failures.first?.from)
    // It may end within a character.
    #expect(stream.text == String(decoding: plain.prefix(end), as: UTF8.self))
    #expect(
      stream.failures == [
        InputFailure(from: end, to: end, error: InputError(code: .truncated, path: path))
      ])
  }

  @Test(arguments: ["plain.log.gz", "plain.log.xz", "plain.tar.gz", "plain.zip"], 6...9)
  func losesNothingThatTheDecompressorGives(_ file: String, _ tenths: Int) throws {
    let bytes = try Fixture.bytes(file)
    let folder = try TemporaryFolder()
    let path = try folder.write("cut", bytes.prefix(bytes.count * tenths / 10))
    let stream = try #require(Reading(named: path).streams.first)
    // The archives end in padding, the streams of a small file begin with the tables.
    #expect(stream.text.utf8.count > 100)
    #expect(stream.failures.map(\.error.code) == [.truncated])
  }

  @Test("cut within its header", arguments: ["plain.log.gz", "plain.log.xz"], [6, 10, 12, 17])
  func hardlyBegun(_ file: String, _ count: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("cut", try Fixture.bytes(file).prefix(count))
    let reading = Reading(named: path)
    let codes =
      reading.errors.map(\.code) + reading.streams.flatMap { $0.failures.map(\.error.code) }
    #expect(codes == [.truncated])
  }

  @Test func tellsDamageFromTruncation() throws {
    var bytes = try Fixture.bytes("plain.log.xz")
    bytes.replaceSubrange(400..<420, with: repeatElement(0xFF, count: 20))
    let folder = try TemporaryFolder()
    let path = try folder.write("damaged.xz", bytes)
    let stream = try #require(Reading(named: path).streams.first)
    #expect(stream.failures.count == 1)
    guard case .damaged(let words)? = stream.failures.first?.error.code else {
      Issue.record("\(stream.failures)")
      return
    }
    #expect(!words.isEmpty)
  }
}
