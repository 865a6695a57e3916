extension FactAction {
  /// Returns the value that a match gives, if its condition holds and the value is known.
  func value(of match: MatchView, tables: TableLookup) -> String? {
    if let condition, !condition.holds(for: match) { return nil }
    guard let value = plainValue(of: match, tables: tables), !value.isEmpty else { return nil }
    guard let map else { return value }
    return map[value] ?? map.first { $0.key.lowercased() == value.lowercased() }?.value ?? fallback
  }

  private func plainValue(of match: MatchView, tables: TableLookup) -> String? {
    switch source {
    case .value(let text):
      return text
    case .capture(let group):
      return match.string(ofGroup: group)
    case .megabytes(let group):
      return match.string(ofGroup: group).flatMap(PrintedNumber.megabytes).map(PrintedNumber.text)
    case .table(let name, let parts):
      var key = ""
      for part in parts {
        switch part {
        case .text(let text):
          key += text
        case .capture(let group):
          guard let text = match.string(ofGroup: group) else { return nil }
          key += text
        }
      }
      return tables.value(table: name, key: key, column: "value")
    }
  }
}

extension FactAction.CaptureCondition {
  /// Whether the condition holds for a match; one on a capture that took no part does not.
  func holds(for match: MatchView) -> Bool {
    switch self {
    case .equals(let group, let values):
      return match.string(ofGroup: group).map { text in
        values.contains { $0.lowercased() == text.lowercased() }
      } ?? false
    case .contains(let group, let parts):
      return match.string(ofGroup: group).map { text in
        parts.contains { text.lowercased().contains($0.lowercased()) }
      } ?? false
    case .matches(let group, let pattern):
      return match.string(ofGroup: group).map { pattern.occurs(in: $0) } ?? false
    case .within(let group, let isWithin):
      return match.string(ofGroup: group).map(isWithin) ?? false
    case .all(let conditions):
      return conditions.allSatisfy { $0.holds(for: match) }
    case .any(let conditions):
      return conditions.contains { $0.holds(for: match) }
    case .not(let condition):
      return !condition.holds(for: match)
    }
  }
}
