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
  private var output: [UInt8] = []

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
  /// Converts a text, and leaves bytes that are no text as they are.
  ///
  /// - Parameters:
  ///   - text: Whole characters.
  ///   - body: Takes the UTF-8; its argument is valid during the call only.
  func convert(
    _ text: UnsafeRawBufferPointer, into body: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    // No character of these encodings takes more than three bytes in UTF-8.
    if output.count < 3 * text.count {
      output = [UInt8](repeating: 0, count: 3 * text.count)
    }
    let written = output.withUnsafeMutableBytes { convert(text, to: $0) }
    try output.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<written])) }
  }

  private func convert(
    _ text: UnsafeRawBufferPointer, to output: UnsafeMutableRawBufferPointer
  ) -> Int {
    // iconv does not write to its input; its signature is older than const.
    var input = UnsafeMutablePointer(
      mutating: text.baseAddress?.assumingMemoryBound(to: CChar.self))
    var inputLeft = text.count
    var target = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    var outputLeft = output.count
    while inputLeft > 0 {
      _ = iconv(descriptor, &input, &inputLeft, &target, &outputLeft)
      guard inputLeft > 0, outputLeft > 0, let byte = input?.pointee else { break }
      // It stopped at a byte that is no text.
      target?.pointee = byte
      target = target?.advanced(by: 1)
      input = input?.advanced(by: 1)
      inputLeft -= 1
      outputLeft -= 1
      iconv(descriptor, nil, nil, nil, nil)
    }
    return output.count - outputLeft
  }
}
