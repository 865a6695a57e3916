/// What the text so far tells of its encoding, among those that share ASCII.
///
/// UTF-8 is strict, so text that is mostly valid as UTF-8 is UTF-8, broken in places. The older
/// encodings accept nearly everything; they are told apart by which characters are common in the
/// languages that they are used for.
struct EncodingEvidence: Equatable {
  /// Characters beyond ASCII that were valid as UTF-8.
  private var valid = 0
  /// Bytes that were not, in text that was taken for UTF-8.
  private var broken = 0
  private var gbk = 0
  private var cp932 = 0
  private var windows1252 = 0

  /// Whether the text has proved to be UTF-8, so that it needs no more judging.
  var isUTF8: Bool { valid >= 64 && valid >= 8 * broken && legacy <= 0 }

  /// The best score of an older encoding.
  private var legacy: Int { max(gbk, cp932, windows1252) }
}

extension EncodingEvidence {
  /// Judges a piece of text that begins with a byte beyond ASCII, and remembers it.
  mutating func judge(_ text: UnsafeRawBufferPointer) -> TextEncoding {
    let (valid, broken, long) = Self.countUTF8(text)
    let isBrokenUTF8 =
      valid >= broken || (broken <= 3 && self.valid >= 8 * (self.broken + broken))
    // Bytes of GBK pass for characters of UTF-8 now and then; a whole line of them hardly ever does.
    let isChance =
      (broken == 0 && long == 0 || broken > 0 && valid < 4 * broken) && legacy > 8 * self.valid
    if isBrokenUTF8, !isChance {
      self.valid += valid
      self.broken += broken
      return .utf8
    }
    gbk += Self.scoreGBK(text)
    cp932 += Self.scoreCP932(text)
    windows1252 += Self.scoreWindows1252(text)
    guard legacy > 0 else {
      self.broken += broken
      return .utf8
    }
    if gbk == legacy { return .gbk }
    return cp932 == legacy ? .cp932 : .windows1252
  }

  /// Counts the characters beyond ASCII that are valid as UTF-8, and the bytes that are not.
  ///
  /// A character that the end cuts is valid as far as it goes: it counts as one broken byte.
  ///
  /// - Returns: `long` counts those of the valid characters that take more than two bytes.
  static func countUTF8(_ text: UnsafeRawBufferPointer) -> (valid: Int, broken: Int, long: Int) {
    var (valid, broken, long, position) = (0, 0, 0, 0)
    while position < text.count {
      let lead = text[position]
      if lead < 0x80 {
        position += 1
        continue
      }
      let length = lengthOfUTF8(text, at: position)
      if length > 0 { valid += 1 } else { broken += 1 }
      if length > 2 { long += 1 }
      position += max(1, length)
      // The rest of a cut character is the same fault.
      if length < 0 {
        position += min(-length, text.count - position) - 1
      }
    }
    return (valid, broken, long)
  }

  /// The length of the valid character at a position, 0 for a broken byte, or the negative length
  /// of a cut character.
  private static func lengthOfUTF8(_ text: UnsafeRawBufferPointer, at position: Int) -> Int {
    let lead = text[position]
    let (length, lower, upper): (Int, UInt8, UInt8)
    switch lead {
    case 0xC2...0xDF: (length, lower, upper) = (2, 0x80, 0xBF)
    case 0xE0: (length, lower, upper) = (3, 0xA0, 0xBF)
    case 0xED: (length, lower, upper) = (3, 0x80, 0x9F)
    case 0xE1...0xEF: (length, lower, upper) = (3, 0x80, 0xBF)
    case 0xF0: (length, lower, upper) = (4, 0x90, 0xBF)
    case 0xF1...0xF3: (length, lower, upper) = (4, 0x80, 0xBF)
    case 0xF4: (length, lower, upper) = (4, 0x80, 0x8F)
    default: return 0
    }
    var count = 1
    while count < length, position + count < text.count {
      let byte = text[position + count]
      let range = count == 1 ? lower...upper : 0x80...0xBF
      guard range.contains(byte) else { break }
      count += 1
    }
    if count == length { return length }
    return count > 1 ? -count : 0
  }
}

// MARK: - Scores

extension EncodingEvidence {
  /// Two points for each common Chinese character or mark, one for a rarer one of GB 2312, less for
  /// what is no GBK.
  private static func scoreGBK(_ text: UnsafeRawBufferPointer) -> Int {
    var (score, position) = (0, 0)
    while position < text.count {
      let lead = text[position]
      position += 1
      if lead < 0x80 { continue }
      let trail = position < text.count ? text[position] : 0
      guard (0x81...0xFE).contains(lead), trail >= 0x40, trail != 0x7F, trail != 0xFF else {
        score -= 2
        continue
      }
      position += 1
      // Progress bars are drawn with blocks of one to eight eighths.
      if lead == 0xA8, (0x78...0x87).contains(trail) { score += 1 }
      guard trail >= 0xA1 else { continue }
      switch lead {
      case 0xB0...0xD7, 0xA1, 0xA3: score += 2
      case 0xA2, 0xA4...0xA9, 0xD8...0xF7: score += 1
      default: break
      }
    }
    return score
  }

  /// Points for kana, for Japanese marks and for common kanji, less for what is no CP932.
  private static func scoreCP932(_ text: UnsafeRawBufferPointer) -> Int {
    var (score, position) = (0, 0)
    while position < text.count {
      let lead = text[position]
      position += 1
      if lead < 0x80 || (0xA1...0xDF).contains(lead) { continue }
      let trail = position < text.count ? text[position] : 0
      guard (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead), trail >= 0x40,
        trail != 0x7F,
        trail <= 0xFC
      else {
        score -= 2
        continue
      }
      position += 1
      switch (lead, trail) {
      case (0x82, 0x9F...0xF1), (0x83, 0x40...0x96): score += 3
      case (0x81, _), (0x88...0x97, _): score += 2
      case (0x82...0x9F, _): score += 1
      default: break
      }
    }
    return score
  }

  /// Points for single letters with accents between ASCII letters, less for runs of bytes beyond
  /// ASCII.
  private static func scoreWindows1252(_ text: UnsafeRawBufferPointer) -> Int {
    var score = 0
    for position in text.indices where text[position] >= 0x80 {
      let before = position > 0 ? text[position - 1] : 0
      let after = position + 1 < text.count ? text[position + 1] : 0
      if before >= 0x80 || after >= 0x80 {
        score -= 1
      } else {
        score += text[position] >= 0xC0 ? 3 : 1
      }
    }
    return score
  }
}
