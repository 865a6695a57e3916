extension RedactionScanner {
  /// Finds an IPv4 address that is not this machine's, and not the version of a package.
  func address4(at offset: Int) -> Redaction? {
    guard byte(offset).isDigit, byte(offset - 1) != UInt8(ascii: ".") else { return nil }
    var start = offset
    var parts: [Int] = []
    while parts.count < 4 {
      let end = end(from: start, atMost: 4) { $0.isDigit }
      guard (1...3).contains(end - start) else { return nil }
      let number = bytes[start..<end].reduce(0) { $0 * 10 + Int($1 - 0x30) }
      guard number < 256 else { return nil }
      parts.append(number)
      start = end
      guard parts.count < 4 else { break }
      guard byte(start) == UInt8(ascii: ".") else { return nil }
      start += 1
    }
    let isLonger = isWord(start) || byte(start) == UInt8(ascii: ".") && byte(start + 1).isDigit
    let isOwn = parts[0] == 127 || parts == [0, 0, 0, 0] || parts == [255, 255, 255, 255]
    guard !isLonger, !isOwn, !isVersion(at: offset) else { return nil }
    return Redaction(range: offset..<start, replacement: "<ip>")
  }

  /// Finds an IPv6 address that is not this machine's.
  func address6(at offset: Int) -> Redaction? {
    let colon = UInt8(ascii: ":")
    guard byte(offset) == colon ? byte(offset + 1) == colon : byte(offset).isHexDigit,
      !isWord(offset - 1), byte(offset - 1) != colon, byte(offset - 1) != UInt8(ascii: ".")
    else { return nil }
    let end = end(from: offset, atMost: 46) { $0.isHexDigit || $0 == colon }
    guard !isWord(end) else { return nil }
    let text = bytes[offset..<end]
    let groups = text.split(separator: colon, omittingEmptySubsequences: false)
    let filled = groups.filter { !$0.isEmpty }
    guard filled.allSatisfy({ $0.count <= 4 }) else { return nil }
    let isShortened = stands("::", in: offset..<end)
    let isWhole = groups.count == 8 && filled.count == 8
    guard isWhole || isShortened && (2...7).contains(filled.count),
      text.contains(where: \.isDigit)
    else { return nil }
    return Redaction(range: offset..<end, replacement: "<ip>")
  }

  /// Finds an e-mail address, or the user and host of a shell's prompt (`anna@desk:~$`).
  func mailOrShellPrompt(at offset: Int) -> Redaction? {
    let before = byte(offset - 1)
    guard before != UInt8(ascii: "@"), before != UInt8(ascii: "/") else { return nil }
    let mark = end(from: offset, atMost: 65) {
      $0.isAlphanumeric || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
        || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
    }
    guard byte(mark) == UInt8(ascii: "@") else { return nil }
    let end = hostEnd(from: mark + 1)
    let domain = bytes[(mark + 1)..<end].split(separator: UInt8(ascii: "."))
    if let last = domain.last, domain.count > 1, last.count > 1, last.allSatisfy(\.isLetter) {
      return Redaction(range: offset..<end, replacement: "<email>")
    }
    let next = byte(end + 1)
    guard end > mark + 1, byte(end) == UInt8(ascii: ":"),
      next == UInt8(ascii: "~") || next == UInt8(ascii: "/")
    else { return nil }
    return Redaction(range: offset..<end, replacement: "<user>@<host>")
  }

  /// Finds the host of a URL where it is somebody's own, and a password before it.
  func urlHost(at offset: Int) -> Redaction? {
    guard byte(offset + 1) == UInt8(ascii: "/"), byte(offset + 2) == UInt8(ascii: "/"),
      isWord(offset - 1)
    else { return nil }
    let start = offset + 3
    let login = end(from: start, atMost: 256) {
      $0 > 0x20 && !$0.isPathSeparator && $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "\"")
        && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    if byte(login) == UInt8(ascii: "@"), login > start, !stands("git@", at: start) {
      return Redaction(range: start..<login, replacement: "<token>")
    }
    let end = hostEnd(from: start)
    guard isOwnHost(start..<end) else { return nil }
    return Redaction(range: start..<end, replacement: "<host>")
  }

  /// Finds the name of a machine: one that Windows made up, one behind `hostname`, or the one in a
  /// system log's line.
  func hostName(at offset: Int) -> Redaction? {
    for prefix in computerPrefixes where stands(prefix, at: offset) {
      let start = offset + prefix.utf8CodeUnitCount
      let end = end(from: start) { $0.isDigit || $0.isUppercase }
      guard end - start >= 6, !isWord(end) else { continue }
      return Redaction(range: offset..<end, replacement: "<host>")
    }
    let end = end(from: offset, atMost: 24) { $0.isLetter || $0 == UInt8(ascii: "_") }
    if hostNames.contains(where: { hasSuffix($0, offset..<end) }) {
      guard let start = valueStart(behind: end, isOption: true) else { return nil }
      let range = value(at: start)
      guard let first = bytes[range].first, first.isAlphanumeric,
        !stands("localhost", at: range.lowerBound)
      else { return nil }
      return address4(at: start) ?? Redaction(range: range, replacement: "<host>")
    }
    return systemLogHost(at: offset)
  }
}

extension RedactionScanner {
  private func stands(_ text: StaticString, in range: Range<Int>) -> Bool {
    range.contains { stands(text, at: $0) && $0 + text.utf8CodeUnitCount <= range.upperBound }
  }

  private func hostEnd(from start: Int) -> Int {
    end(from: start, atMost: 253) {
      $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: "_")
    }
  }

  /// Returns whether four numbers are a version: behind `==` or `-`, or behind a word that says so.
  private func isVersion(at offset: Int) -> Bool {
    let before = byte(offset - 1)
    if before == UInt8(ascii: "-") || before == UInt8(ascii: "+") { return true }
    let operators = [
      UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "~"),
    ]
    if before == UInt8(ascii: "="), operators.contains(byte(offset - 2)) { return true }
    // The word before, past punctuation such as in "cudnn (8.9.2.26)".
    var end = offset
    while end > 0, offset - end < 4, !bytes[end - 1].isAlphanumeric { end -= 1 }
    var start = end
    while start > 0, end - start < 40,
      bytes[start - 1].isAlphanumeric || bytes[start - 1] == UInt8(ascii: "-")
        || bytes[start - 1] == UInt8(ascii: "_")
    {
      start -= 1
    }
    return versionWords.contains { stands($0, in: start..<end) }
  }

  /// Returns whether a host belongs to a private network or leads to somebody's machine.
  private func isOwnHost(_ range: Range<Int>) -> Bool {
    let parts = bytes[range].split(separator: UInt8(ascii: "."))
    guard let last = parts.last, last.contains(where: \.isLetter),
      !stands("localhost", at: range.lowerBound)
    else { return false }
    return parts.count == 1 || ownDomains.contains { hasSuffix($0, range) }
  }

  /// Finds the host in `Nov 25 21:40:12 host program[12]:`.
  private func systemLogHost(at offset: Int) -> Redaction? {
    guard offset == 0 || byte(offset - 1) == 0x0A,
      months.contains(where: { stands($0, at: offset) })
    else { return nil }
    let day = end(from: offset + 4, atMost: 3) { $0 == 0x20 || $0.isDigit }
    let clock = end(from: day, atMost: 9) { $0.isDigit || $0 == UInt8(ascii: ":") || $0 == 0x20 }
    guard byte(clock - 1) == 0x20, byte(clock - 4) == UInt8(ascii: ":") else { return nil }
    let end = hostEnd(from: clock)
    guard end > clock, byte(end) == 0x20 else { return nil }
    return Redaction(range: clock..<end, replacement: "<host>")
  }
}

/// Words behind which four numbers are a version.
private let versionWords: [StaticString] = [
  "version", "driver", "cudnn", "cublas", "cuda", "nvidia", "nccl", "-cu1", "build", "release",
  "rocm", "hip", "triton",
]

/// Beginnings of the names that Windows gives to computers.
private let computerPrefixes: [StaticString] = ["desktop-", "laptop-"]

/// Names whose value is the name of a machine.
private let hostNames: [StaticString] = ["hostname", "computername", "host_name", "computer_name"]

/// The months in a system log.
private let months: [StaticString] = [
  "jan ", "feb ", "mar ", "apr ", "may ", "jun ", "jul ", "aug ", "sep ", "oct ", "nov ", "dec ",
]

/// Ends of host names that lead to somebody's machine.
private let ownDomains: [StaticString] = [
  ".local", ".lan", ".home", ".internal", ".corp", ".intranet", ".localdomain", ".home.arpa",
  ".gradio.live", ".gradio.app", ".ngrok.io", ".ngrok.app", ".ngrok_free.app", ".loca.lt",
  ".trycloudflare.com", ".runpod.net", ".ts.net", ".duckdns.org",
]
