/// The place in the source and the level that a logger puts at the right of a message.
///
///     VRAM State: NORMAL_VRAM                              memory_management.py :: INFO
///
/// Source: Stable Diffusion WebUI Forge Neo, `backend/logging.py`.
enum SourceSuffix {
  /// Returns the length of a text without such a suffix and the blanks in front of it.
  ///
  /// - Complexity: O(suffix); a text that ends in no capital letter costs a look at its last byte.
  static func messageCount(of text: UnsafeRawBufferPointer) -> Int {
    guard let last = text.last, last.isUpper else { return text.count }
    var at = text.count
    while at > 0, text[at - 1].isUpper { at -= 1 }
    guard text.count - at >= 4, LoggerPrefix.isLevel(text[at...]), removed(" :: ", from: text, &at),
      removed(".py", from: text, &at)
    else { return text.count }
    let end = at
    while at > 0, text[at - 1].isWord { at -= 1 }
    guard at < end, at == 0 || text[at - 1] == 0x20 else { return text.count }
    while at > 0, text[at - 1] == 0x20 { at -= 1 }
    return at
  }

  /// Steps back over a word.
  private static func removed(
    _ word: StaticString, from text: UnsafeRawBufferPointer, _ at: inout Int
  ) -> Bool {
    let count = word.utf8CodeUnitCount
    guard at >= count else { return false }
    for index in 0..<count where text[at - count + index] != word.utf8Start[index] { return false }
    at -= count
    return true
  }
}
