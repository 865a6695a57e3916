import TestSupport
import Testing

@testable import LogInput

/// Content is judged by what it is, not by how it arrives.
@Suite struct JudgingTests {
  /// Bytes that are lent in pieces of one size.
  private final class Pieces: ByteSource {
    private let bytes: UnsafeMutableRawBufferPointer
    private let size: Int
    private var at = 0

    init(_ bytes: [UInt8], of size: Int) {
      self.bytes = .allocate(byteCount: bytes.count, alignment: 1)
      self.bytes.copyBytes(from: bytes)
      self.size = size
    }

    deinit { bytes.deallocate() }

    func next() throws(InputError) -> UnsafeRawBufferPointer {
      let end = min(bytes.count, at + size)
      defer { at = end }
      return UnsafeRawBufferPointer(rebasing: bytes[at..<end])
    }
  }

  /// A content and whether it may be a log.
  struct Content: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var isLog: Bool
  }

  private static let text = Array(
    String(repeating: "100%|###| 20/20 [00:02<00:00]\n", count: 20).utf8)
  private static let binary = (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 7 & 0x1F) }

  static let contents = [
    Content(testDescription: "text", bytes: text, isLog: true),
    Content(testDescription: "text, then binary data", bytes: text + binary, isLog: false),
    Content(testDescription: "one byte", bytes: [0x61], isLog: true),
    Content(testDescription: "nothing", bytes: [], isLog: true),
    Content(
      testDescription: "a hole, then text", bytes: [UInt8](repeating: 0, count: 70_001) + text,
      isLog: true),
    Content(
      testDescription: "a hole, then binary data",
      bytes: [UInt8](repeating: 0, count: 70_001) + binary, isLog: false),
    Content(
      testDescription: "an export", bytes: Array("{\"bytes\":12,\"causes\":[]}\n".utf8),
      isLog: false),
    Content(
      testDescription: "much text, then binary data",
      bytes: [[UInt8]](repeating: text, count: 20).flatMap(\.self) + binary, isLog: true),
  ]

  @Test(arguments: contents, [1, 16, 600, 4096, 1 << 18])
  func judgesPiecesAsTheWhole(_ content: Content, _ size: Int) throws {
    let (source, code) = InputError.Code.judge(Pieces(content.bytes, of: size))
    #expect((code == nil) == content.isLog)
    var bytes: [UInt8] = []
    while case let chunk = try source.next(), !chunk.isEmpty { bytes += chunk }
    #expect(bytes == content.bytes)
  }
}
