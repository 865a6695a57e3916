import PatternCatalogue

extension Condition {
  /// The condition as the second half of a sentence.
  var words: String {
    switch self {
    case .finding(let finding): finding.words
    case .fact(let name, let test): "the fact \(name) \(test.words)"
    case .frontEnd(let ids): "the program is \(ids.joined(separator: " or "))"
    case .run(let run): run.words
    case .attention(let place, let test): "the attention \(place.words) \(test.words)"
    case .before(let first, let second): "first \(first.words), and later \(second.words)"
    case .all(let conditions): Self.joined(conditions, by: " and ")
    case .any(let conditions): Self.joined(conditions, by: " or ")
    case .not(let condition): "it is not so that \(condition.words)"
    }
  }

  private static func joined(_ conditions: [Condition], by word: String) -> String {
    let words = conditions.map(\.words).joined(separator: word)
    return conditions.count > 1 ? "(\(words))" : words
  }
}

extension CaptureCondition {
  /// The condition as the second half of a sentence.
  var words: String {
    switch self {
    case .capture(let name, let test): "`\(name)` \(test.words)"
    case .all(let conditions): conditions.map(\.words).joined(separator: " and ")
    case .any(let conditions): conditions.map(\.words).joined(separator: " or ")
    case .not(let condition): "not \(condition.words)"
    }
  }
}

extension ValueTest {
  /// The test as a verb with its object.
  var words: String {
    switch self {
    case .equals(let text): "is \(text)"
    case .contains(let text): "contains \"\(text)\""
    case .matches(let pattern): "matches /\(pattern.text)/"
    case .inVersions(let range): "lies in \(range.text)"
    case .inNumbers(let range): "lies in \(range.text)"
    case .inList(let list): "is one of \(list.joined(separator: ", "))"
    case .known(let isKnown): isKnown ? "is known" : "is not known"
    }
  }
}

extension FindingCondition {
  fileprivate var words: String {
    var words = "the log shows \(finding.text)"
    if let count { words += ", \(count.text) times" }
    for capture in captures { words += ", its `\(capture.name)` \(capture.test.words)" }
    if let isResolved { words += isResolved ? ", later repaired" : ", never repaired" }
    return words
  }
}

extension RunCondition {
  fileprivate var words: String {
    var words = "there is a run of kind \(kind.rawValue)"
    if let count { words = "runs of kind \(kind.rawValue), \(count.text) of them, are there" }
    if let unit { words += ", in \(unit)" }
    if let rate { words += ", at \(rate.text) per second" }
    if let isFinished { words += isFinished ? ", finished" : ", not finished" }
    return words
  }
}

extension AttentionPlace {
  fileprivate var words: String {
    switch self {
    case .requested: "that was asked for"
    case .inUse: "that runs"
    case .fellBackTo: "that it fell back to"
    }
  }
}
