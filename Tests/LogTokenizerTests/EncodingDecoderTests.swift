import LogTokenizer
import Testing

/// Bytes of each encoding, with the text that they stand for, however they are cut.
@Suite struct EncodingDecoderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var output: [UInt8]
    var encoding: TextEncoding
    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], _ text: String, _ encoding: TextEncoding) {
      self.init(name, bytes, Array(text.utf8), encoding)
    }

    init(_ name: String, _ bytes: [UInt8], _ output: [UInt8], _ encoding: TextEncoding) {
      self.name = name
      self.bytes = bytes
      self.output = output
      self.encoding = encoding
    }
  }

  @Test(arguments: cases, [1, 2, 3, 7, 64, Int.max])
  func decodesTheSameInChunksOfAnySize(_ example: Case, _ size: Int) {
    let (output, decoder) = decode(example.bytes, chunk: size)
    #expect(
      output == example.output,
      """
      \(String(decoding: output, as: UTF8.self))
      is not
      \(String(decoding: example.output, as: UTF8.self))
      """)
    #expect(decoder.encoding == example.encoding)
    #expect(!decoder.lacksConverter)
  }

  @Test(arguments: cases)
  func decodesTheSameWhenCutAtEveryPosition(_ example: Case) {
    let whole = decode(example.bytes, chunk: .max).0
    for cut in 0...min(example.bytes.count, 600) {
      var decoder = EncodingDecoder()
      var output: [UInt8] = []
      example.bytes.withUnsafeBytes { bytes in
        decoder.decode(.init(rebasing: bytes[..<cut]), isLast: false) { output += $0 }
        decoder.decode(.init(rebasing: bytes[cut...]), isLast: true) { output += $0 }
      }
      #expect(output == whole, "cut at \(cut)")
    }
  }

  @Test func plainTextIsHandedOnWithoutACopy() {
    let text = Array(String(repeating: "loading 100 % of the weights\r\n", count: 1000).utf8)
    text.withUnsafeBytes { bytes in
      var decoder = EncodingDecoder()
      var addresses: [UnsafeRawPointer?] = []
      decoder.decode(bytes, isLast: false) { addresses.append($0.baseAddress) }
      #expect(addresses == [bytes.baseAddress])
    }
  }

  @Test func provenUTF8IsHandedOnWithoutACopy() {
    let text = Array(String(repeating: " 50%|█████     | 5/10\r", count: 100).utf8)
    text.withUnsafeBytes { bytes in
      var decoder = EncodingDecoder()
      decoder.decode(bytes, isLast: false) { _ in }
      var addresses: [UnsafeRawPointer?] = []
      decoder.decode(bytes, isLast: false) { addresses.append($0.baseAddress) }
      #expect(addresses == [bytes.baseAddress])
    }
  }

  @Test func aWholeLineDoesNotWaitForTheNextOne() {
    for line in ["Prompt executed\n", "采样中 1/20\n", " 50%|█████     | 5/10\r"] {
      var decoder = EncodingDecoder()
      var output: [UInt8] = []
      Array(line.utf8).withUnsafeBytes { bytes in
        decoder.decode(bytes, isLast: false) { output += $0 }
      }
      #expect(output == Array(line.utf8))
    }
  }

  @Test(arguments: 0..<50)
  func anyBytesGiveTheSameInAnyChunks(_ seed: Int) {
    var random = Xorshift(state: 0x9E37_79B9_7F4A_7C15 &+ UInt64(seed) &* 0x1234_5677)
    let pieces: [[UInt8]] = [
      [0], [0x0A], [0x0D, 0x0A], [0x0A, 0], [0x0D, 0, 0x0A, 0], [0xFF, 0xFE], [0xFE, 0xFF],
      [0xEF, 0xBB, 0xBF],
      Array("text".utf8), Array("█采".utf8), [0xC4, 0xE3], [0x82, 0xA0], [0xE9], utf16("x画\n"),
      [0xD8, 0x3D], [0, 0x41],
    ]
    var bytes: [UInt8] = []
    for _ in 0..<200 { bytes += pieces[random.next(below: pieces.count)] }
    let whole = decode(bytes, chunk: .max).0
    for size in [1, 2, 3, 7, 64] {
      #expect(decode(bytes, chunk: size).0 == whole, "chunks of \(size)")
    }
  }

  private func decode(_ bytes: [UInt8], chunk size: Int) -> ([UInt8], EncodingDecoder) {
    var decoder = EncodingDecoder()
    var output: [UInt8] = []
    bytes.withUnsafeBytes { bytes in
      var position = 0
      while position < bytes.count {
        let end = position + min(size, bytes.count - position)
        decoder.decode(.init(rebasing: bytes[position..<end]), isLast: false) { output += $0 }
        position = end
      }
      decoder.decode(.init(start: nil, count: 0), isLast: true) { output += $0 }
    }
    return (output, decoder)
  }
}

/// A text in UTF-16.
func utf16(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
  text.utf16.flatMap { unit in
    let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    return isBigEndian ? bytes.reversed() : bytes
  }
}
