import SessionAnalysis
import Testing

@testable import Diagnosis
@testable import PatternCatalogue

/// The conditions of all rules, asked of the sessions of all rules' own logs: by the table, and one by
/// one without it.
@Suite struct ConditionTableTests {
  private static let conditions = (CauseRuleTests.catalogue?.causes ?? []).flatMap(\.conditions)

  /// The sessions of the rules' logs.
  private static let sessions: [Session] = {
    guard let rules = CauseRuleTests.rules else { return [] }
    return CauseRuleTests.cases.flatMap { example in
      var sink = CollectedSessions()
      var analyzer = LogAnalyzer(path: "example.log", rules: rules)
      let bytes = Array((example.log.joined(separator: "\n") + "\n").utf8)
      bytes.withUnsafeBytes { analyzer.feed($0, to: &sink) }
      _ = analyzer.finish(to: &sink)
      return sink.sessions
    }
  }()

  /// The table with all conditions, and their places.
  private static let asked: (table: ConditionTable, places: [Int]) = {
    var table = ConditionTable()
    let places = conditions.map { table.add($0) }
    return (table, places)
  }()

  /// Takes the sessions of a log.
  private struct CollectedSessions: SessionSink {
    var sessions: [Session] = []

    mutating func add(_ run: Run) {}
    mutating func add(_ session: Session) { sessions.append(session) }
  }

  /// The positions of the conditions that hold by the table, where a second answer is the first one.
  private static func held(_ inquiry: inout Inquiry) -> [Int] {
    asked.places.indices.filter { index in
      let first = asked.table.holds(asked.places[index], &inquiry)
      return first == asked.table.holds(asked.places[index], &inquiry) && first
    }
  }

  private static func held(_ evidence: SessionEvidence) -> [Int] {
    conditions.indices.filter { evidence.holds(conditions[$0]) }
  }

  @Test func answersAsTheConditionsDo() {
    var count = 0
    for session in Self.sessions {
      var inquiry = Self.asked.table.inquiry(into: session)
      let held = Self.held(&inquiry)
      #expect(held == Self.held(SessionEvidence(session: session)))
      count += held.count
    }
    #expect(count > 500)
  }

  @Test func answersOfSlowerRunsAsTheConditionsDo() {
    let slower = ["driver", "torch", "cudnn", "os"].map {
      Fact(name: $0, value: $0 == "os" ? "Windows" : "2", line: 3, origin: .printed)
    }
    let faster = slower.map {
      Fact(name: $0.name, value: $0.name == "os" ? "Linux" : "1", line: 1, origin: .printed)
    }
    let slowdown = Slowdown(
      share: 0.5, isTested: true, line: 3, text: "2 → 1 it/s", faster: faster, slower: slower)
    var differences = 0
    for session in Self.sessions {
      var inquiry = Self.asked.table.inquiry(into: session)
      let without = Self.held(&inquiry)
      var slow = Self.asked.table.inquiry(inquiry, with: slowdown)
      let with = Self.held(&slow)
      #expect(with == Self.held(SessionEvidence(session: session, slowdown: slowdown)))
      if with != without { differences += 1 }
    }
    #expect(differences == Self.sessions.count)
  }

  @Test func knowsFactsThatAreStatedTwice() throws {
    var session = try #require(Self.sessions.first)
    let compared = try #require(
      Self.conditions.flatMap(\.flattened).compactMap { condition in
        if case .differs(let name) = condition { name } else { nil }
      }.first)
    let hasSeveral = { (session: Session) in
      Self.asked.table.comparedFacts.contains(
        where: Self.asked.table.inquiry(into: session).hasSeveral)
    }
    session.facts = [Fact(name: compared, value: "1", line: 1, origin: .printed)]
    #expect(!hasSeveral(session))
    session.facts.append(Fact(name: "another", value: "2", line: 2, origin: .printed))
    #expect(!hasSeveral(session))
    session.facts.append(Fact(name: compared, value: "2", line: 3, origin: .printed))
    #expect(hasSeveral(session))
  }

  @Test func asksWhatCluesAnswerFirst() {
    let finding = Condition.finding(
      FindingCondition(
        finding: FindingReference("torch.cuda.oom*"), count: nil, captures: [], isResolved: nil))
    let regex = Condition.fact("gpu", .matches(LazyPattern("RTX")))
    let equal = Condition.fact("os", .equals("Windows"))
    #expect([regex, equal, finding].cheapestFirst == [finding, equal, regex])
    #expect([equal, .not(equal)].cheapestFirst == [equal, .not(equal)])
  }
}
