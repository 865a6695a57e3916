/// A JSON value as it stands in a text, its keys in their order.
public indirect enum JSONValue: Sendable, Equatable {
  /// The literal null.
  case null
  /// A truth value.
  case bool(Bool)
  /// A number; whether it is whole is seen from its value.
  case number(Double)
  /// A text.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object, in the order of the text.
  case object([Member])

  /// A member of an object.
  public struct Member: Sendable, Equatable {
    /// The key.
    public let key: String
    /// The value.
    public let value: JSONValue
  }
}

extension JSONValue {
  /// Reads a whole text.
  ///
  /// The parser is strict, so that a test can rely on it: no text behind the value, no key twice in
  /// an object, no control character in a string, valid UTF-8.
  ///
  /// - Parameter bytes: The text, in UTF-8.
  /// - Throws: ``JSONSyntaxError`` with the place of the first fault.
  public init(parsing bytes: [UInt8]) throws {
    var parser = JSONParser(bytes: bytes)
    self = try parser.parseDocument()
  }

  /// Returns the value of a key, or nil where this is no object or has no such key.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// Returns an element, or nil where this is no array or has no such element.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The text, where this is one.
  public var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The number, where this is one.
  public var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  /// The elements, where this is an array.
  public var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members, where this is an object.
  public var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// Whether every object in the value has its keys in the order of their bytes.
  ///
  /// - Parameter leading: Keys that may stand first in the outermost object, in any order.
  /// - Returns: Whether it has.
  public func hasSortedKeys(leading: Set<String> = []) -> Bool {
    switch self {
    case .null, .bool, .number, .string: true
    case .array(let elements): elements.allSatisfy { $0.hasSortedKeys() }
    case .object(let members):
      zip(members, members.dropFirst()).allSatisfy { left, right in
        leading.contains(left.key) || left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
      } && members.allSatisfy { $0.value.hasSortedKeys() }
    }
  }
}

/// A fault in a JSON text.
public struct JSONSyntaxError: Error, Equatable, CustomStringConvertible {
  /// What is wrong.
  public let reason: String
  /// The offset of the byte at fault.
  public let offset: Int

  /// The reason and the place.
  public var description: String { "\(reason) at byte \(offset)" }
}

private struct JSONParser {
  let bytes: [UInt8]
  var offset = 0
  var depth = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func parseDocument() throws -> JSONValue {
    let value = try parseValue()
    skipSpace()
    guard offset == bytes.count else { throw fault("text behind the value") }
    return value
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func fault(_ reason: String) -> JSONSyntaxError {
    JSONSyntaxError(reason: reason, offset: offset)
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  private mutating func expect(_ text: StaticString, _ value: JSONValue) throws -> JSONValue {
    for byte in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) {
      guard next == byte else { throw fault("unknown word") }
      offset += 1
    }
    return value
  }

  private mutating func parseValue() throws -> JSONValue {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try nested { try $0.parseObject() }
    case UInt8(ascii: "["): return try nested { try $0.parseArray() }
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try expect("true", .bool(true))
    case UInt8(ascii: "f"): return try expect("false", .bool(false))
    case UInt8(ascii: "n"): return try expect("null", .null)
    default: return .number(try parseNumber())
    }
  }

  private mutating func nested(
    _ parse: (inout JSONParser) throws -> JSONValue
  ) throws -> JSONValue {
    depth += 1
    guard depth <= 256 else { throw fault("too deep") }
    offset += 1
    defer { depth -= 1 }
    return try parse(&self)
  }

  private mutating func parseObject() throws -> JSONValue {
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    skipSpace()
    if next == UInt8(ascii: "}") {
      offset += 1
      return .object([])
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("a key is missing") }
      let key = try parseString()
      guard keys.insert(key).inserted else { throw fault("key \"\(key)\" twice") }
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw fault("a colon is missing") }
      offset += 1
      members.append(JSONValue.Member(key: key, value: try parseValue()))
      if try endsList(with: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func parseArray() throws -> JSONValue {
    var elements: [JSONValue] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      offset += 1
      return .array([])
    }
    while true {
      elements.append(try parseValue())
      if try endsList(with: UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func endsList(with bracket: UInt8) throws -> Bool {
    skipSpace()
    guard let byte = next, byte == bracket || byte == UInt8(ascii: ",") else {
      throw fault("a comma is missing")
    }
    offset += 1
    return byte == bracket
  }

  private mutating func parseNumber() throws -> Double {
    let start = offset
    if next == UInt8(ascii: "-") { offset += 1 }
    let first = next
    let whole = skipDigits()
    guard whole == 1 || (whole > 1 && first != UInt8(ascii: "0")) else {
      throw fault("not a value")
    }
    if next == UInt8(ascii: ".") {
      offset += 1
      guard skipDigits() > 0 else { throw fault("digits are missing") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      guard skipDigits() > 0 else { throw fault("digits are missing") }
    }
    guard let value = Double(String(decoding: bytes[start..<offset], as: UTF8.self)) else {
      throw fault("not a number")
    }
    return value
  }

  private mutating func skipDigits() -> Int {
    let start = offset
    while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
    return offset - start
  }

  private mutating func parseString() throws -> String {
    offset += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fault("not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"):
        offset += 1
        try parseEscape(into: &text)
      case ..<0x20: throw fault("control character in a string")
      default:
        text.append(byte)
        offset += 1
      }
    }
    throw fault("a quotation mark is missing")
  }

  private mutating func parseEscape(into text: inout [UInt8]) throws {
    guard let byte = next else { throw fault("unfinished escape") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var number = try parseHex()
      if (0xD800..<0xDC00).contains(number) {
        guard next == UInt8(ascii: "\\") else { throw fault("half a surrogate pair") }
        offset += 1
        guard next == UInt8(ascii: "u") else { throw fault("half a surrogate pair") }
        offset += 1
        let low = try parseHex()
        guard (0xDC00..<0xE000).contains(low) else { throw fault("half a surrogate pair") }
        number = 0x10000 + (number - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(number) else { throw fault("half a surrogate pair") }
      text.append(contentsOf: String(Character(scalar)).utf8)
    default: throw fault("unknown escape")
    }
  }

  private mutating func parseHex() throws -> UInt32 {
    guard offset + 4 <= bytes.count,
      let number = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits are missing") }
    offset += 4
    return number
  }
}
