import PatternCatalogue
import SessionAnalysis

/// Numbers the clues that conditions ask for and finds those of a session.
struct ClueIndex: Sendable {
  /// The number of clues.
  private(set) var count = 0
  /// The number of ``Clue/slowdown``.
  private(set) var slowdown: Int?
  private var findings: [String: FindingNumbers] = [:]
  private var prefixes: [(text: String, numbers: FindingNumbers)] = []
  /// The names of facts by their lengths, with their numbers: a few comparisons take less than a hash.
  private var facts: [[(name: String, number: Int)]] = []
  private var frontEnds: [String: Int] = [:]
  private var runs: [String: Int] = [:]

  /// The numbers of the two clues of a reference to findings.
  private struct FindingNumbers {
    var open: Int?
    var resolved: Int?

    mutating func number(isResolved: Bool, or count: inout Int) -> Int {
      isResolved ? ClueIndex.number(&resolved, or: &count) : ClueIndex.number(&open, or: &count)
    }
  }
}

extension ClueIndex {
  /// Returns the number of a clue, a new one at the first time.
  ///
  /// - Complexity: O(1), or O(prefixes) for a reference to several findings.
  mutating func number(of clue: Clue) -> Int {
    switch clue {
    case .finding(let reference, let isResolved):
      guard let prefix = reference.prefix else {
        return findings[reference.text, default: FindingNumbers()]
          .number(isResolved: isResolved, or: &count)
      }
      let known = prefixes.firstIndex { $0.text == prefix }
      if known == nil { prefixes.append((prefix, FindingNumbers())) }
      return prefixes[known ?? prefixes.count - 1].numbers
        .number(isResolved: isResolved, or: &count)
    case .fact(let name): return number(ofFact: name) ?? addFact(name)
    case .frontEnd(let id): return Self.number(&frontEnds[id], or: &count)
    case .run(let kind): return Self.number(&runs[kind.rawValue], or: &count)
    case .slowdown: return Self.number(&slowdown, or: &count)
    }
  }
}

extension ClueIndex {
  /// Returns the clues that a session has by itself.
  ///
  /// - Complexity: O(findings · prefixes + facts).
  func clues(of session: Session) -> SessionClues {
    var clues = BitSet(capacity: count)
    for finding in session.findings {
      if let numbers = findings[finding.pattern] {
        clues.insert(finding.isResolved ? numbers.resolved : numbers.open)
      }
      for (text, numbers) in prefixes where finding.pattern.hasPrefix(text) {
        clues.insert(finding.isResolved ? numbers.resolved : numbers.open)
      }
    }
    var repeated = BitSet(capacity: count)
    var facts: [Int] = []
    facts.reserveCapacity(session.facts.count)
    for index in session.facts.indices {
      let number = number(ofFact: session.facts[index].name) ?? -1
      facts.append(number)
      guard number >= 0 else { continue }
      if clues.contains(number) { repeated.insert(number) }
      clues.insert(number)
    }
    clues.insert(frontEnds[session.frontEnd])
    for digest in session.runDigests { clues.insert(runs[digest.kind.name]) }
    return SessionClues(all: clues, repeated: repeated, ofFacts: facts)
  }
}

extension ClueIndex {
  private func number(ofFact name: String) -> Int? {
    let length = name.utf8.count
    guard length < facts.count else { return nil }
    for fact in facts[length] where fact.name == name { return fact.number }
    return nil
  }

  private mutating func addFact(_ name: String) -> Int {
    while facts.count <= name.utf8.count { facts.append([]) }
    facts[name.utf8.count].append((name, count))
    count += 1
    return count - 1
  }

  private static func number(_ known: inout Int?, or count: inout Int) -> Int {
    if let known { return known }
    known = count
    count += 1
    return count - 1
  }
}
