/// Paths as the system has them, in Strings that lose no byte.
///
/// Names on Unix are bytes, and those that come from an old disk or out of an archive of Windows (GBK,
/// CP932) are no UTF-8. In place of a byte that is none, the String has a character of a private area,
/// U+10FE00 plus the byte, much as Python's `surrogateescape` has a surrogate, which a String cannot hold.
/// The bytes of such a character itself are escaped as well, so that each path has one text and each text
/// one path. So the rest of the program sorts, cuts and joins paths as text; what hands one to the system
/// asks for its `bytes`, and what shows one for `shown`.
package enum SystemPath {
  /// What a byte is added to.
  private static let base: UInt32 = 0x10FE00
  /// The characters that stand for bytes.
  private static let escapes: ClosedRange<UInt32> = base + 0x80...base + 0xFF

  /// Returns the text for a path of the system, or a part of it.
  ///
  /// - Parameter name: The bytes, up to a NUL.
  /// - Returns: The text.
  package static func text(of name: UnsafePointer<CChar>) -> String {
    let bytes = UnsafeBufferPointer(start: name, count: length(name))
    return bytes.withMemoryRebound(to: UInt8.self) { bytes in
      if let text = String(validating: bytes, as: UTF8.self), !hasEscapes(text) { return text }
      return escaped(bytes)
    }
  }

  /// Returns the bytes of a path, with a NUL behind them.
  package static func bytes(of text: String) -> [CChar] {
    (exactBytes(of: text) + [0]).map { CChar(bitPattern: $0) }
  }

  /// Returns a path as it is shown: what is no UTF-8 is repaired.
  package static func shown(_ text: String) -> String {
    hasEscapes(text) ? String(decoding: exactBytes(of: text), as: UTF8.self) : text
  }

  private static func length(_ name: UnsafePointer<CChar>) -> Int {
    var length = 0
    while name[length] != 0 { length += 1 }
    return length
  }

  private static func hasEscapes(_ text: String) -> Bool {
    // Their first byte is that of few characters.
    text.utf8.contains(0xF4) && text.unicodeScalars.contains { escapes.contains($0.value) }
  }

  private static func exactBytes(of text: String) -> [UInt8] {
    guard hasEscapes(text) else { return Array(text.utf8) }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if escapes.contains(scalar.value) {
        bytes.append(UInt8(scalar.value - base))
      } else {
        bytes += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    return bytes
  }

  private static func escaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var at = 0
    while true {
      let count: Int
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        let scalar = UTF8.decode(encoded)
        count = encoded.count
        if !escapes.contains(scalar.value) {
          text.append(scalar)
          at += count
          continue
        }
      case .error(let length): count = length
      case .emptyInput: return String(text)
      }
      for byte in bytes[at..<at + count] {
        if let scalar = Unicode.Scalar(base + UInt32(byte)) { text.append(scalar) }
      }
      at += count
    }
  }
}
