/// Tells of a pattern how far in front of its literal, in the literal's line, a match may begin.
///
/// Then a search need not look at what lies in front of the first occurrence: a message at the end of a
/// long traceback is found without trying the pattern at each of the traceback's bytes. Nor need it look
/// behind the last one.
///
/// It can be told where the literal stands outside of all groups, nothing in front of it matches a line
/// feed, and the pattern has no alternative without it. Constructs that are not known here count as ones
/// that may match a line feed.
struct LiteralLead {
  /// As many bytes as a line may have.
  static let line = 1 << 24
  /// The most bytes of a character.
  private static let characterBytes = 4

  /// A group that is open, or the pattern itself.
  private struct Group {
    /// Whether it looks around, and so matches no bytes.
    var isAssertion = false
    /// The most bytes of the alternatives before, and of what was read of this one.
    var longest = 0
    var bytes = 0
  }

  private let source: [UInt8]
  private var at = 0
  private var groups = [Group()]

  private init(_ source: String) { self.source = Array(source.utf8) }

  /// Decides it for a pattern.
  ///
  /// - Parameters:
  ///   - source: The pattern.
  ///   - literals: Its literals; with more than one nothing is known.
  /// - Returns: The most bytes between the begin of a match and the literal, ``line`` where only the
  ///   line bounds them; `nil` where a match may begin anywhere.
  static func bytes(of source: String, literals: [[UInt8]]) -> Int? {
    guard literals.count == 1, let literal = literals.first, !literal.contains(0x0A) else {
      return nil
    }
    var scan = LiteralLead(source)
    guard scan.reachesLiteral(literal) else { return nil }
    return scan.hasAlternative() ? nil : scan.groups[0].bytes
  }
}

extension LiteralLead {
  private var byte: UInt8 { at < source.count ? source[at] : 0 }

  /// Reads up to behind the literal; `false` where something in front may match a line feed.
  private mutating func reachesLiteral(_ literal: [UInt8]) -> Bool {
    while at < source.count {
      if groups.count == 1, let end = end(of: literal) {
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
      guard let bytes = escape(inClass: false) else { return false }
      return add(bytes)
    case UInt8(ascii: "["):
      return characterClass()
    case UInt8(ascii: "("):
      return group()
    case UInt8(ascii: ")"):
      guard groups.count > 1, let group = groups.popLast() else { return false }
      at += 1
      return add(group.isAssertion ? 0 : max(group.longest, group.bytes))
    case UInt8(ascii: "|"):
      guard groups.count > 1, var group = groups.popLast() else { return false }
      group.longest = max(group.longest, group.bytes)
      group.bytes = 0
      groups.append(group)
      at += 1
      return true
    case UInt8(ascii: "^"), UInt8(ascii: "$"):
      at += 1
      return true
    case 0x0A:
      return false
    default:
      let bytes = byte == UInt8(ascii: ".") ? Self.characterBytes : 1
      at += 1
      return add(bytes)
    }
  }

  /// Adds the bytes of a construct, as often as the quantifier behind it lets it match.
  ///
  /// - Returns: `false` for a quantifier that not all versions of PCRE2 read alike.
  private mutating func add(_ bytes: Int) -> Bool {
    guard let count = quantifier() else { return false }
    let sum = groups[groups.count - 1].bytes + min(count, Self.line) * min(bytes, Self.line)
    groups[groups.count - 1].bytes = min(sum, Self.line)
    return true
  }

  /// Reads a quantifier, if one is there: how often at most.
  private mutating func quantifier() -> Int? {
    var most = 1
    switch byte {
    case UInt8(ascii: "?"):
      at += 1
    case UInt8(ascii: "*"), UInt8(ascii: "+"):
      at += 1
      most = Self.line
    case UInt8(ascii: "{"):
      let start = at
      at += 1
      guard let least = number() else {
        guard byte != UInt8(ascii: ","), byte != 0x20 else { return nil }
        at = start
        return 1
      }
      most = least
      if byte == UInt8(ascii: ",") {
        at += 1
        most = number() ?? Self.line
      }
      guard byte == UInt8(ascii: "}") else { return nil }
      at += 1
    default:
      return 1
    }
    if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "+") { at += 1 }
    return most
  }

  /// Reads a decimal number, if one is there.
  private mutating func number() -> Int? {
    var value: Int?
    while (0x30...0x39).contains(byte) {
      value = min((value ?? 0) * 10 + Int(byte - 0x30), Self.line)
      at += 1
    }
    return value
  }

  /// Steps over an escape: how many bytes it matches at most; `nil` if it may match a line feed or is
  /// not known.
  private mutating func escape(inClass: Bool) -> Int? {
    at += 1
    let name = byte
    at += 1
    if !Self.isWord(name) { return name == 0 ? nil : 1 }
    switch name {
    case UInt8(ascii: "t"): return 1
    case UInt8(ascii: "d"), UInt8(ascii: "w"), UInt8(ascii: "h"): return Self.characterBytes
    case UInt8(ascii: "b"), UInt8(ascii: "B"): return inClass ? nil : 0
    default: return nil
    }
  }

  /// A class of characters: one that is negated has to name the line feed.
  private mutating func characterClass() -> Bool {
    at += 1
    let isNegated = byte == UInt8(ascii: "^")
    if isNegated { at += 1 }
    var namesLineFeed = false
    var isWide = isNegated
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
        } else {
          // A range from the tab on would hold the line feed.
          guard let bytes = escape(inClass: true),
            byte != UInt8(ascii: "-") || name != UInt8(ascii: "t")
          else { return false }
          isWide = isWide || bytes > 1
        }
      case UInt8(ascii: "["):
        guard at + 1 < source.count, source[at + 1] != UInt8(ascii: ":") else { return false }
        at += 1
      case 0..<0x20:
        return false
      default:
        isWide = isWide || byte >= 0x80
        at += 1
      }
    }
    at += 1
    return (!isNegated || namesLineFeed) && add(isWide ? Self.characterBytes : 1)
  }

  /// Opens a group: a plain one, one with a name, a look around, or the flag `(?m)`.
  private mutating func group() -> Bool {
    at += 1
    guard byte == UInt8(ascii: "?") else {
      groups.append(Group())
      return byte != UInt8(ascii: "*")
    }
    at += 1
    if byte == UInt8(ascii: "m"), at + 1 < source.count, source[at + 1] == UInt8(ascii: ")") {
      at += 2
      return true
    }
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: ">"):
      groups.append(Group())
      at += 1
      return true
    case UInt8(ascii: "="), UInt8(ascii: "!"):
      groups.append(Group(isAssertion: true))
      at += 1
      return true
    case UInt8(ascii: "<"):
      at += 1
      while Self.isWord(byte) { at += 1 }
      guard [UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!")].contains(byte) else {
        return false
      }
      groups.append(Group(isAssertion: byte != UInt8(ascii: ">")))
      at += 1
      return true
    default:
      return false
    }
  }

  /// Whether an alternative without the literal follows, or the rest cannot be told.
  private mutating func hasAlternative() -> Bool {
    var depth = 0
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
