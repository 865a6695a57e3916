import Foundation
import TestSupport
import Testing

@testable import LogInput

/// Names that are no UTF-8 keep their bytes.
@Suite struct SystemPathTests {
  /// A name, and how it is shown.
  struct Name: CustomTestStringConvertible {
    var bytes: [UInt8]
    var shown: String
    var testDescription: String { shown }
  }

  static let names = [
    Name(bytes: Array("plain.log".utf8), shown: "plain.log"),
    Name(bytes: Array("图像 été 🎨.log".utf8), shown: "图像 été 🎨.log"),
    // "日志.log" in GBK.
    Name(bytes: [0xC8, 0xD5, 0xD6, 0xBE] + Array(".log".utf8), shown: "\u{FFFD}\u{FFFD}־.log"),
    Name(bytes: [0x62, 0xFF, 0xFE] + Array(".log".utf8), shown: "b\u{FFFD}\u{FFFD}.log"),
    // The beginning of a character, and a surrogate.
    Name(bytes: [0xE5, 0x9B], shown: "\u{FFFD}"),
    Name(bytes: [0xED, 0xA0, 0x80], shown: "\u{FFFD}\u{FFFD}\u{FFFD}"),
    // A character that stands for a byte elsewhere.
    Name(bytes: Array("\u{10FEFF}".utf8), shown: "\u{10FEFF}"),
    Name(bytes: Array("\u{10FE80}\u{10FF00}".utf8) + [0x80], shown: "\u{10FE80}\u{10FF00}\u{FFFD}"),
    Name(bytes: [], shown: ""),
  ]

  private func text(of bytes: [UInt8]) -> String {
    (bytes + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { name in
      name.baseAddress.map { SystemPath.text(of: $0) } ?? ""
    }
  }

  @Test(arguments: names) func keepsTheBytes(_ name: Name) {
    let text = text(of: name.bytes)
    #expect(SystemPath.bytes(of: text).map { UInt8(bitPattern: $0) } == name.bytes + [0])
    #expect(SystemPath.shown(text) == name.shown)
  }

  @Test func keepsAnyBytes() {
    var generator = SplitMix64(state: 3)
    var texts: [String: [UInt8]] = [:]
    for _ in 0..<5000 {
      // Mostly bytes that begin or go on with characters.
      let name = (0..<Int(generator.next() % 9)).map { _ in
        let choices: [UInt8] = [0x61, 0xF4, 0x8F, 0xBA, 0xBB, 0x80, 0xBF, 0xC3, 0xFF]
        return choices[Int(generator.next() % UInt64(choices.count))]
      }
      let text = text(of: name)
      #expect(SystemPath.bytes(of: text).map { UInt8(bitPattern: $0) } == name + [0])
      #expect(texts.updateValue(name, forKey: text) ?? name == name)
    }
  }
}
