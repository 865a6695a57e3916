internal import PatternCatalogue

/// Looks rows up in tables, and remembers what it found: sessions of one log repeat their facts, and
/// several facts follow from one row.
struct DerivedValues {
  private struct Key: Hashable {
    var table: String
    var value: String
  }

  /// How many answers are remembered.
  private static let capacity = 256

  private var answers: [Key: Table.Row?] = [:]

  /// Returns a cell of a table; `nil` where there is none.
  mutating func value(of key: String, in table: Table, column: String) -> String? {
    let place = Key(table: table.name, value: key)
    if let answer = answers[place] { return answer?.columns[column] }
    if answers.count == Self.capacity { answers.removeAll(keepingCapacity: true) }
    let answer = table.row(key)
    answers[place] = .some(answer)
    return answer?.columns[column]
  }
}
