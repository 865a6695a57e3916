/// Finds quantifiers within quantifiers that can take exponentially many steps: `(\w+)*`.
///
/// It is told from the regex's text alone: a group that is repeated without an upper bound, in which
/// one alternative has an unbounded quantifier and nothing that has to be there beside it. Possessive
/// quantifiers and atomic groups never go back, so they are left out.
struct NestedQuantifiers {
  private let scalars: [Unicode.Scalar]
  private var at = 0

  /// Prepares a search.
  private init(_ regex: String) { scalars = Array(regex.unicodeScalars) }

  /// Returns the UTF-8 range of the first such group with its quantifier; `nil` where there is none.
  static func first(in regex: String) -> Range<Int>? {
    var search = NestedQuantifiers(regex)
    var found: Range<Int>?
    _ = search.alternatives(&found)
    return found.map { range in
      let start = search.scalars[..<range.lowerBound].reduce(0) { $0 + UTF8.width($1) }
      return start..<search.scalars[..<range.upperBound].reduce(0) { $0 + UTF8.width($1) }
    }
  }
}

extension NestedQuantifiers {
  /// Reads up to the group's end; returns whether an alternative has nothing but unbounded parts.
  private mutating func alternatives(_ found: inout Range<Int>?) -> Bool {
    var isLoose = false
    var hasUnbounded = false
    var hasFixed = false
    while at < scalars.count, scalars[at] != ")" {
      if scalars[at] == "|" {
        at += 1
        isLoose = isLoose || hasUnbounded && !hasFixed
        (hasUnbounded, hasFixed) = (false, false)
        continue
      }
      let start = at
      let atom = atom(&found)
      let quantifier = quantifier()
      if quantifier.isUnbounded, !quantifier.isPossessive {
        hasUnbounded = true
        if atom == .looseGroup, found == nil { found = start..<at }
      } else if quantifier.isRequired, atom != .looseGroup, atom != .nothing {
        hasFixed = true
      } else if atom == .looseGroup {
        hasUnbounded = true
      }
    }
    return isLoose || hasUnbounded && !hasFixed
  }

  /// What a part of a regex is.
  private enum Atom {
    /// An assertion, which takes no text.
    case nothing
    /// One character, a class, or a group with something that has to be there.
    case fixed
    /// A group with nothing but unbounded parts in one alternative.
    case looseGroup
  }

  private mutating func atom(_ found: inout Range<Int>?) -> Atom {
    let scalar = scalars[at]
    at += 1
    switch scalar {
    case "^", "$": return .nothing
    case "\\": return escape()
    case "[":
      skipClass()
      return .fixed
    case "(": return group(&found)
    default: return .fixed
    }
  }

  private mutating func escape() -> Atom {
    guard at < scalars.count else { return .nothing }
    let scalar = scalars[at]
    at += 1
    switch scalar {
    case "b", "B", "A", "z", "Z", "G", "K": return .nothing
    case "Q":
      // Quoted up to \E.
      while at + 1 < scalars.count, !(scalars[at] == "\\" && scalars[at + 1] == "E") { at += 1 }
      at = min(at + 2, scalars.count)
      return .fixed
    default: return .fixed
    }
  }

  private mutating func skipClass() {
    if at < scalars.count, scalars[at] == "^" { at += 1 }
    if at < scalars.count, scalars[at] == "]" { at += 1 }
    while at < scalars.count, scalars[at] != "]" {
      at += scalars[at] == "\\" ? 2 : 1
    }
    at = min(at + 1, scalars.count)
  }

  private mutating func group(_ found: inout Range<Int>?) -> Atom {
    let head = String(String.UnicodeScalarView(scalars[at..<min(at + 3, scalars.count)]))
    let isAtomic = head.hasPrefix("?>")
    let isAssertion = ["?=", "?!", "?<=", "?<!"].contains { head.hasPrefix($0) }
    if head.hasPrefix("?") || head.hasPrefix("*") { skipGroupHead(isNamed: head.hasPrefix("?<")) }
    let isLoose = alternatives(&found)
    at = min(at + 1, scalars.count)
    if isAssertion { return .nothing }
    return isLoose && !isAtomic ? .looseGroup : .fixed
  }

  /// Steps over `?:`, `?<name>`, `?>`, `?i:` and the like.
  private mutating func skipGroupHead(isNamed: Bool) {
    let ends: [Unicode.Scalar] = isNamed ? [">", "=", "!"] : [":", ">", "=", "!", "|", "#"]
    while at < scalars.count, !ends.contains(scalars[at]), scalars[at] != ")" { at += 1 }
    if at < scalars.count, scalars[at] != ")" { at += 1 }
  }

  private mutating func quantifier() -> (isUnbounded: Bool, isRequired: Bool, isPossessive: Bool) {
    guard at < scalars.count else { return (false, true, false) }
    var isUnbounded = false
    var isRequired = true
    switch scalars[at] {
    case "*": (isUnbounded, isRequired) = (true, false)
    case "+": isUnbounded = true
    case "?": isRequired = false
    case "{":
      guard let counts = counts() else { return (false, true, false) }
      isUnbounded = counts.isOpen
      isRequired = counts.low > 0
    default: return (false, true, false)
    }
    at += 1
    guard at < scalars.count, scalars[at] == "+" || scalars[at] == "?" else {
      return (isUnbounded, isRequired, false)
    }
    at += 1
    return (isUnbounded, isRequired, scalars[at - 1] == "+")
  }

  /// Reads `{2,5}` up to its last brace; `nil` where the braces are text.
  private mutating func counts() -> (low: Int, isOpen: Bool)? {
    guard let end = scalars[at...].firstIndex(of: "}") else { return nil }
    let parts = String(String.UnicodeScalarView(scalars[(at + 1)..<end]))
      .split(separator: ",", omittingEmptySubsequences: false)
    guard let low = Int(parts[0]) ?? (parts[0].isEmpty && parts.count == 2 ? 0 : nil),
      parts.count == 1 || parts.count == 2 && (parts[1].isEmpty || Int(parts[1]) != nil)
    else { return nil }
    at = end
    return (low, parts.count == 2 && parts[1].isEmpty)
  }
}
