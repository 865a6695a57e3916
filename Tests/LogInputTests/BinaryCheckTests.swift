import Testing

@testable import LogInput

/// What the first bytes of a file have to be for it to be read.
struct BinaryCheckTests {
  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { BinaryCheck.looksBinary($0) }
  }

  private static let text = Array(
    String(repeating: "got prompt\n100%|##| 20/20\n", count: 100).utf8)
  private static let chinese = String(repeating: "正在加载模型，请稍候\n100%|##| 20/20\n", count: 60)

  /// UTF-16 without a mark.
  private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBigEndian ? [high, low] : [low, high]
    }
  }

  @Test(arguments: [true, false]) func readsUTF16(isBigEndian: Bool) {
    let mark: [UInt8] = isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
    for text in [Self.chinese, String(decoding: Self.text, as: UTF8.self)] {
      let bytes = Self.utf16(text, isBigEndian: isBigEndian)
      #expect(!Self.isBinary(bytes))
      #expect(!Self.isBinary(mark + bytes))
    }
  }

  @Test("holes of NULs, wherever they are, and what was appended in UTF-16", arguments: [16, 1300])
  func readsTextWithHoles(_ count: Int) {
    let hole = [UInt8](repeating: 0, count: count)
    #expect(!Self.isBinary(hole + Self.text))
    #expect(!Self.isBinary(Array(Self.text.prefix(2700)) + hole))
    #expect(!Self.isBinary(Array(Self.text.prefix(700)) + hole + Self.text))
    let appended = Self.utf16(String(decoding: Self.text, as: UTF8.self), isBigEndian: false)
    #expect(!Self.isBinary(Array(Self.text.prefix(2990)) + Array(appended.prefix(1100))))
  }

  @Test func refusesWhatIsNoText() {
    var random = SystemRandomNumberGenerator()
    let noise = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(Self.isBinary(noise))
    let words: [UInt8] = (0..<1024).flatMap { [UInt8($0 % 251), 0, 0, 1] }
    #expect(Self.isBinary(words))
  }
}
