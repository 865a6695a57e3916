/// What loggers put in front of a message: times, levels, ranks, process tags, places in the source.
///
/// Several may stand in a row (`(EngineCore pid=7) INFO 05-12 07:30:00 [core.py:93] `), so the
/// grammars are tried again until none fits. A text that only looks like one keeps it.
package struct LoggerPrefix {
  /// The number of bytes in front of the message.
  var count = 0
  /// The time that was printed last.
  var time: LogTime?
  /// Whether the layout is that of a rich console: a column for the time, eight for the level.
  var isRich = false
}

extension LoggerPrefix {
  /// Reads the prefixes of a text; `count` is 0 where there is none.
  ///
  /// - Complexity: O(prefix); a text that begins like no prefix costs a look at its first byte.
  static func parse(_ text: UnsafeRawBufferPointer) -> LoggerPrefix {
    var result = LoggerPrefix()
    var cursor = ByteCursor(text)
    for _ in 0..<4 {
      guard let time = cursor.attempt({ one(&$0, &result) }) else { break }
      result.count = cursor.at
      if let time = time.value { result.time = time }
    }
    return result
  }
}

extension LoggerPrefix {
  /// Whether what loggers put in front of a message marks it as an error: `ERROR`, `CRITICAL`, `FATAL`,
  /// `[error]`, or llama.cpp's `E`.
  package static func marksError(_ prefix: UnsafeRawBufferPointer) -> Bool {
    prefix.containsWord("ERROR") || prefix.containsWord("CRITICAL") || prefix.containsWord("FATAL")
      || prefix.contains("[error]") || prefix.hasSuffix(" E ")
  }

  /// Whether a prefix says no more than which process of several writes: `(APIServer pid=1) `, `[rank0]: `.
  static func namesProcess(_ prefix: UnsafeRawBufferPointer) -> Bool {
    prefix.first == UInt8(ascii: "(") && prefix.hasSuffix(") ") && prefix.contains("pid=")
      || rankCount(prefix) == prefix.count
  }

  /// Whether a prefix says which stream of a program a launcher relays, as `[STDERR] ` does.
  static func namesStream(_ prefix: UnsafeRawBufferPointer) -> Bool {
    prefix.hasSuffix("STDERR] ") || prefix.hasSuffix("STDOUT] ")
  }
}

extension UnsafeRawBufferPointer {
  /// Whether a word stands in the text that no other letter, digit or underscore touches.
  fileprivate func containsWord(_ word: StaticString) -> Bool {
    var at = index(of: word, from: 0)
    while at < count {
      let end = at + word.utf8CodeUnitCount
      if at == 0 || !self[at - 1].isWord, end == count || !self[end].isWord { return true }
      at = index(of: word, from: end)
    }
    return false
  }
}

/// A prefix that was read, with its time if it has one.
private struct Found {
  var value: LogTime?
}

extension LoggerPrefix {
  private static func one(_ cursor: inout ByteCursor, _ result: inout LoggerPrefix) -> Found? {
    switch cursor.byte {
    case UInt8(ascii: "("):
      return processTag(&cursor)
    case UInt8(ascii: "["):
      return cursor.attempt(bracketedTime) ?? cursor.attempt(bracketedLevel)
        ?? cursor.attempt(rank) ?? cursor.attempt(levelAndPlace) ?? cursor.attempt(launcherTag)
    case UInt8(ascii: "-"):
      return cursor.at == 0 && cursor.skip("- **Exception Message:** ") ? Found() : nil
    case 0x30...0x39:
      return cursor.attempt { datedLine(&$0, &result) }
        ?? cursor.attempt { clockLine(&$0, &result) } ?? cursor.attempt(elapsedTime)
    case 0x41...0x5A:
      guard startsWithLevel(cursor) else { return nil }
      return cursor.attempt(levelAndTime) ?? cursor.attempt(levelAndName)
    case 0x20:
      return cursor.at == 0 ? cursor.attempt { richColumn(&$0, &result) } : nil
    default:
      return nil
    }
  }

  /// Steps over the name of a level, as a whole word.
  private static func level(_ cursor: inout ByteCursor) -> Bool {
    switch cursor.byte {
    case UInt8(ascii: "I"): word("INFO", &cursor)
    case UInt8(ascii: "W"): word("WARNING", &cursor) || word("WARN", &cursor)
    case UInt8(ascii: "E"): word("ERROR", &cursor)
    case UInt8(ascii: "D"): word("DEBUG", &cursor) || word("DETAIL", &cursor)
    case UInt8(ascii: "C"): word("CRITICAL", &cursor)
    case UInt8(ascii: "T"): word("TRACE", &cursor)
    case UInt8(ascii: "F"): word("FATAL", &cursor)
    case UInt8(ascii: "S"): word("SUCCESS", &cursor)
    default: false
    }
  }

  /// Whether a word is the name of a level.
  static func isLevel(_ word: Slice<UnsafeRawBufferPointer>) -> Bool {
    var cursor = ByteCursor(UnsafeRawBufferPointer(rebasing: word))
    return level(&cursor) && cursor.isAtEnd
  }

  private static func word(_ name: StaticString, _ cursor: inout ByteCursor) -> Bool {
    let start = cursor.at
    guard cursor.skip(name) else { return false }
    if !cursor.byte.isWord { return true }
    cursor.at = start
    return false
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte.isWord || byte == 0x2E || byte == 0x2D || byte == 0x2F
  }

  /// `file.py:123`.
  private static func place(_ cursor: inout ByteCursor) -> Bool {
    cursor.attempt { cursor -> Bool? in
      let start = cursor.at
      guard cursor.skip(while: isName) > 3, cursor.bytes[cursor.at - 3] == 0x2E,
        cursor.bytes[cursor.at - 2] == UInt8(ascii: "p"), cursor.at - start < 80,
        cursor.skip(0x3A), cursor.number(upTo: 6) != nil
      else { return nil }
      return true
    } ?? false
  }

  /// `(EngineCore_DP0 pid=711) `, `(VllmWorker rank=0 pid=281) `, `(pid=711, ip=10.0.0.2) `.
  private static func processTag(_ cursor: inout ByteCursor) -> Found? {
    guard cursor.skip(UInt8(ascii: "(")) else { return nil }
    if !cursor.skip("pid=") {
      guard cursor.skip(while: isName) > 0 else { return nil }
      _ = cursor.skip(0x20)
      if cursor.skip("rank=") {
        guard cursor.number(upTo: 5) != nil, cursor.skip(0x20) else { return nil }
      }
      guard cursor.skip("pid=") else { return nil }
    }
    guard cursor.number(upTo: 10) != nil else { return nil }
    if cursor.skip(UInt8(ascii: ",")) {
      _ = cursor.skip(while: { $0 != UInt8(ascii: ")") })
    }
    guard cursor.skip(UInt8(ascii: ")")) else { return nil }
    _ = cursor.skip(0x20)
    return Found()
  }

  /// `[2026-05-12 07:30:00 DP0 TP0] `, `[2026-05-12 07:30:00,120]::[InvokeAI]::INFO --> `.
  private static func bracketedTime(_ cursor: inout ByteCursor) -> Found? {
    guard cursor.skip(UInt8(ascii: "[")),
      let time = cursor.dateAndTime(allowsMinutes: true) ?? cursor.slashDateAndTime()
        ?? cursor.timeOfDay().map({ LogTime(milliseconds: $0, precision: .timeOfDay) })
    else { return nil }
    for _ in 0..<4 {
      let tag = cursor.attempt { cursor -> Bool? in
        guard cursor.skip(0x20), cursor.skip(while: { $0.isUpper }) == 2,
          cursor.number(upTo: 5) != nil
        else { return nil }
        return true
      }
      if tag == nil { break }
    }
    guard cursor.skip(UInt8(ascii: "]")) else { return nil }
    let isInvoke = cursor.attempt { cursor -> Bool? in
      guard cursor.skip("::["), cursor.skip(while: { $0 != 0x5D }) > 0, cursor.skip("]::"),
        level(&cursor), cursor.skip(" --> ")
      else { return nil }
      return true
    }
    if isInvoke == nil {
      _ = cursor.skip(0x20)
      if cursor.attempt(electronLevel) != nil { return Found(value: time) }
      _ = cursor.attempt { cursor -> Bool? in
        guard level(&cursor) else { return nil }
        let end = cursor.at
        if cursor.skip(0x20), place(&cursor), cursor.skip(": ") { return true }
        // Without a place in the source: `[2026-05-12 07:30:00] ERROR message`.
        cursor.at = end
        _ = cursor.skip(0x3A)
        return cursor.skipBlanks() > 0 ? true : nil
      }
    }
    return Found(value: time)
  }

  /// `[info]  `, as electron-log writes it behind its time; its levels are padded to one width.
  private static func electronLevel(_ cursor: inout ByteCursor) -> Bool? {
    guard
      cursor.skip("[info] ") || cursor.skip("[error]") || cursor.skip("[warn] ")
        || cursor.skip("[debug]") || cursor.skip("[verbose]") || cursor.skip("[silly]")
    else { return nil }
    return cursor.skip(0x20) || cursor.isAtEnd ? true : nil
  }

  /// `[INFO] `, or the stream that a launcher names: `[STDERR] `.
  private static func bracketedLevel(_ cursor: inout ByteCursor) -> Found? {
    guard cursor.skip(UInt8(ascii: "[")),
      level(&cursor) || word("STDERR", &cursor) || word("STDOUT", &cursor), cursor.skip("] ")
    else { return nil }
    return Found()
  }

  /// `[WARNING|modeling_utils.py:1046] 2026-01-20 18:00:00,001 >> `.
  private static func levelAndPlace(_ cursor: inout ByteCursor) -> Found? {
    guard cursor.skip(UInt8(ascii: "[")), level(&cursor), cursor.skip(UInt8(ascii: "|")),
      place(&cursor), cursor.skip("] "), let time = cursor.dateAndTime(), cursor.skip(" >> ")
    else { return nil }
    return Found(value: time)
  }

  /// Returns the length of a rank in front of a text, 0 where there is none.
  package static func rankCount(_ text: UnsafeRawBufferPointer) -> Int {
    var cursor = ByteCursor(text)
    guard cursor.byte == .openBracket, rank(&cursor) != nil else { return 0 }
    return cursor.at
  }

  /// `[rank0]: `, `[rank 0] `, `[default0]:` of torchrun, `[1,0]<stderr>:` of mpirun.
  private static func rank(_ cursor: inout ByteCursor) -> Found? {
    guard cursor.skip("[rank") || cursor.skip("[default") else { return mpiRank(&cursor) }
    _ = cursor.skip(0x20)
    guard cursor.number(upTo: 5) != nil, cursor.skip(UInt8(ascii: "]")) else { return nil }
    _ = cursor.skip(0x3A)
    _ = cursor.skip(0x20)
    return Found()
  }

  private static func mpiRank(_ cursor: inout ByteCursor) -> Found? {
    guard cursor.skip(UInt8(ascii: "[")), cursor.number(upTo: 5) != nil,
      cursor.skip(UInt8(ascii: ",")), cursor.number(upTo: 5) != nil,
      cursor.skip("]<stderr>:") || cursor.skip("]<stdout>:")
    else { return nil }
    return Found()
  }

  /// A line that begins with a date: the layouts of logging, of SD.Next's file, of rich.
  private static func datedLine(
    _ cursor: inout ByteCursor, _ result: inout LoggerPrefix
  ) -> Found? {
    let start = cursor.at
    guard let time = cursor.dateAndTime() ?? cursor.slashDateAndTime() else { return nil }
    if cursor.bytes[start + 10] == UInt8(ascii: "T"), time.precision == .local,
      cursor.attempt(reportedEntry) != nil
    {
      return Found(value: time)
    }
    if cursor.skip(" | ") {
      if startsWithLevel(cursor) {
        return cursor.attempt(levelAndOrigin) == nil ? nil : Found(value: time)
      }
      return cursor.attempt(columns) == nil ? nil : Found(value: time)
    }
    let hasDash = cursor.skip(" - ")
    if !hasDash {
      guard cursor.skip(0x20) else { return nil }
      if cursor.attempt(relayedOutput) != nil { return Found(value: time) }
    }
    if hasDash, !startsWithLevel(cursor) {
      // name - LEVEL - message, file.py:93 - LEVEL - message
      _ = cursor.attempt(nameOrPlace)
    }
    guard levelColumn(&cursor, hasDash: hasDash, &result) else { return nil }
    return Found(value: time)
  }

  /// `host | program | LEVEL | module | `, as SD.Next's file has it; older ones lack the host.
  private static func columns(_ cursor: inout ByteCursor) -> Bool? {
    guard column(&cursor) else { return nil }
    for _ in 0..<(startsWithLevel(cursor) ? 2 : 3) {
      guard column(&cursor) else { return nil }
    }
    return true
  }

  /// A text and the bar behind it.
  private static func column(_ cursor: inout ByteCursor) -> Bool {
    cursor.skip(while: { $0 != 0x7C && $0 != 0x0A }) > 0 && cursor.skip("| ")
  }

  /// `INFO     | module:function:93 - `, as loguru goes on behind its time.
  private static func levelAndOrigin(_ cursor: inout ByteCursor) -> Bool? {
    guard level(&cursor), cursor.skipBlanks() > 0, cursor.skip("| "),
      cursor.skip(while: { isName($0) || $0 == 0x3A || $0 == 0x3C || $0 == 0x3E }) > 0,
      cursor.bytes[cursor.at - 1].isDigit, cursor.skip(" - ")
    else { return nil }
    return true
  }

  /// ` - ` behind the time of an entry in ComfyUI's error report, unless a level or a name follows.
  ///
  /// A progress bar's entry begins with CR, so that nothing follows in its line.
  private static func reportedEntry(_ cursor: inout ByteCursor) -> Bool? {
    guard cursor.skip(" -") else { return nil }
    if cursor.isAtEnd { return true }
    guard cursor.skip(0x20), !startsWithLevel(cursor) else { return nil }
    var rest = cursor
    if rest.skip(while: isName) > 0, rest.skip(" - "), startsWithLevel(rest) { return nil }
    return true
  }

  private static func startsWithLevel(_ cursor: ByteCursor) -> Bool {
    var copy = cursor
    return level(&copy)
  }

  /// `name - `, `file.py:93 - `.
  private static func nameOrPlace(_ cursor: inout ByteCursor) -> Bool? {
    guard cursor.skip(while: isName) > 0 else { return nil }
    if cursor.skip(0x3A), cursor.number(upTo: 6) == nil { return nil }
    return cursor.skip(" - ") ? true : nil
  }

  /// `LEVEL - name - `, `LEVEL [name] `, `LEVEL     message`.
  private static func levelColumn(
    _ cursor: inout ByteCursor, hasDash: Bool, _ result: inout LoggerPrefix
  ) -> Bool {
    let start = cursor.at
    guard level(&cursor) else { return false }
    if hasDash {
      guard cursor.skip(" - ") || cursor.skip(": ") else { return false }
      _ = cursor.attempt(nameOrPlace)
      _ = cursor.skipBlanks()
      return true
    }
    if cursor.skip(": ") { return true }
    guard cursor.skipBlanks() > 0 else { return false }
    // Rich pads the level to eight columns and adds one blank; what follows may be indented.
    if cursor.at - start >= 9 {
      cursor.at = start + 9
      result.isRich = true
      return true
    }
    _ = cursor.attempt { cursor -> Bool? in
      guard cursor.skip(UInt8(ascii: "[")), cursor.skip(while: isName) > 0, cursor.skip("] ")
      else { return nil }
      return true
    }
    return true
  }

  /// `21:07:45-310442 INFO     `.
  private static func clockLine(
    _ cursor: inout ByteCursor, _ result: inout LoggerPrefix
  ) -> Found? {
    guard let time = cursor.timeOfDay(), cursor.skip(0x20),
      cursor.attempt(relayedOutput) ?? levelColumn(&cursor, hasDash: false, &result)
    else { return nil }
    return Found(value: LogTime(milliseconds: time, precision: .timeOfDay))
  }

  /// `[Debug] [ComfyUI-0/STDERR] `, as SwarmUI puts it in front of what the program prints that it started;
  /// in its file of that program's output `[ComfyUI-0] [STDERR] `.
  private static func relayedOutput(_ cursor: inout ByteCursor) -> Bool? {
    guard cursor.skip(UInt8(ascii: "[")), cursor.skip(while: isName) > 0, cursor.skip("] [") else {
      return nil
    }
    if cursor.skip("STDERR] ") || cursor.skip("STDOUT] ") { return true }
    return streamOfProgram(&cursor) ? true : nil
  }

  /// `[WebUI] ` of Easy Diffusion, `[ComfyUI-0/STDERR] ` where SwarmUI's page shows it, which leave out the rest.
  private static func launcherTag(_ cursor: inout ByteCursor) -> Found? {
    if cursor.skip("[WebUI] ") { return Found() }
    return cursor.skip("[ComfyUI-") && streamOfProgram(&cursor) ? Found() : nil
  }

  /// `ComfyUI-0/STDERR] ` or the end of it, as SwarmUI names what it relays.
  private static func streamOfProgram(_ cursor: inout ByteCursor) -> Bool {
    cursor.skip(while: { isName($0) && $0 != 0x2F }) > 0
      && (cursor.skip("/STDERR] ") || cursor.skip("/STDOUT] "))
  }

  /// `0.12.034.567 I `, the minutes, seconds, milliseconds and microseconds since llama.cpp started.
  private static func elapsedTime(_ cursor: inout ByteCursor) -> Found? {
    guard cursor.number(upTo: 6) != nil, cursor.skip(0x2E), cursor.digits(2) != nil,
      cursor.skip(0x2E), cursor.digits(3) != nil, cursor.skip(0x2E), cursor.digits(3) != nil,
      cursor.skip(0x20)
    else { return nil }
    switch cursor.byte {
    case UInt8(ascii: "I"), UInt8(ascii: "W"), UInt8(ascii: "E"), UInt8(ascii: "D"):
      cursor.at += 1
      return cursor.skip(0x20) ? Found() : nil
    default:
      return nil
    }
  }

  /// Twenty blanks in place of a repeated time, then the level.
  private static func richColumn(
    _ cursor: inout ByteCursor, _ result: inout LoggerPrefix
  ) -> Found? {
    let blanks = cursor.skipBlanks()
    guard (9...24).contains(blanks), levelColumn(&cursor, hasDash: false, &result),
      result.isRich
    else { return nil }
    return Found()
  }

  /// `INFO 05-12 07:30:00 [core.py:93] `, `INFO     2026-05-12 07:30:00,120 3120  engine.py[line:151] `.
  private static func levelAndTime(_ cursor: inout ByteCursor) -> Found? {
    guard level(&cursor), cursor.skipBlanks() > 0 else { return nil }
    if let time = cursor.monthDayAndTime() {
      guard cursor.skip(0x20) else { return nil }
      _ = cursor.skip(UInt8(ascii: "["))
      guard cursor.skip(while: { isName($0) || $0 == 0x3A }) > 0, cursor.skip("] ") else {
        return nil
      }
      return Found(value: time)
    }
    guard let time = cursor.dateAndTime(), cursor.skip(0x20), cursor.number(upTo: 10) != nil,
      cursor.skipBlanks() > 0, cursor.skip(while: isName) > 0, cursor.skip("[line:"),
      cursor.number(upTo: 6) != nil, cursor.skip("] ")
    else { return nil }
    return Found(value: time)
  }

  /// `WARNING:package.module:`, as logging's default layout has it.
  private static func levelAndName(_ cursor: inout ByteCursor) -> Found? {
    guard level(&cursor), cursor.skip(0x3A), cursor.skip(while: isName) > 0, cursor.skip(0x3A)
    else { return nil }
    return Found()
  }
}
