import CByteScan

/// What shows in a text that a block begins, goes on or ends.
extension UnsafeRawBufferPointer {
  /// The number of blanks in front.
  var indent: Int {
    var count = 0
    while count < self.count, self[count] == 0x20 { count += 1 }
    return count
  }

  /// Whether the bytes stand somewhere in the text.
  func contains(_ literal: StaticString) -> Bool {
    index(of: literal, from: 0) < count
  }

  /// Returns the index of the first occurrence of a literal at or behind `from`, or `count`.
  func index(of literal: StaticString, from: Int) -> Int {
    guard let base = baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    return sdlog_find(base, from, count, literal.utf8Start, literal.utf8CodeUnitCount)
  }

  /// Whether the text ends with a literal.
  func hasSuffix(_ literal: StaticString) -> Bool {
    let from = count - literal.utf8CodeUnitCount
    return from >= 0 && index(of: literal, from: from) < count
  }

  /// How a traceback of Python begins.
  static var tracebackStart: StaticString { "Traceback (most recent call last)" }

  /// Whether a traceback of Python begins.
  var beginsTraceback: Bool {
    var cursor = ByteCursor(self)
    _ = cursor.skipBlanks()
    return cursor.skip(Self.tracebackStart)
  }

  /// Whether a traceback begins behind a level, as in `ERROR:    Traceback (most recent call last):`.
  var endsInTraceback: Bool {
    last == UInt8(ascii: ":") && hasSuffix("Traceback (most recent call last):")
  }

  /// Whether a frame of a traceback begins: `File "PATH", line N`.
  var beginsFrame: Bool {
    var cursor = ByteCursor(self)
    _ = cursor.skipBlanks()
    return cursor.skip("File \"") && contains("\", line ")
  }

  /// Whether the text is an exception by its name: `torch.OutOfMemoryError: ...`, `queue.Empty`.
  var isNamedError: Bool {
    guard let name = exceptionName else { return false }
    if let dot = name.lastIndex(of: 0x2E), dot > 0, dot + 1 < name.count, name[dot + 1].isUpper {
      return true
    }
    let endings: [StaticString] = ["Error", "Exception", "Interrupt", "Exit", "Iteration"]
    return endings.contains(where: name.hasSuffix)
  }

  /// Whether the text announces that another traceback belongs to the one before.
  var announcesTraceback: Bool {
    var cursor = ByteCursor(self)
    _ = cursor.skipBlanks()
    return cursor.skip("During handling of the above exception")
      || cursor.skip("The above exception was the direct cause") || beginsTraceback
  }

  /// Whether the text has the form of an exception: a dotted name, then a colon or nothing.
  package var looksLikeException: Bool { exceptionName != nil }

  /// The dotted name that stands alone or in front of a colon; `nil` where there is none.
  private var exceptionName: UnsafeRawBufferPointer? {
    var cursor = ByteCursor(self)
    _ = cursor.skipBlanks()
    let start = cursor.at
    guard cursor.skip(while: { $0.isWord || $0 == 0x2E }) > 3,
      cursor.isAtEnd || cursor.byte == 0x3A
    else { return nil }
    return UnsafeRawBufferPointer(rebasing: self[start..<cursor.at])
  }

  /// Whether a warning of Python begins: `PATH:LINE: NameWarning: message`.
  var beginsPythonWarning: Bool {
    guard count > 16 else { return false }
    var at = index(of: "Warning:", from: 0)
    while at < count {
      var name = at
      while name > 0, self[name - 1].isWord || self[name - 1] == 0x2E { name -= 1 }
      if name >= 4, self[name - 1] == 0x20, self[name - 2] == 0x3A {
        var digits = name - 2
        while digits > 0, self[digits - 1].isDigit { digits -= 1 }
        if digits < name - 2, digits > 0, self[digits - 1] == 0x3A { return true }
      }
      at = index(of: "Warning:", from: at + 8)
    }
    return false
  }

  /// Whether a warning of torch's C++ side begins: `[W1123 15:52:08.022967885 file.cpp:300] `.
  var beginsNativeWarning: Bool {
    var cursor = ByteCursor(self)
    guard cursor.skip("[W") || cursor.skip("[E") || cursor.skip("[I") else { return false }
    if cursor.digits(4) == nil { return false }
    return cursor.skip(0x20) && cursor.timeOfDay() != nil
  }

  /// Whether such a warning is complete: its last line names the function, `(function f)`.
  var endsNativeWarning: Bool {
    !contains("Warning: ") || last == UInt8(ascii: ")") && contains("(function ")
  }

  /// The brackets and braces that the text opens less those that it closes.
  var bracketDepth: Int {
    var depth = 0
    for byte in self {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return depth
  }
}
