import PatternCatalogue
import SessionAnalysis

/// What a session has of all that conditions ask for, and how questions about it were answered.
///
/// Rules ask the same again and again; each question is looked into once.
struct Inquiry {
  /// The session.
  let evidence: SessionEvidence
  private var clues: SessionClues
  /// The questions that were asked before, and those of them that were answered with yes.
  private var asked: BitSet
  private var affirmed: BitSet

  /// Begins with no question asked.
  ///
  /// - Parameters:
  ///   - evidence: The session.
  ///   - clues: What it has.
  ///   - questions: The number of questions that there are.
  init(_ evidence: SessionEvidence, clues: SessionClues, questions: Int) {
    self.evidence = evidence
    self.clues = clues
    asked = BitSet(capacity: questions)
    affirmed = asked
  }

  /// Goes on with the same session and runs of it that were slower, of which nothing was asked.
  ///
  /// - Parameters:
  ///   - evidence: The session with the runs.
  ///   - other: The session without them.
  ///   - clue: The number of the clue that there are such runs.
  init(_ evidence: SessionEvidence, _ other: Inquiry, clue: Int?) {
    self.evidence = evidence
    clues = other.clues
    clues.all.insert(clue)
    asked = other.asked
    affirmed = other.affirmed
  }
}

extension Inquiry {
  /// Whether the session has the clue of a number.
  func has(_ clue: Int) -> Bool { clues.all.contains(clue) }

  /// Whether the session states the fact of a clue more than once.
  func hasSeveral(_ clue: Int) -> Bool { clues.repeated.contains(clue) }

  /// Returns the answer to a question that was asked before.
  func answer(to question: Int) -> Bool? {
    asked.contains(question) ? affirmed.contains(question) : nil
  }

  /// Takes the answer to a question.
  mutating func note(_ answer: Bool, to question: Int) {
    asked.insert(question)
    if answer { affirmed.insert(question) }
  }

  /// Whether a value of the fact of a clue, which is there, passes a test.
  func holds(_ test: ValueTest, ofFact clue: Int) -> Bool {
    clues.ofFacts.indices.contains { index in
      clues.ofFacts[index] == clue && test.holds(for: evidence.session.facts[index].value)
    }
  }
}
