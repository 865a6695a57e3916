/// Bounds that a value has to keep all of: `>=2.2,<2.15`, or `1..250` with both ends, or one value.
struct Bounds<Value: Comparable & Sendable>: Sendable {
  /// How a value has to relate to a bound's.
  enum Relation: String, CaseIterable, Sendable {
    // The order is that of reading: the longer one first.
    case atLeast = ">="
    case atMost = "<="
    case differs = "!="
    case equals = "=="
    case above = ">"
    case below = "<"
    case same = "="
  }

  /// The bounds.
  let bounds: [(relation: Relation, value: Value)]

  /// Reads bounds.
  ///
  /// - Parameters:
  ///   - text: Bounds with commas between them, or `low..high`, or a value.
  ///   - read: Reads a value.
  init?(_ text: String, read: (Substring) -> Value?) {
    if let dots = text.firstRange(of: ".."), text.first.map({ $0.isNumber || $0 == "-" }) == true {
      guard let low = read(text[..<dots.lowerBound].trimmed),
        let high = read(text[dots.upperBound...].trimmed), low <= high
      else { return nil }
      bounds = [(.atLeast, low), (.atMost, high)]
      return
    }
    var bounds: [(relation: Relation, value: Value)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let part = part.trimmed
      let relation = Relation.allCases.first { part.hasPrefix($0.rawValue) }
      let rest = part.dropFirst(relation?.rawValue.count ?? 0).trimmed
      guard let value = read(rest) else { return nil }
      bounds.append((relation ?? .equals, value))
    }
    self.bounds = bounds
  }

  /// Returns whether a value keeps all bounds.
  func contains(_ value: Value) -> Bool {
    bounds.allSatisfy { bound in
      switch bound.relation {
      case .atLeast: value >= bound.value
      case .atMost: value <= bound.value
      case .differs: value != bound.value
      case .equals, .same: value == bound.value
      case .above: value > bound.value
      case .below: value < bound.value
      }
    }
  }
}

extension Substring {
  /// The text without the spaces around it.
  fileprivate var trimmed: Substring {
    var rest = self.drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
