/// Tells binary data from text.
enum BinaryCheck {
  /// Whether content is binary: most of its first 4 KiB is text neither in bytes nor in UTF-16.
  ///
  /// Runs of NULs are none of it: they are the hole that a program leaves which goes on writing where it
  /// was after its log was emptied, as logrotate's `copytruncate` does, and what a file system has of a file
  /// that was not yet on the disk when the power failed.
  static func looksBinary(_ content: UnsafeRawBufferPointer) -> Bool {
    if content.starts(with: [0xFF, 0xFE]) || content.starts(with: [0xFE, 0xFF]) { return false }
    let head = UnsafeRawBufferPointer(rebasing: content[start(of: content)...].prefix(headSize))
    // Without NULs, bytes are text in some encoding or other.
    guard head.contains(0) || hasControls(head) else { return false }
    var (binary, text) = (0, 0)
    for window in stride(from: 0, to: head.count, by: windowSize) {
      let part = UnsafeRawBufferPointer(
        rebasing: head[window..<min(window + windowSize, head.count)])
      switch judge(part) {
      case nil: break
      case true?: text += 1
      case false?: binary += 1
      }
    }
    return binary > text
  }

  /// Whether content holds all the bytes that are looked at, so that more of it change nothing.
  static func isTold(by content: UnsafeRawBufferPointer) -> Bool {
    content.count - start(of: content) >= headSize
  }

  /// Returns where the text begins behind NULs.
  private static func start(of content: UnsafeRawBufferPointer) -> Int {
    let start = content.firstIndex { $0 != 0 } ?? content.count
    // The first character of UTF-16 may begin with one; the others keep their places.
    return start - start % 2
  }

  /// How many bytes are looked at.
  private static let headSize = 4096
  /// How many bytes are judged together: an even number.
  private static let windowSize = 256
  /// How many NULs in a row are a hole.
  private static let holeSize = 8

  /// Whether bytes are text; `nil` where nothing but holes is there.
  private static func judge(_ part: UnsafeRawBufferPointer) -> Bool? {
    var (counted, controls) = (0, 0)
    var index = 0
    while index < part.count {
      let zeros = part[index...].prefix { $0 == 0 }.count
      if zeros >= holeSize {
        index += zeros
        continue
      }
      counted += 1
      if isControl(part[index]) { controls += 1 }
      index += 1
    }
    guard counted > 0 else { return nil }
    // A log may hold stray NULs and escapes; compressed data has one such byte in ten.
    return controls * 20 <= counted || isUTF16(part, high: 1) || isUTF16(part, high: 0)
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(0x07...0x0D).contains(byte) && byte != 0x1B
  }

  private static func hasControls(_ head: UnsafeRawBufferPointer) -> Bool {
    head.count(where: isControl) * 20 > head.count
  }

  /// Whether bytes are text in UTF-16: hardly a character that no text has, and one of ASCII at least.
  ///
  /// Of random bytes one unit in eight is no such character. `high` is the place of a unit's high byte, 0 or 1.
  private static func isUTF16(_ part: UnsafeRawBufferPointer, high: Int) -> Bool {
    var (units, strange, ascii) = (0, 0, 0)
    for index in stride(from: 0, to: part.count - 1, by: 2) {
      let unit = UInt16(part[index + high]) << 8 | UInt16(part[index + 1 - high])
      units += 1
      switch unit {
      case 0x09, 0x0A, 0x0D, 0x1B, 0x20..<0x7F: ascii += 1
      case 0..<0x20, 0x7F..<0xA0, 0xD800..<0xF900, 0xFFF0...: strange += 1
      default: break
      }
    }
    return ascii > 0 && strange * 50 <= units
  }
}
