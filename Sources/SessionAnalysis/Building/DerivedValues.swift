internal import PatternCatalogue

/// Looks values up in tables, and remembers what it found: sessions of one log repeat their facts.
struct DerivedValues {
  private struct Key: Hashable {
    var table: String
    var column: String
    var value: String
  }

  /// How many answers are remembered.
  private static let capacity = 256

  private var answers: [Key: String?] = [:]

  /// Returns a cell of a table; `nil` where there is none.
  mutating func value(of key: String, in table: Table, column: String) -> String? {
    let place = Key(table: table.name, column: column, value: key)
    if let answer = answers[place] { return answer }
    if answers.count == Self.capacity { answers.removeAll(keepingCapacity: true) }
    let answer = table.value(key, column: column)
    answers[place] = .some(answer)
    return answer
  }
}
