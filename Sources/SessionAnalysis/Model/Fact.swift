/// Something that a session's log states about its environment.
package struct Fact: Sendable, Equatable {
  /// How a fact came about.
  package enum Origin: UInt8, Sendable {
    /// The log prints the value.
    case printed
    /// The value follows from what is printed.
    case derived
  }

  /// The name, one of those in `Patterns/tables/facts.yaml`.
  package var name: String
  /// The value as text.
  package var value: String
  /// The 1-based line that shows it.
  package var line: Int
  /// Whether it was printed or derived.
  package var origin: Origin

  /// Creates a fact.
  package init(name: String, value: String, line: Int, origin: Origin) {
    self.name = name
    self.value = value
    self.line = line
    self.origin = origin
  }
}

extension Fact {
  /// How many different values of one name a session keeps.
  package static let valueLimit = 16
  /// How many values a session keeps of a name whose values are those of a list.
  package static let listLimit = 256

  /// Whether a later value of the same fact takes the place of this one: one that follows from something
  /// else counts only where none is printed.
  package func yields(to later: Fact) -> Bool {
    origin != .printed || later.origin == .printed
  }
}

extension Fact {
  /// Whether it has this name: texts of other lengths, which most are, need no look.
  @inline(__always)
  func isNamed(_ name: String) -> Bool {
    self.name.utf8.count == name.utf8.count && self.name == name
  }
}

extension [Fact] {
  /// The last value of a fact; one that follows from something else counts only where none is printed.
  package func latest(_ name: String) -> Fact? {
    last { $0.name == name && $0.origin == .printed } ?? last { $0.name == name }
  }

  /// The ``latest(_:)`` of each of some facts that is there, in their order.
  ///
  /// - Complexity: O(*n* · names), with one look at each.
  package func latest(of names: [String]) -> [Fact] {
    var positions = [Int?](repeating: nil, count: names.count)
    for index in indices {
      guard let number = names.firstIndex(where: self[index].isNamed) else { continue }
      if let known = positions[number], !self[known].yields(to: self[index]) { continue }
      positions[number] = index
    }
    return positions.compactMap { position in position.map { self[$0] } }
  }
}
