/// An element of well-formed markup, or the whole of a text.
///
/// The parser takes less than XML allows: names in lower case but for SVG's, attributes in double
/// quotes, references to five characters, no comments, no processing instructions, no CDATA.
public indirect enum Markup: Sendable, Equatable {
  /// An element with its attributes and what is in it.
  case element(name: String, attributes: [String: String], content: [Markup])
  /// A text, its references replaced.
  case text(String)
}

extension Markup {
  /// What is wrong with a text that is no such markup.
  public struct Fault: Error, CustomStringConvertible {
    /// What is wrong.
    public let reason: String
    /// The text there.
    public let place: String
    /// The description.
    public var description: String { "\(reason) at: \(place)" }
  }

  /// Reads a document: `<!DOCTYPE html>`, then one element.
  ///
  /// - Throws: ``Fault``.
  public init(document: String) throws {
    var parser = MarkupParser(document)
    try parser.expect("<!DOCTYPE html>")
    parser.skipSpace()
    self = try parser.element()
    parser.skipSpace()
    if !parser.isAtEnd { throw parser.fault("something behind the last element") }
  }

  /// Returns a page without its style, which is no markup and changes for its own reasons.
  public static func withoutStyle(_ page: String) -> String {
    guard let start = page.firstRange(of: "<style>"), let end = page.firstRange(of: "</style>"),
      start.upperBound <= end.lowerBound
    else { return page }
    return String(page[..<start.upperBound] + page[end.lowerBound...])
  }

  /// The element and all elements in it, in the order in which they begin.
  public var elements: [(name: String, attributes: [String: String], content: [Markup])] {
    guard case .element(let name, let attributes, let content) = self else { return [] }
    return [(name, attributes, content)] + content.flatMap(\.elements)
  }

  /// All texts, one behind the other.
  public var text: String {
    switch self {
    case .text(let text): text
    case .element(_, _, let content): content.map(\.text).joined()
    }
  }

  /// The elements' names and attributes' names without any text: what a browser makes of it.
  public var skeleton: String {
    guard case .element(let name, let attributes, let content) = self else { return "" }
    let names = attributes.keys.sorted().joined(separator: ",")
    return "\(name)[\(names)](" + content.map(\.skeleton).joined(separator: " ") + ")"
  }
}

private struct MarkupParser {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { offset == bytes.count }

  func fault(_ reason: String) -> Markup.Fault {
    Markup.Fault(
      reason: reason, place: String(decoding: bytes[offset...].prefix(80), as: UTF8.self))
  }

  mutating func expect(_ text: StaticString) throws {
    for index in 0..<text.utf8CodeUnitCount {
      guard offset < bytes.count, bytes[offset] == text.utf8Start[index] else {
        throw fault("expected \(text)")
      }
      offset += 1
    }
  }

  mutating func skipSpace() {
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x0A { offset += 1 }
  }

  mutating func element() throws -> Markup {
    try expect("<")
    let name = try name()
    var attributes: [String: String] = [:]
    while take(" ") {
      let key = try self.name()
      try expect("=\"")
      guard attributes.updateValue(try text(until: "\""), forKey: key) == nil else {
        throw fault("attribute \(key) twice")
      }
      try expect("\"")
    }
    if take("/") {
      try expect(">")
      return .element(name: name, attributes: attributes, content: [])
    }
    try expect(">")
    var content: [Markup] = []
    while true {
      let text = try text(until: "<")
      if !text.isEmpty { content.append(.text(text)) }
      guard offset + 1 < bytes.count else { throw fault("<\(name)> is not closed") }
      if bytes[offset + 1] == UInt8(ascii: "/") { break }
      content.append(try element())
    }
    try expect("</")
    guard try self.name() == name else { throw fault("</\(name)> expected before") }
    try expect(">")
    return .element(name: name, attributes: attributes, content: content)
  }

  private mutating func take(_ character: Character) -> Bool {
    guard offset < bytes.count, bytes[offset] == character.asciiValue else { return false }
    offset += 1
    return true
  }

  private mutating func name() throws -> String {
    let start = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "B"):
        offset += 1
      default:
        guard offset > start else { throw fault("a name expected") }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
      }
    }
    throw fault("a name expected")
  }

  private mutating func text(until end: Character) throws -> String {
    var result: [UInt8] = []
    while offset < bytes.count {
      switch bytes[offset] {
      case end.asciiValue: return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "<"),
        UInt8(ascii: ">") where end == "\"", UInt8(ascii: "\""),
        UInt8(ascii: "'"):
        throw fault("a bare character that is markup")
      case UInt8(ascii: "&"): result.append(try reference())
      default:
        result.append(bytes[offset])
        offset += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func reference() throws -> UInt8 {
    let references: [(String, Character)] = [
      ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
    ]
    for (name, character) in references where bytes[offset...].starts(with: name.utf8) {
      offset += name.utf8.count
      return character.asciiValue ?? 0
    }
    throw fault("a bare &")
  }
}
