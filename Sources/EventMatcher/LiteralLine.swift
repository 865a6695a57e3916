/// Tells of a pattern whether every match begins in the line of its literal or of an earlier occurrence.
///
/// Then a search need not look at the lines in front of the literal: a message at the end of a long
/// traceback is found without trying the pattern at each of the traceback's bytes.
///
/// It is so where the literal stands outside of all groups, nothing in front of it matches a line feed,
/// and the pattern has no alternative without it. Constructs that are not known here count as ones
/// that may match a line feed.
struct LiteralLine {
  private let source: [UInt8]
  private var at = 0
  private var depth = 0

  private init(_ source: String) { self.source = Array(source.utf8) }

  /// Decides it for a pattern.
  ///
  /// - Parameters:
  ///   - source: The pattern.
  ///   - literals: Its literals; with more than one the answer is no.
  /// - Returns: Whether every match begins in the line of the literal.
  static func holdsStart(of source: String, literals: [[UInt8]]) -> Bool {
    guard literals.count == 1, let literal = literals.first, !literal.contains(0x0A) else {
      return false
    }
    var scan = LiteralLine(source)
    guard scan.reachesLiteral(literal) else { return false }
    return !scan.hasAlternative()
  }
}

extension LiteralLine {
  private var byte: UInt8 { at < source.count ? source[at] : 0 }

  /// Reads up to behind the literal; `false` where something in front may match a line feed.
  private mutating func reachesLiteral(_ literal: [UInt8]) -> Bool {
    while at < source.count {
      if depth == 0, let end = end(of: literal) {
        at = end
        return true
      }
      guard step() else { return false }
    }
    return false
  }

  /// The position behind the literal if it stands here and has to be matched.
  private func end(of literal: [UInt8]) -> Int? {
    var position = at
    for wanted in literal {
      guard position < source.count else { return nil }
      if source[position] == UInt8(ascii: "\\") {
        position += 1
        guard position < source.count, !Self.isWord(source[position]) else { return nil }
      } else if Self.isSpecial(source[position]) {
        return nil
      }
      guard position < source.count, source[position] == wanted else { return nil }
      position += 1
    }
    let next = position < source.count ? source[position] : 0
    let isOptional =
      next == UInt8(ascii: "?") || next == UInt8(ascii: "*") || next == UInt8(ascii: "{")
    return isOptional ? nil : position
  }

  /// Steps over one construct; `false` if it may match a line feed or is not known.
  private mutating func step() -> Bool {
    switch byte {
    case UInt8(ascii: "\\"):
      return escape(inClass: false)
    case UInt8(ascii: "["):
      return characterClass()
    case UInt8(ascii: "("):
      return group()
    case UInt8(ascii: ")"):
      depth -= 1
    case UInt8(ascii: "|"):
      guard depth > 0 else { return false }
    case 0x0A:
      return false
    default:
      break
    }
    at += 1
    return true
  }

  private mutating func escape(inClass: Bool) -> Bool {
    at += 1
    let name = byte
    at += 1
    if !Self.isWord(name) { return name != 0 }
    let harmless: [UInt8] = [
      UInt8(ascii: "d"), UInt8(ascii: "w"), UInt8(ascii: "t"), UInt8(ascii: "h"),
    ]
    return harmless.contains(name)
      || !inClass && (name == UInt8(ascii: "b") || name == UInt8(ascii: "B"))
  }

  /// A class of characters: one that is negated has to name the line feed.
  private mutating func characterClass() -> Bool {
    at += 1
    let isNegated = byte == UInt8(ascii: "^")
    if isNegated { at += 1 }
    var namesLineFeed = false
    var isFirst = true
    while at < source.count, isFirst || byte != UInt8(ascii: "]") {
      isFirst = false
      switch byte {
      case UInt8(ascii: "\\"):
        let name = at + 1 < source.count ? source[at + 1] : 0
        let isSpace = name == UInt8(ascii: "n") || name == UInt8(ascii: "s")
        if isNegated, isSpace || name == UInt8(ascii: "r") {
          namesLineFeed = namesLineFeed || isSpace
          at += 2
        } else if !escape(inClass: true) || byte == UInt8(ascii: "-") && name == UInt8(ascii: "t") {
          // A range from the tab on would hold the line feed.
          return false
        }
      case UInt8(ascii: "["):
        guard at + 1 < source.count, source[at + 1] != UInt8(ascii: ":") else { return false }
        at += 1
      case 0..<0x20:
        return false
      default:
        at += 1
      }
    }
    at += 1
    return !isNegated || namesLineFeed
  }

  /// Opens a group: a plain one, one with a name, a look around, or the flag `(?m)`.
  private mutating func group() -> Bool {
    at += 1
    guard byte == UInt8(ascii: "?") else {
      depth += 1
      return byte != UInt8(ascii: "*")
    }
    at += 1
    if byte == UInt8(ascii: "m"), at + 1 < source.count, source[at + 1] == UInt8(ascii: ")") {
      at += 2
      return true
    }
    depth += 1
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: ">"):
      at += 1
      return true
    case UInt8(ascii: "<"):
      at += 1
      while Self.isWord(byte) { at += 1 }
      guard [UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!")].contains(byte) else {
        return false
      }
      at += 1
      return true
    default:
      return false
    }
  }

  /// Whether an alternative without the literal follows, or the rest cannot be told.
  private mutating func hasAlternative() -> Bool {
    while at < source.count {
      switch byte {
      case UInt8(ascii: "\\"):
        // `\Q` begins a quotation, which this does not read.
        if at + 1 < source.count, source[at + 1] == UInt8(ascii: "Q") { return true }
        at += 1
      case UInt8(ascii: "["):
        skipClass()
      case UInt8(ascii: "("):
        depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
      case UInt8(ascii: "|"):
        if depth == 0 { return true }
      default:
        break
      }
      at += 1
    }
    return false
  }

  private mutating func skipClass() {
    at += 1
    if byte == UInt8(ascii: "^") { at += 1 }
    if byte == UInt8(ascii: "]") { at += 1 }
    while at < source.count, byte != UInt8(ascii: "]") {
      at += byte == UInt8(ascii: "\\") ? 2 : 1
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x5F
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"), UInt8(ascii: "|"),
      UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "\\"):
      true
    default:
      false
    }
  }
}
