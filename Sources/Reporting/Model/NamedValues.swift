/// Values by name, sorted by the names' bytes, each name once.
package struct NamedValues: Sendable, Equatable {
  /// One name with its value.
  package struct Entry: Sendable, Equatable {
    /// The name.
    package let name: String
    /// The value.
    package let value: String
  }

  /// The entries, sorted by name.
  package private(set) var entries: [Entry]

  /// Creates a set of values; of a name that comes twice, the last value counts.
  ///
  /// - Complexity: O(*n* log *n*).
  package init(_ pairs: some Sequence<(name: String, value: String)> = []) {
    var byName: [String: String] = [:]
    for pair in pairs { byName[pair.name] = pair.value }
    entries = byName.map { Entry(name: $0.key, value: $0.value) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}

extension NamedValues {
  /// Returns the value of a name.
  ///
  /// - Complexity: O(*n*).
  package subscript(name: String) -> String? {
    entries.first { $0.name == name }?.value
  }

  /// Replaces every value by what a function makes of it.
  package mutating func mapValues(_ transform: (String) -> String) {
    entries = entries.map { Entry(name: $0.name, value: transform($0.value)) }
  }
}

extension NamedValues: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { (name: $0.0, value: $0.1) })
  }
}
