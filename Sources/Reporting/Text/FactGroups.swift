/// A session's facts as rows of a list: machine, software, attention, and the rest.
struct FactGroups {
  /// A row.
  struct Row {
    /// The row's name.
    let label: String
    /// Its facts, or that the log does not tell them.
    let text: String
    /// Whether it holds whatever has no row of its own.
    let isRest: Bool
  }

  let session: SessionReport
  let phrases: Phrases

  private var groups: [FactGroup] { phrases.words.factGroups }

  /// The names of all rows that there may be.
  var labels: [String] { groups.compactMap { $0.title.map(phrases.text) } }

  /// The rows that have something to say, and those that say what the log leaves open.
  var rows: [Row] {
    groups.compactMap { group in
      guard let label = group.title.map(phrases.text) else { return nil }
      let text =
        switch group.kind {
        case .attention: attention
        case .other: told(others)
        case .plain: told(group.facts, isVital: group.isVital)
        }
      return text.map { Row(label: label, text: $0, isRest: group.kind == .other) }
    }
  }

  /// The facts that are in no row, in the session's order.
  private var others: [String] {
    let grouped = Set(groups.flatMap(\.facts))
    return session.facts.map(\.name).filter { !grouped.contains($0) }.uniqued()
  }

  /// Returns the values of facts; nil where there are none, unless it is vital that the log does not say it.
  private func told(_ names: [String], isVital: Bool = false) -> String? {
    let texts = names.flatMap { values(of: $0) }
    guard !texts.isEmpty || isVital else { return nil }
    let text = texts.isEmpty ? phrases.logDoesNotSay : phrases.list(texts)
    return phrases.clauses([text] + notes(on: names))
  }

  /// Returns a fact's values, each with its line where they contradict each other.
  private func values(of name: String) -> [String] {
    let facts = session.facts.filter { $0.name == name }
    let differ = Set(facts.map(\.value)).count > 1
    return facts.filter { $0.note == nil }.map { fact in
      let text = phrases.fact(name, fact.value)
      guard differ, let line = fact.line else { return text }
      return text + phrases.bracketed(phrases.line(line))
    }.uniqued()
  }

  /// Returns what is said of values that contradict what was printed.
  private func notes(on names: [String]) -> [String] {
    session.facts.filter { names.contains($0.name) }.compactMap { $0.note.map(phrases.text) }
  }

  /// The chain of attention backends in one sentence.
  private var attention: String {
    let chain = session.attention
    let inUse = session.attentionInUse
    var clauses = [inUse.map { phrases.backend($0) } ?? phrases.logDoesNotSay]
    if let requested = chain.requested, requested != inUse {
      clauses.append(phrases.requested(phrases.backend(requested)))
    }
    if let fallback = chain.fellBackTo, fallback != inUse {
      clauses.append(phrases.fellBack(to: phrases.backend(fallback)))
    }
    let told = phrases.clauses(clauses)
    guard let because = chain.because.map(phrases.text) else { return told }
    return told + phrases.pick(" – ", "——") + Self.continuing(because)
  }

  /// Returns a sentence as it goes on behind a dash; a name keeps its capitals.
  private static func continuing(_ sentence: String) -> String {
    let word = sentence.prefix { $0 != " " }
    guard word.dropFirst().allSatisfy(\.isLowercase) else { return sentence }
    return sentence.prefix(1).lowercased() + sentence.dropFirst()
  }
}
