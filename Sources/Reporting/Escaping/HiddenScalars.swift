/// Characters that change how other text looks, or that nobody sees.
///
/// Controls, bidirectional marks and overrides, zero-width characters, line and paragraph
/// separators, tags, and fillers that draw nothing. A log may hold any of them, and a report shows
/// none of them as it is. The two variation selectors that choose between text and emoji
/// (U+FE0E, U+FE0F) and letters' combining marks are left alone: they belong to what is seen.
///
/// The list follows the property Default_Ignorable_Code_Point and the category Cc of Unicode.
enum HiddenScalars {
  /// Returns whether a character is one of them.
  static func contains(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F: true
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0x3164, 0xFE00...0xFE0D, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB: true
    case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
    default: false
    }
  }

  /// Returns whether a character that begins with this byte in UTF-8 may be one of them.
  ///
  /// It rules out most text, ASCII and Chinese among it, before anything is decoded.
  @inline(__always)
  static func mayBegin(with byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x1F, 0x7F, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0, 0xF3: true
    default: false
    }
  }
}

/// A character read from the front of valid UTF-8.
struct UTF8Character {
  /// The character's number.
  let scalar: UInt32
  /// How many bytes it takes.
  let length: Int

  /// Reads the character that begins at an offset of valid UTF-8.
  ///
  /// - Precondition: A character begins at the offset, and the text holds all of it.
  @inline(__always)
  init(_ utf8: UnsafeBufferPointer<UInt8>, at offset: Int) {
    let first = UInt32(utf8[offset])
    switch first {
    case ..<0x80: (scalar, length) = (first, 1)
    case ..<0xE0: (scalar, length) = ((first & 0x1F) << 6 | Self.tail(utf8, offset + 1), 2)
    case ..<0xF0:
      scalar =
        (first & 0x0F) << 12 | Self.tail(utf8, offset + 1) << 6 | Self.tail(utf8, offset + 2)
      length = 3
    default:
      scalar =
        (first & 0x07) << 18 | Self.tail(utf8, offset + 1) << 12
        | Self.tail(utf8, offset + 2) << 6 | Self.tail(utf8, offset + 3)
      length = 4
    }
  }

  @inline(__always)
  private static func tail(_ utf8: UnsafeBufferPointer<UInt8>, _ offset: Int) -> UInt32 {
    UInt32(utf8[offset] & 0x3F)
  }
}
