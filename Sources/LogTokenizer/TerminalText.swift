import CByteScan

/// A small cursor model that turns a frame with control characters into what a person would read.
///
/// It knows what console programs use to redraw a line: SGR colours, OSC strings, EL, cursor moves and
/// backspace. It is not a terminal emulator: a move to another row or an erased line begins another
/// part of the frame, and text is never painted over text.
struct TerminalText {
  /// A stretch of readable text.
  struct Part {
    /// The bytes in `bytes`.
    var range: Range<Int>
    /// How many rows below the frame's own row it stands; negative is above.
    var row: Int
  }

  /// The readable bytes of the frame rendered last.
  private(set) var bytes: [UInt8] = []
  /// Its parts, in order.
  private(set) var parts: [Part] = []
  /// The row of the cursor at the frame's end, relative to the frame's row.
  private(set) var rowAtEnd = 0
}

extension TerminalText {
  /// Renders a frame, replacing what was rendered before.
  ///
  /// - Complexity: O(n).
  mutating func render(_ frame: UnsafeRawBufferPointer) {
    bytes.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    rowAtEnd = 0
    guard let base = frame.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    var start = 0
    var at = 0
    while at < frame.count {
      let control = sdlog_first_control(base, at, frame.count)
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: frame[at..<control]))
      at = control
      guard at < frame.count else { break }
      switch frame[at] {
      case 0x1B:
        at = escape(frame, at, &start)
      case 0x08:
        removeLastCharacter(downTo: start)
        at += 1
      case 0x09:
        bytes.append(0x09)
        at += 1
      default:
        at += 1
      }
    }
    endPart(&start)
  }
}

extension TerminalText {
  private mutating func endPart(_ start: inout Int) {
    if bytes.count > start {
      parts.append(Part(range: start..<bytes.count, row: rowAtEnd))
    }
    start = bytes.count
  }

  private mutating func removeLastCharacter(downTo start: Int) {
    while bytes.count > start {
      let byte = bytes.removeLast()
      // The first byte of a UTF-8 character is not 0b10xxxxxx.
      if byte & 0xC0 != 0x80 { return }
    }
  }

  /// Interprets the escape sequence at `at` and returns the index behind it.
  private mutating func escape(
    _ frame: UnsafeRawBufferPointer, _ at: Int, _ start: inout Int
  ) -> Int {
    guard at + 1 < frame.count else { return frame.count }
    switch frame[at + 1] {
    case UInt8(ascii: "["):
      return controlSequence(frame, at + 2, &start)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      return endOfString(frame, at + 2)
    case 0x20...0x2F:
      // nF sequences: intermediates, then one final byte.
      var end = at + 2
      while end < frame.count, (0x20...0x2F).contains(frame[end]) { end += 1 }
      return min(end + 1, frame.count)
    case UInt8(ascii: "M"):
      endPart(&start)
      rowAtEnd -= 1
      return at + 2
    default:
      return at + 2
    }
  }

  private func endOfString(_ frame: UnsafeRawBufferPointer, _ from: Int) -> Int {
    var at = from
    while at < frame.count {
      if frame[at] == 0x07 { return at + 1 }
      if frame[at] == 0x1B {
        return at + 1 < frame.count && frame[at + 1] == UInt8(ascii: "\\") ? at + 2 : at
      }
      at += 1
    }
    return at
  }

  private mutating func controlSequence(
    _ frame: UnsafeRawBufferPointer, _ from: Int, _ start: inout Int
  ) -> Int {
    var at = from
    var parameter = 0
    var isFirst = true
    while at < frame.count, (0x20...0x3F).contains(frame[at]) {
      let byte = frame[at]
      if byte == UInt8(ascii: ";") { isFirst = false }
      if isFirst, (0x30...0x39).contains(byte) {
        parameter = min(parameter * 10 + Int(byte - 0x30), 9999)
      }
      at += 1
    }
    guard at < frame.count else { return at }
    let count = max(parameter, 1)
    switch frame[at] {
    case UInt8(ascii: "A"), UInt8(ascii: "F"):
      endPart(&start)
      rowAtEnd -= count
    case UInt8(ascii: "B"), UInt8(ascii: "E"):
      endPart(&start)
      rowAtEnd += count
    case UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "J"), UInt8(ascii: "f"):
      endPart(&start)
    case UInt8(ascii: "K"):
      if parameter != 0 { endPart(&start) }
    case UInt8(ascii: "C"):
      let room = max(LogTokenizer.frameLimit - bytes.count, 0)
      bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: min(count, 512, room)))
    case UInt8(ascii: "D"):
      for _ in 0..<min(count, bytes.count - start) { removeLastCharacter(downTo: start) }
    case 0x40...0x7E:
      break
    default:
      // A control byte or a byte of text ends a sequence that was cut.
      return at
    }
    return at + 1
  }
}
