internal import PatternCatalogue

/// Looks rows up in tables, and remembers what it found: sessions of one log repeat their facts.
struct DerivedValues {
  /// How many answers are remembered for each lookup.
  private static let capacity = 256

  /// What was found of the values of facts, by the lookups' numbers.
  private var answers: [[String: [String?]]] = []

  /// Looks a fact's value up.
  ///
  /// - Parameters:
  ///   - value: The value of the fact.
  ///   - number: The number of the lookup.
  ///   - lookups: All lookups.
  /// - Returns: A cell for each column of the lookup, `nil` where there is none.
  mutating func cells(of value: String, _ number: Int, of lookups: [TableLookup]) -> [String?] {
    if answers.isEmpty { answers = Array(repeating: [:], count: lookups.count) }
    if let known = answers[number][value] { return known }
    if answers[number].count == Self.capacity { answers[number].removeAll(keepingCapacity: true) }
    let row = lookups[number].table.row(value)
    let cells = lookups[number].columns.map { row?.columns[$0] }
    answers[number][value] = cells
    return cells
  }
}
