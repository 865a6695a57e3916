import Foundation
import TestSupport
import Testing

@testable import Reporting

struct JSONWriterTests {
  @Test(arguments: HostileText.all)
  func textsReadBackUnchanged(_ text: HostileText) throws {
    for padding in 0...9 {
      let value = String(repeating: "x", count: padding) + text.text + "\"\\/ end"
      let json = written { $0.value(value) }
      #expect(!json.unicodeScalars.contains { HiddenScalars.contains($0.value) && $0 != "\n" })
      let back = try JSONSerialization.jsonObject(
        with: Data(json.utf8), options: .fragmentsAllowed)
      #expect(back as? String == value)
    }
  }

  @Test(arguments: [
    ("\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1B}\u{7F}", #""\u0000\u0001\b\t\n\u000b\f\r\u001b\u007f""#),
    ("\u{80}\u{9B}\u{9F}\u{A0}", "\"\\u0080\\u009b\\u009f\u{A0}\""),
    ("\u{2028}\u{2029}\u{202E}\u{200B}\u{FEFF}", #""\u2028\u2029\u202e\u200b\ufeff""#),
    ("\u{E0041}", #""\udb40\udc41""#), ("\"\\/", #""\"\\/""#), ("显存😀é", "\"显存😀é\""),
  ])
  func escapes(_ value: String, _ json: String) {
    #expect(written { $0.value(value) } == json)
  }

  @Test func replacesBrokenUTF8() {
    #expect(written { $0.value(lossy: [0x61, 0xC2, 0x62, 0xFF]) } == "\"a\u{FFFD}b\u{FFFD}\"")
  }

  @Test("every ASCII byte is escaped or not alike at every offset of a word")
  func wordsAndBytesAgree() {
    for byte in UInt8(0)..<0x80 {
      let alone = written { $0.value(String(decoding: [byte], as: UTF8.self)) }.dropFirst()
        .dropLast()
      for offset in 0..<8 {
        var bytes = [UInt8](repeating: 0x61, count: 16)
        bytes[offset] = byte
        let expected =
          "\"" + String(repeating: "a", count: offset) + alone
          + String(repeating: "a", count: 15 - offset) + "\""
        #expect(written { $0.value(String(decoding: bytes, as: UTF8.self)) } == expected)
      }
    }
  }

  @Test(arguments: [
    (0, "0"), (-0.0, "0"), (1, "1"), (-20, "-20"), (8.44, "8.44"), (-0.2, "-0.2"),
    (0.1 + 0.2, "0.30000000000000004"), (1e-5, "0.00001"), (0.0000123, "0.0000123"),
    (1e-6, "0.000001"), (1.5e-7, "1.5e-7"), (-2.5e-10, "-2.5e-10"), (1e16, "10000000000000000"),
    (1.5e17, "150000000000000000"), (0x1p66, "73786976294838210000"),
    (1e21, "1e21"), (1.25e300, "1.25e300"), (0x1p53, "9007199254740992"),
    (.infinity, "null"), (-.infinity, "null"), (.nan, "null"), (.leastNonzeroMagnitude, "5e-324"),
  ])
  func writesNumbers(_ value: Double, _ json: String) {
    #expect(written { $0.value(value) } == json)
    if value.isFinite { #expect(Double(json) == value) }
  }

  @Test("random numbers read back to the same bits")
  func numbersReadBack() {
    var generator = SplitMix64(state: 7)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite, value != 0 else { continue }
      #expect(Double(written { $0.value(value) }) == value)
    }
  }

  @Test(arguments: [0, 1, -1, 10, 1_234_567, .max, .min] as [Int])
  func writesIntegers(_ value: Int) {
    #expect(written { $0.value(value) } == String(value))
  }

  @Test func laysOut() {
    func write(_ json: inout JSONWriter) {
      json.beginObject()
      json.member("a", [String]())
      json.key("b")
      json.beginArray()
      json.value(1)
      json.null()
      json.beginObject()
      json.endObject()
      json.endArray()
      json.member("c", [1, 2])
      json.member("d", true)
      json.member("e", nil as String?)
      json.endObject()
      json.endLine()
    }
    #expect(
      written(.compact, write) == #"{"a":[],"b":[1,null,{}],"c":[1,2],"d":true,"e":null}"# + "\n")
    #expect(
      written(.pretty, write) == """
        {
          "a": [],
          "b": [
            1,
            null,
            {}
          ],
          "c": [1, 2],
          "d": true,
          "e": null
        }

        """)
  }
}

private func written(
  _ layout: JSONWriter.Layout = .compact, _ body: (inout JSONWriter) -> Void
) -> String {
  var json = JSONWriter(layout: layout)
  body(&json)
  var output = MemoryOutput()
  do { try json.flush(to: &output) } catch { Issue.record(error) }
  return output.text
}
