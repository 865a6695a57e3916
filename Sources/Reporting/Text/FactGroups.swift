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

  private var groups: [(label: String, names: [String], isVital: Bool)] {
    [
      (phrases.systemLabel, ["os", "python"], false),
      (
        phrases.graphicsLabel,
        ["gpu", "vram_mb", "compute_capability", "driver", "driver_cuda", "device"], true
      ),
      (
        phrases.torchLabel,
        [
          "torch", "cuda", "cudnn", "xformers", "xformers_built_for", "flash_attn", "triton",
          "dtype",
        ], true
      ),
      (phrases.memoryLabel, ["vram_state", "allocator", "ram_mb"], false),
      (phrases.modelLabel, ["model"], false),
      (phrases.argumentsLabel, ["launch_args"], false),
    ]
  }

  /// The names of all rows that there may be.
  var labels: [String] {
    groups.map(\.label) + [phrases.attentionLabel, phrases.otherFactsLabel]
  }

  /// The rows that have something to say, and those that say what the log leaves open.
  var rows: [Row] {
    var rows: [Row] = []
    for group in groups {
      let texts = group.names.flatMap { values(of: $0) }
      if !texts.isEmpty || group.isVital {
        let text = texts.isEmpty ? phrases.logDoesNotSay : phrases.list(texts)
        let told = phrases.clauses([text] + notes(on: group.names))
        rows.append(Row(label: group.label, text: told, isRest: false))
      }
      if group.label == phrases.torchLabel {
        rows.append(Row(label: phrases.attentionLabel, text: attention, isRest: false))
      }
    }
    let told = Set(groups.flatMap(\.names) + ["attention_backend", "frontend_version"])
    let others = session.facts.map(\.name).filter { !told.contains($0) }
    let texts = others.uniqued().flatMap { values(of: $0) }
    if !texts.isEmpty {
      let text = phrases.clauses([phrases.list(texts)] + notes(on: others.uniqued()))
      rows.append(Row(label: phrases.otherFactsLabel, text: text, isRest: true))
    }
    return rows
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
    let inUse = chain.inUse ?? session.value(of: "attention_backend")
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
