/// Reads the lines of docker's json-file driver: `{"log":"...","stream":"stderr","time":"..."}`.
///
/// Docker writes no blanks between the parts; programs that pass the lines on may put some there.
struct DockerJSON {
  /// The unescaped text of the line read last.
  private(set) var log: [UInt8] = []
  /// Its time.
  private(set) var time: LogTime?
  /// The text of records before, whose line goes on in the next one.
  private var begun: [UInt8] = []
}

extension DockerJSON {
  /// Docker cuts a line that is longer into records of so many bytes; what is shorter has its line's end,
  /// or a program that passed it on has taken that away.
  private static let cut = 16 << 10

  /// Whether a line waits for its rest.
  var holdsText: Bool { !begun.isEmpty }

  /// Puts what waited in front of the line read last, and keeps what goes on in the next one.
  ///
  /// - Parameter limit: How many bytes wait at most.
  mutating func joinLines(limit: Int) {
    let isCut = log.count >= Self.cut && log.last != 0x0A
    if !begun.isEmpty {
      begun.append(contentsOf: log)
      swap(&begun, &log)
      begun.removeAll(keepingCapacity: true)
    }
    guard isCut else { return }
    let start = log.lastIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? 0
    guard log.count - start <= limit else { return }
    begun.append(contentsOf: log[start...])
    log.removeSubrange(start...)
  }

  /// Takes what waits as the line read last: none of its rest came.
  mutating func takeRest() {
    log.removeAll(keepingCapacity: true)
    swap(&begun, &log)
  }
}

extension DockerJSON {
  /// Reads one line; `false` if it is not complete JSON of this form, and `log` is then meaningless.
  mutating func read(_ line: UnsafeRawBufferPointer) -> Bool {
    log.removeAll(keepingCapacity: true)
    time = nil
    var cursor = ByteCursor(line)
    guard cursor.skip(UInt8(ascii: "{")), cursor.skip("\"log\"", afterBlanks: true),
      cursor.skipColon(), cursor.skip("\"", afterBlanks: true), unescape(&cursor),
      line.last == UInt8(ascii: "}")
    else { return false }
    while cursor.skip(",", afterBlanks: true) {
      guard cursor.skip("\"", afterBlanks: true) else { return false }
      if cursor.skip("time\"") {
        if cursor.skipColon(), cursor.skip("\"", afterBlanks: true) { time = cursor.dateAndTime() }
      } else if cursor.skip(while: { $0 != 0x22 }) > 0 {
        _ = cursor.skip("\"") && cursor.skipColon() && cursor.skip("\"", afterBlanks: true)
      }
      // Further values (`stream`, `attrs`) say nothing that is used.
      _ = cursor.skip(while: { $0 != 0x2C })
    }
    return true
  }

  /// Unescapes up to the closing quote.
  private mutating func unescape(_ cursor: inout ByteCursor) -> Bool {
    while !cursor.isAtEnd {
      let byte = cursor.byte
      cursor.at += 1
      if byte == UInt8(ascii: "\"") { return true }
      guard byte == UInt8(ascii: "\\") else {
        log.append(byte)
        continue
      }
      let escape = cursor.byte
      cursor.at += 1
      switch escape {
      case UInt8(ascii: "n"): log.append(0x0A)
      case UInt8(ascii: "r"): log.append(0x0D)
      case UInt8(ascii: "t"): log.append(0x09)
      case UInt8(ascii: "b"): log.append(0x08)
      case UInt8(ascii: "f"): log.append(0x0C)
      case UInt8(ascii: "u"): appendScalar(&cursor)
      default: log.append(escape)
      }
    }
    return false
  }

  private mutating func appendScalar(_ cursor: inout ByteCursor) {
    guard var value = cursor.hexadecimal(4) else { return }
    if (0xD800...0xDBFF).contains(value) {
      let low = cursor.attempt { cursor -> Int? in
        guard cursor.skip("\\u"), let low = cursor.hexadecimal(4), (0xDC00...0xDFFF).contains(low)
        else { return nil }
        return low
      }
      if let low { value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00) }
    }
    let scalar = Unicode.Scalar(UInt32(value)) ?? "\u{FFFD}"
    log.append(contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
  }
}

extension ByteCursor {
  /// Skips a text behind any blanks.
  fileprivate mutating func skip(_ text: StaticString, afterBlanks: Bool) -> Bool {
    _ = skip(while: { $0 == 0x20 })
    return skip(text)
  }

  fileprivate mutating func skipColon() -> Bool { skip(":", afterBlanks: true) }

  /// Reads exactly `count` hexadecimal digits.
  fileprivate mutating func hexadecimal(_ count: Int) -> Int? {
    guard at + count <= bytes.count else { return nil }
    var value = 0
    for index in at..<at + count {
      let byte = bytes[index]
      switch byte {
      case 0x30...0x39: value = value * 16 + Int(byte - 0x30)
      case 0x41...0x46: value = value * 16 + Int(byte - 0x41) + 10
      case 0x61...0x66: value = value * 16 + Int(byte - 0x61) + 10
      default: return nil
      }
    }
    at += count
    return value
  }
}
