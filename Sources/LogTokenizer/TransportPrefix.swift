/// What a transport puts in front of each line: docker, CRI, journald, compose, kubectl.
///
/// It stands once a line, before the frames that lone CRs separate, so it is removed before meters are
/// read. JSON lines of docker are read by `DockerJSON`.
struct TransportPrefix {
  /// The number of bytes in front of the program's own text.
  var count = 0
  /// The time that the transport adds.
  var time: LogTime?
  /// Whether the line goes on in the next one (CRI's tag `P`).
  var isPartial = false
  /// Whether the line is one that ComfyUI kept, with a stamp before each piece that was printed.
  var isStamped = false
  /// Whether the transport withheld the line (`[1.2K blob data]` of journald).
  var isWithheld = false
  /// Where the transport names whose line it is: the service, the pod, or the host and the unit.
  var name = 0..<0
}

extension TransportPrefix {
  /// Whether a prefix may stand in front of a meter; none begins with a percentage.
  ///
  /// - Parameters:
  ///   - line: The meter, which begins its line.
  ///   - description: The range of what stands in front of its percentage.
  /// - Returns: `false` where certainly none does.
  static func mayBegin(_ line: UnsafeRawBufferPointer, description: Range<Int>) -> Bool {
    guard !description.isEmpty else { return false }
    switch line[0] {
    case UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "{"): return true
    case let first where first.isDigit: return true
    case let first where first.isUpper && line[3] == 0x20: return true
    // Nearly every description is short.
    default: return description.contains { line[$0] == .pipe }
    }
  }

  /// Reads the prefix of a line; `count` is 0 where there is none.
  static func parse(_ line: UnsafeRawBufferPointer) -> TransportPrefix {
    // Of the others only the name of a service may be as short, in front of a bar that begins with CR.
    guard line.count >= 12 else { return line.isEmpty ? TransportPrefix() : compose(line) }
    let first = line[0]
    if first.isDigit { return isoTime(line) }
    // Somebody quoted the log in a mail or a comment.
    if first == UInt8(ascii: ">"), line[1] == 0x20 { return TransportPrefix(count: 2) }
    if first.isUpper, line[3] == 0x20, let prefix = journal(line, ByteCursor(line)) {
      return prefix
    }
    if first == UInt8(ascii: "[") {
      return line[1] == UInt8(ascii: "p") ? withTime(kubectl(line), line) : monotonic(line)
    }
    return withTime(compose(line), line)
  }

  /// Adds the time that `--timestamps` puts behind a name.
  private static func withTime(
    _ prefix: TransportPrefix, _ line: UnsafeRawBufferPointer
  ) -> TransportPrefix {
    guard prefix.count > 0, prefix.count < line.count, line[prefix.count].isDigit else {
      return prefix
    }
    var cursor = ByteCursor(line, at: prefix.count)
    guard let time = cursor.dateAndTime(), time.precision == .absolute, cursor.skip(0x20) else {
      return prefix
    }
    return TransportPrefix(count: cursor.at, time: time, name: prefix.name)
  }

  /// `[ 4211.310442] host unit[pid]: `, as `journalctl --output=short-monotonic` writes it.
  private static func monotonic(_ line: UnsafeRawBufferPointer) -> TransportPrefix {
    var cursor = ByteCursor(line, at: 1)
    _ = cursor.skipBlanks()
    guard cursor.number(upTo: 10) != nil, cursor.skip(0x2E), cursor.digits(6) != nil,
      cursor.skip("] ")
    else { return TransportPrefix() }
    return journalUnit(line, cursor) ?? TransportPrefix()
  }
}

extension TransportPrefix {
  /// `2026-05-12T07:30:00.120334511Z `, then `stderr F ` for CRI, or `host unit[pid]: ` for journald.
  private static func isoTime(_ line: UnsafeRawBufferPointer) -> TransportPrefix {
    guard line.count > 20, line[10] == UInt8(ascii: "T") else {
      return line[4] == 0x2D ? TransportPrefix() : compose(line)
    }
    var cursor = ByteCursor(line)
    guard let time = cursor.dateAndTime() else { return TransportPrefix() }
    guard time.precision == .absolute else {
      return PrintStamp.length(in: line, at: 0) == nil
        ? TransportPrefix() : TransportPrefix(count: 0, time: time, isStamped: true)
    }
    // docker and CRI end the time with one blank; a text that begins with blanks keeps the others.
    guard cursor.skip(0x20) || cursor.isAtEnd else { return TransportPrefix() }
    var prefix = TransportPrefix(count: cursor.at, time: time)
    if cursor.skip("stderr ") || cursor.skip("stdout ") {
      if cursor.skip("F ") || cursor.skip("P ") {
        prefix.isPartial = line[cursor.at - 2] == UInt8(ascii: "P")
        prefix.count = cursor.at
      }
      return prefix
    }
    if var unit = journalUnit(line, cursor) {
      unit.time = time
      return unit
    }
    return prefix
  }

  /// `May 12 07:30:00 host unit[pid]: `.
  private static func journal(
    _ line: UnsafeRawBufferPointer, _ start: ByteCursor
  ) -> TransportPrefix? {
    var cursor = start
    guard let time = cursor.syslogTime(), cursor.skip(0x20),
      var prefix = journalUnit(line, cursor)
    else { return nil }
    prefix.time = time
    return prefix
  }

  /// `host unit[pid]: `.
  private static func journalUnit(
    _ line: UnsafeRawBufferPointer, _ start: ByteCursor
  ) -> TransportPrefix? {
    var cursor = start
    let isName: (UInt8) -> Bool = { $0.isWord || $0 == 0x2D || $0 == 0x2E || $0 == 0x40 }
    guard cursor.skip(while: isName) > 0, cursor.skip(0x20), cursor.skip(while: isName) > 0 else {
      return nil
    }
    let name = start.at..<cursor.at
    guard cursor.skip(UInt8(ascii: "[")), cursor.number(upTo: 10) != nil, cursor.skip("]:") else {
      return nil
    }
    _ = cursor.skip(0x20)
    var prefix = TransportPrefix(count: cursor.at, name: name)
    if cursor.skip(UInt8(ascii: "[")), cursor.skip(while: { $0.isWord || $0 == 0x2E }) > 0,
      cursor.skip(" blob data]"), cursor.isAtEnd
    {
      prefix.isWithheld = true
    }
    return prefix
  }

  /// `[pod/name/container] `.
  private static func kubectl(_ line: UnsafeRawBufferPointer) -> TransportPrefix {
    var cursor = ByteCursor(line)
    guard cursor.skip("[pod/") else { return TransportPrefix() }
    let start = cursor.at
    let name = cursor.skip(while: { $0.isWord || $0 == 0x2D || $0 == 0x2E || $0 == 0x2F })
    guard name > 0, cursor.skip("] ") else { return TransportPrefix() }
    return TransportPrefix(count: cursor.at, name: start..<start + name)
  }

  /// `name-1  | `, as docker compose aligns the names of its services and containers.
  ///
  /// Two blanks stand before the bar of the longest name; a table's first column looks the same, but
  /// has a bar behind its second.
  private static func compose(_ line: UnsafeRawBufferPointer) -> TransportPrefix {
    var cursor = ByteCursor(line)
    let name = cursor.skip(while: { $0.isWord || $0 == 0x2D || $0 == 0x2E })
    guard name > 0, name <= 64, cursor.byte == 0x20, !line[0].isDigit else {
      return TransportPrefix()
    }
    let blanks = cursor.skipBlanks()
    guard cursor.byte == UInt8(ascii: "|"),
      cursor.skip("| ") || cursor.at + 1 == line.count && cursor.skip("|")
    else { return TransportPrefix() }
    let isNumbered =
      line[name - 1].isDigit && line[..<name].contains(where: { $0 == 0x2D || $0 == 0x5F })
    if !isNumbered {
      let rest = UnsafeRawBufferPointer(rebasing: line[cursor.at...])
      guard blanks >= 2, !line[..<name].contains(where: \.isUpper), !rest.contains(" | ") else {
        return TransportPrefix()
      }
    }
    return TransportPrefix(count: cursor.at, name: 0..<name)
  }
}
