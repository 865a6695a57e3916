/// Takes apart what Windows PowerShell 5.1 makes of the first line that a program writes to its standard
/// error when that is redirected.
///
///     python.exe : D:\sd\a.py:3: UserWarning: message
///     At line:1 char:1
///     + python.exe main.py 2>&1 | Tee-Object webui.log
///     + ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
///         + CategoryInfo          : NotSpecified: (D:\sd\a.py:3: UserWarning: message:String) [], RemoteException
///         + FullyQualifiedErrorId : NativeCommandError
///
/// What the program wrote stands behind `python.exe : `, folded at the console's width; all else is
/// PowerShell's own and repeats it. The words differ from language to language, the marks do not. The
/// first line waits for the second; at most `heldLimit` lines do.
struct NativeCommandErrors {
  /// A line that waits.
  struct Line {
    var bytes: [UInt8]
    var line: Int
    var row: Int
    var time: LogTime?
  }

  /// What becomes of a text.
  enum Verdict {
    /// It is the program's; what waited comes before it.
    case passes
    /// It waits.
    case waits
    /// It is PowerShell's own.
    case isDropped
    /// It shows that what waited is one message; it is PowerShell's own itself.
    case endsMessage
  }

  private enum State {
    case none
    case waiting
    /// Behind the message; `true` behind `CategoryInfo`, whose text may go on in further lines.
    case decoration(isFolded: Bool)
  }

  private(set) var held: [Line] = []
  private var state = State.none

  static let heldLimit = 4
  static let byteLimit = 4 << 10
  /// The longest path of a program, as Windows has it.
  static let nameLimit = 260
}

extension NativeCommandErrors {
  /// Whether nothing waits and nothing is expected, which is so in nearly every log.
  var isIdle: Bool {
    if case .none = state { return true }
    return false
  }

  /// Whether a text may be the first line of such an error: the name of a program, then ` : `.
  ///
  /// - Complexity: O(first word), of which `nameLimit` bytes are looked at; a bar is none by its first byte.
  static func mayBegin(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count > 8, (0x61...0x7A).contains(text[0] | 0x20) else { return false }
    var end = 1
    let limit = min(nameLimit, text.count - 3)
    while end < limit, text[end] > 0x20 { end += 1 }
    guard text[end] == 0x20, text[end + 1] == 0x3A, text[end + 2] == 0x20 else { return false }
    let name = text[..<end]
    return name.starts(with: "python".utf8) || name.suffix(4).elementsEqual(".exe".utf8)
  }

  /// Decides what becomes of the next text.
  mutating func take(_ text: UnsafeRawBufferPointer) -> Verdict {
    switch state {
    case .none:
      guard Self.mayBegin(text) else { return .passes }
      state = .waiting
      return .waits
    case .waiting:
      if Self.isPlace(text) {
        state = .decoration(isFolded: false)
        return .endsMessage
      }
      let size = held.reduce(text.count) { $0 + $1.bytes.count }
      if held.count < Self.heldLimit, size < Self.byteLimit, !Self.mayBegin(text) { return .waits }
      state = .none
      return .passes
    case .decoration(let isFolded):
      let indent = text.indent
      if indent < text.count, text[indent] == UInt8(ascii: "+"), indent == 0 || indent == 4 {
        let isLast = text.contains("FullyQualifiedErrorId")
        state = isLast ? .none : .decoration(isFolded: text.contains("CategoryInfo"))
        return .isDropped
      }
      if isFolded, indent >= 3 { return .isDropped }
      state = .none
      return take(text)
    }
  }

  /// Keeps a text that waits.
  mutating func hold(_ line: Line) {
    held.append(line)
  }

  /// Returns what waited, which is no message.
  mutating func release() -> [Line] {
    if case .waiting = state { state = .none }
    defer { held.removeAll(keepingCapacity: true) }
    return held
  }

  /// Returns the message that waited, without the program's name and whole.
  mutating func message() -> Line? {
    guard var first = held.first else { return nil }
    var cursor = 0
    while cursor + 2 < first.bytes.count, first.bytes[cursor] != 0x20 { cursor += 1 }
    first.bytes.removeFirst(cursor + 3)
    for line in held.dropFirst() { first.bytes += line.bytes }
    held.removeAll(keepingCapacity: true)
    return first
  }

  /// Whether a text is `At line:1 char:1` in any language: two numbers behind colons, the second at the end.
  private static func isPlace(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count < 1024 else { return false }
    var at = text.count
    func stepOverNumber() -> Bool {
      let end = at
      while at > 0, text[at - 1].isDigit { at -= 1 }
      guard at < end else { return false }
      if at > 0, text[at - 1] == 0x20 { at -= 1 }
      guard at > 0, text[at - 1] == 0x3A else { return false }
      at -= 1
      return true
    }
    guard stepOverNumber() else { return false }
    while at > 0, text[at - 1] > 0x20 { at -= 1 }
    guard at > 1, text[at - 1] == 0x20 else { return false }
    at -= 1
    return stepOverNumber() && at > 0
  }
}
