#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A converter of the system from an older encoding to UTF-8.
///
/// Not to be used by two threads at a time: `iconv` keeps state in it.
final class EncodingConverter {
  private let descriptor: iconv_t

  /// Opens a converter.
  ///
  /// Nil when the system has none, as where its tables are not installed.
  ///
  /// - Parameter encoding: One of the older encodings.
  init?(from encoding: TextEncoding) {
    let name: String
    switch encoding {
    case .gbk: name = "GBK"
    case .cp932: name = "CP932"
    case .windows1252: name = "CP1252"
    case .utf8, .utf16LittleEndian, .utf16BigEndian, .mixed: return nil
    }
    let opened = iconv_open("UTF-8", name)
    // The error value is -1, which Swift imports as an optional pointer.
    guard let opened, Int(bitPattern: opened) != -1 else { return nil }
    descriptor = opened
  }

  deinit { iconv_close(descriptor) }
}

extension EncodingConverter {
  /// Converts a text, and copies bytes that are no text as they are.
  func convert(_ text: UnsafeRawBufferPointer, appendingTo output: inout [UInt8]) {
    var position = 0
    var piece = [UInt8](repeating: 0, count: 4 * text.count + 16)
    while position < text.count {
      let (taken, written) = step(text, from: position, into: &piece)
      output.append(contentsOf: piece[..<written])
      position += taken
      if position < text.count {
        output.append(text[position])
        position += 1
      }
    }
  }

  /// Converts up to the first byte that is no text.
  private func step(
    _ text: UnsafeRawBufferPointer, from start: Int, into piece: inout [UInt8]
  ) -> (taken: Int, written: Int) {
    piece.withUnsafeMutableBytes { output in
      // iconv does not write to its input; its signature is older than const.
      var input = UnsafeMutablePointer(
        mutating: text.baseAddress?.assumingMemoryBound(to: CChar.self).advanced(by: start))
      var inputLeft = text.count - start
      var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
      var outputLeft = output.count
      iconv(descriptor, nil, nil, nil, nil)
      _ = iconv(descriptor, &input, &inputLeft, &target, &outputLeft)
      return (text.count - start - inputLeft, output.count - outputLeft)
    }
  }
}
