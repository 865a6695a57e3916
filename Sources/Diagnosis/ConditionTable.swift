import PatternCatalogue
import SessionAnalysis

/// The conditions of all rules in one list, so that most questions are answered by a look at a bit.
///
/// A session lacks nearly all that conditions ask for. Each condition is stored as the clues without
/// which it does not hold, and as what is left to ask where they are there.
struct ConditionTable: Sendable {
  /// The numbers of the clues.
  private var index = ClueIndex()
  /// The conditions in preorder.
  private var nodes: [Node] = []
  /// What is left to ask, each question once.
  private var questions: [Question] = []
  private var numbers: [Condition: Int] = [:]
  /// The numbers of the clues of facts whose difference between runs is asked for.
  private(set) var comparedFacts: [Int] = []

  /// What is asked where the clues are there.
  private enum Question {
    /// Whether a value of the fact with the number `clue` passes.
    case fact(clue: Int, ValueTest)
    case other(Condition)
  }

  /// A part of a condition.
  private struct Node {
    enum Kind: UInt8 {
      /// The clue `value` is there.
      case clue
      /// `questions[value]` is answered with yes.
      case question
      /// All, one or none of the parts in front of the node `value` hold.
      case all, any, none
    }

    var kind: Kind
    var value: Int
  }
}

extension ConditionTable {
  /// Adds a condition.
  ///
  /// - Returns: Its place.
  @discardableResult
  mutating func add(_ condition: Condition) -> Int {
    let place = nodes.count
    switch condition {
    case .finding(let finding):
      let clue = Clue.finding(finding.finding, isResolved: finding.isResolved ?? false)
      // Most conditions ask for nothing else.
      let isAll = finding.count == nil && finding.captures.isEmpty
      add(clue, and: isAll ? nil : condition)
    case .fact(let name, let test):
      add(test, of: name, condition)
    case .attention(let part, let test):
      add(test, of: part.factName, condition)
    case .frontEnd(let ids):
      addGroup(.any) { table in for id in ids { table.add(.frontEnd(id), and: nil) } }
    case .run(let run):
      add(.run(run.kind), and: condition)
    case .differs(let name):
      comparedFacts.append(index.number(of: .fact(name)))
      add(.slowdown, and: condition)
    case .slowdown, .faster, .slower:
      add(.slowdown, and: condition)
    case .before(let first, let second):
      addGroup(.all) { table in
        table.add(first)
        table.add(second)
        table.add(.other(condition), for: condition)
      }
    case .all(let parts):
      addGroup(.all) { table in for part in parts.cheapestFirst { table.add(part) } }
    case .any(let parts):
      addGroup(.any) { table in for part in parts.cheapestFirst { table.add(part) } }
    case .not(let part):
      addGroup(.none) { table in table.add(part) }
    }
    return place
  }

  /// Adds what a test of a fact asks for.
  private mutating func add(_ test: ValueTest, of name: String, _ condition: Condition) {
    switch test {
    case .known(true):
      add(.fact(name), and: nil)
    case .known(false):
      addGroup(.none) { $0.add(.fact(name), and: nil) }
    default:
      addGroup(.all) { table in
        let clue = table.add(.fact(name), and: nil)
        table.add(.fact(clue: clue, test), for: condition)
      }
    }
  }

  /// Adds a clue and what is left to ask where it is there.
  ///
  /// - Returns: The number of the clue.
  @discardableResult
  private mutating func add(_ clue: Clue, and condition: Condition?) -> Int {
    let number = index.number(of: clue)
    guard let condition else {
      nodes.append(Node(kind: .clue, value: number))
      return number
    }
    addGroup(.all) { table in
      table.nodes.append(Node(kind: .clue, value: number))
      table.add(.other(condition), for: condition)
    }
    return number
  }

  /// Adds a question, by the condition that it stands for.
  private mutating func add(_ question: Question, for condition: Condition) {
    let number = numbers[condition] ?? questions.count
    if number == questions.count {
      numbers[condition] = number
      questions.append(question)
    }
    nodes.append(Node(kind: .question, value: number))
  }

  /// Adds a group and its parts.
  private mutating func addGroup(
    _ kind: Node.Kind, _ addParts: (inout ConditionTable) -> Void
  ) {
    let place = nodes.count
    nodes.append(Node(kind: kind, value: 0))
    addParts(&self)
    nodes[place].value = nodes.count
  }
}

extension ConditionTable {
  /// Begins to ask about a session.
  func inquiry(into session: Session) -> Inquiry {
    Inquiry(
      SessionEvidence(session: session), clues: index.clues(of: session),
      questions: questions.count)
  }

  /// Begins to ask about the same session with runs that were slower.
  func inquiry(_ other: Inquiry, with slowdown: Slowdown) -> Inquiry {
    Inquiry(
      SessionEvidence(session: other.evidence.session, slowdown: slowdown), other,
      clue: index.slowdown)
  }

  /// Whether the condition at a place holds.
  ///
  /// - Complexity: O(its parts), a few instructions each but for what is there and has to be asked.
  func holds(_ place: Int, _ inquiry: inout Inquiry) -> Bool {
    let node = nodes[place]
    switch node.kind {
    case .clue: return inquiry.has(node.value)
    case .question: return inquiry.answer(to: node.value) ?? ask(node.value, &inquiry)
    case .all: return !hasPart(of: place, that: false, &inquiry)
    case .any: return hasPart(of: place, that: true, &inquiry)
    case .none: return !hasPart(of: place, that: true, &inquiry)
    }
  }

  /// Whether a part of a group holds, or one does not hold.
  private func hasPart(of place: Int, that holds: Bool, _ inquiry: inout Inquiry) -> Bool {
    let end = nodes[place].value
    var part = place + 1
    while part < end {
      if self.holds(part, &inquiry) == holds { return true }
      switch nodes[part].kind {
      case .clue, .question: part += 1
      case .all, .any, .none: part = nodes[part].value
      }
    }
    return false
  }

  /// Looks into a question that was not asked before.
  @inline(never)
  private func ask(_ number: Int, _ inquiry: inout Inquiry) -> Bool {
    let answer =
      switch questions[number] {
      case .fact(let clue, let test): inquiry.holds(test, ofFact: clue)
      case .other(let condition): inquiry.evidence.holds(condition)
      }
    inquiry.note(answer, to: number)
    return answer
  }
}

extension [Condition] {
  /// The conditions in an order in which the answer shows soonest: what clues alone answer comes first.
  var cheapestFirst: [Condition] {
    enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
      .map(\.element)
  }
}

extension Condition {
  /// What it takes to ask, in some unit: nothing where clues alone answer it, most for a regex.
  fileprivate var cost: Int {
    switch self {
    case .finding(let finding): finding.count == nil ? finding.captures.count : 1
    case .fact(_, .known), .attention(_, .known), .frontEnd: 0
    case .fact(_, .matches), .attention(_, .matches): 4
    case .fact(_, .inVersions), .attention(_, .inVersions): 2
    case .fact, .attention, .run, .slowdown, .differs, .slower, .faster: 1
    case .before(let first, let second): first.cost + second.cost + 1
    case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.cost }
    case .not(let part): part.cost
    }
  }
}
