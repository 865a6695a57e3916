public import Foundation

/// A JSON Schema, in the subset of draft 2020-12 that the project's schemas use.
///
/// Known keywords: `$ref` (`#/...` and `FILE#/...`), `type`, `enum`, `const`, `properties`,
/// `required`, `additionalProperties`, `items`, `maxItems`, `minimum`, `maximum`, `minLength`,
/// `format` (`date-time`), `anyOf`, `oneOf`, `allOf`, `if` with `then`. A schema that uses another
/// one is refused, so that none is silently ignored.
public struct JSONSchema: Sendable {
  private let root: JSONValue
  private let neighbours: [String: JSONValue]

  /// Reads a schema, and those beside it that it refers to.
  ///
  /// - Parameter url: The schema's file.
  /// - Throws: What Foundation throws when the file cannot be read, ``JSONSyntaxError``, or a
  ///   ``Fault`` for a keyword that is not known.
  public init(contentsOf url: URL) throws {
    root = try JSONValue(parsing: [UInt8](Data(contentsOf: url)))
    var neighbours: [String: JSONValue] = [:]
    for name in Self.files(in: root) {
      let neighbour = url.deletingLastPathComponent().appending(path: name)
      neighbours[name] = try JSONValue(parsing: [UInt8](Data(contentsOf: neighbour)))
    }
    self.neighbours = neighbours
    for document in [root] + neighbours.values { try Self.checkKeywords(of: document) }
  }

  /// Reads a schema from a folder `docs` of the project.
  ///
  /// - Parameters:
  ///   - name: The file's name.
  ///   - file: A file of this target; its place tells where the project is.
  /// - Returns: The schema.
  /// - Throws: As ``init(contentsOf:)``.
  public static func named(_ name: String, file: StaticString = #filePath) throws -> JSONSchema {
    let project = URL(filePath: "\(file)").deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try JSONSchema(contentsOf: project.appending(path: "docs/\(name)"))
  }

  /// A place at which a value does not fit.
  public struct Fault: Error, Equatable, Sendable, CustomStringConvertible {
    /// The place, as a JSON Pointer.
    public let pointer: String
    /// What does not fit.
    public let reason: String

    /// The place and the reason.
    public var description: String { "\(pointer.isEmpty ? "/" : pointer): \(reason)" }
  }
}

extension JSONSchema {
  /// Returns every place at which a value does not fit the schema.
  public func faults(in value: JSONValue) -> [Fault] {
    faults(in: value, against: root, of: root, at: "")
  }

  private func faults(
    in value: JSONValue, against schema: JSONValue, of document: JSONValue, at pointer: String
  ) -> [Fault] {
    guard let keywords = schema.members else {
      return schema == .bool(false) ? [Fault(pointer: pointer, reason: "not allowed")] : []
    }
    var faults: [Fault] = []
    func check(_ holds: Bool, _ reason: @autoclosure () -> String) {
      if !holds { faults.append(Fault(pointer: pointer, reason: reason())) }
    }
    func inner(_ value: JSONValue, _ schema: JSONValue, _ step: String = "") -> [Fault] {
      self.faults(in: value, against: schema, of: document, at: pointer + step)
    }
    for keyword in keywords {
      let operand = keyword.value
      switch keyword.key {
      case "$ref":
        guard let (target, home) = resolve(operand.text ?? "", in: document) else {
          check(false, "nothing at \(operand)")
          continue
        }
        faults += self.faults(in: value, against: target, of: home, at: pointer)
      case "type":
        let types = (operand.elements ?? [operand]).compactMap(\.text)
        check(types.contains { value.isOf(type: $0) }, "is not of type \(types)")
      case "enum": check(operand.elements?.contains(value) ?? false, "\(value) is not in the set")
      case "const": check(value == operand, "\(value) is not \(operand)")
      case "required":
        guard let members = value.members else { continue }
        for key in (operand.elements ?? []).compactMap(\.text) {
          check(members.contains { $0.key == key }, "lacks \"\(key)\"")
        }
      case "properties":
        for member in value.members ?? [] {
          guard let schema = operand[member.key] else { continue }
          faults += inner(member.value, schema, "/" + member.key)
        }
      case "additionalProperties":
        let known = Set((schema["properties"]?.members ?? []).map(\.key))
        for member in value.members ?? [] where !known.contains(member.key) {
          faults += inner(member.value, operand, "/" + member.key)
        }
      case "items":
        for (index, element) in (value.elements ?? []).enumerated() {
          faults += inner(element, operand, "/\(index)")
        }
      case "maxItems":
        check(Double(value.elements?.count ?? 0) <= operand.number ?? 0, "has too many elements")
      case "minimum": check(value.number ?? .infinity >= operand.number ?? 0, "is too small")
      case "maximum": check(value.number ?? -.infinity <= operand.number ?? 0, "is too large")
      case "minLength":
        let length = value.text?.unicodeScalars.count ?? .max
        check(Double(length) >= operand.number ?? 0, "is too short")
      case "format":
        check(value.text.map(isDateTime) ?? true, "is not a time in RFC 3339")
      case "allOf": for part in operand.elements ?? [] { faults += inner(value, part) }
      case "anyOf", "oneOf":
        let results = (operand.elements ?? []).map { inner(value, $0) }
        let fitting = results.count(where: \.isEmpty)
        if keyword.key == "oneOf", fitting > 1 { check(false, "fits \(fitting) alternatives") }
        // The alternative that fits best tells most about what is wrong.
        if fitting == 0 { faults += results.min { $0.count < $1.count } ?? [] }
      case "if":
        if let then = schema["then"], inner(value, operand).isEmpty {
          faults += inner(value, then)
        }
      default: break
      }
    }
    return faults
  }
}

extension JSONSchema {
  private static let known: Set<String> = [
    "$schema", "$ref", "$defs", "title", "description", "type", "enum", "const", "properties",
    "required", "additionalProperties", "items", "maxItems", "minimum", "maximum", "minLength",
    "format", "anyOf", "oneOf", "allOf", "if", "then",
  ]

  /// Throws for the first keyword that is not known.
  private static func checkKeywords(of schema: JSONValue, at pointer: String = "") throws {
    for member in schema.members ?? [] {
      guard known.contains(member.key) else {
        throw Fault(pointer: pointer, reason: "unknown keyword \"\(member.key)\"")
      }
      if member.key == "format", member.value != .string("date-time") {
        throw Fault(pointer: pointer, reason: "unknown format")
      }
      let step = pointer + "/" + member.key
      switch member.key {
      case "properties", "$defs":
        for inner in member.value.members ?? [] {
          try checkKeywords(of: inner.value, at: step + "/" + inner.key)
        }
      case "items", "additionalProperties", "if", "then":
        try checkKeywords(of: member.value, at: step)
      case "anyOf", "oneOf", "allOf":
        for (index, part) in (member.value.elements ?? []).enumerated() {
          try checkKeywords(of: part, at: "\(step)/\(index)")
        }
      default: break
      }
    }
  }

  /// Returns the names of the files to which a schema refers.
  private static func files(in value: JSONValue) -> Set<String> {
    switch value {
    case .object(let members):
      return members.reduce(into: []) { files, member in
        if member.key == "$ref", let name = member.value.text?.split(separator: "#").first,
          member.value.text?.first != "#"
        {
          files.insert(String(name))
        }
        files.formUnion(Self.files(in: member.value))
      }
    case .array(let elements): return elements.reduce(into: []) { $0.formUnion(files(in: $1)) }
    default: return []
    }
  }

  private func resolve(
    _ reference: String, in document: JSONValue
  ) -> (schema: JSONValue, document: JSONValue)? {
    let parts = reference.split(separator: "#", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    guard let home = parts[0].isEmpty ? document : neighbours[String(parts[0])] else { return nil }
    var target: JSONValue? = home
    for step in parts[1].split(separator: "/") { target = target?[String(step)] }
    return target.map { ($0, home) }
  }
}

extension JSONValue {
  fileprivate func isOf(type: String) -> Bool {
    switch (self, type) {
    case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"),
      (.array, "array"), (.object, "object"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }
}

/// Returns whether a text is a time in RFC 3339.
private func isDateTime(_ text: String) -> Bool {
  let pattern = /(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))/
  guard let match = text.wholeMatch(of: pattern) else { return false }
  func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
  return (1...12).contains(number(match.2)) && (1...31).contains(number(match.3))
    && number(match.4) < 24 && number(match.5) < 60 && number(match.6) <= 60
    && number(match.7) < 24 && number(match.8) < 60
}
