extension RedactionScanner {
  /// Finds the user's name behind `/home/`, `/Users/`, `/media/`, `C:\Users\` and their like.
  ///
  /// Separators may be doubled, as in a string that was printed with its escapes. On Windows a name
  /// may hold spaces, which count when a separator follows.
  func homeDirectory(at offset: Int) -> Redaction? {
    var start = offset + 1
    if byte(start).isPathSeparator { start += 1 }
    guard let folder = homeFolder(at: start) else { return nil }
    start += folder.length
    guard byte(start).isPathSeparator else { return nil }
    start = end(from: start, atMost: 2) { $0.isPathSeparator }

    let isWindows =
      folder.isWindows || byte(offset) == UInt8(ascii: "\\")
      || byte(offset - 1) == UInt8(ascii: ":")
    var end = end(from: start, atMost: 256) { $0 > 0x20 && !endsName($0) }
    if isWindows, byte(end) == 0x20 {
      let withSpaces = self.end(from: end, atMost: 64) { $0 >= 0x20 && !endsName($0) }
      if byte(withSpaces).isPathSeparator { end = withSpaces }
    }
    guard end > start, !isShared(start..<end) else { return nil }
    return Redaction(range: start..<end, replacement: "<user>")
  }

  /// Finds the host of a network share, `\\host\share`.
  func networkShare(at offset: Int) -> Redaction? {
    let backslash = UInt8(ascii: "\\")
    guard byte(offset) == backslash, byte(offset + 1) == backslash, !isWord(offset - 1),
      byte(offset - 1) != UInt8(ascii: ":"), byte(offset - 1) != backslash
    else { return nil }
    let start = end(from: offset, atMost: 4) { $0 == backslash }
    let end = end(from: start, atMost: 64) {
      $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: "_")
    }
    guard end > start, byte(end) == backslash, byte(end + 1) > 0x20,
      !stands("wsl.localhost", at: start)
    else { return nil }
    return Redaction(range: start..<end, replacement: "<host>")
  }

  private func homeFolder(at start: Int) -> (length: Int, isWindows: Bool)? {
    if stands("home", at: start) { return (4, false) }
    if stands("users", at: start) { return (5, false) }
    // Where desktops mount a user's disks.
    if stands("media/", at: start) || stands("run/media/", at: start) {
      return (stands("media", at: start) ? 5 : 9, false)
    }
    if stands("documents and settings", at: start) { return (22, true) }
    return nil
  }

  private func endsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: ":"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "|"), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      true
    default: byte < 0x20
    }
  }

  /// Returns whether a folder among the home directories belongs to nobody.
  private func isShared(_ range: Range<Int>) -> Bool {
    switch range.count {
    case 6: stands("public", at: range.lowerBound) || stands("shared", at: range.lowerBound)
    case 7: stands("default", at: range.lowerBound)
    case 9: stands("all users", at: range.lowerBound)
    default: false
    }
  }
}
