extension Phrases {
  var graphicsLabel: String { pick("GPU", "显卡") }
  var attentionLabel: String { pick("Attention", "注意力后端") }

  /// Returns a fact's value with its name, where the value alone would not speak for itself.
  func fact(_ id: String, _ value: String) -> String {
    guard let fact = words.facts[id], let shown = fact.shown else {
      return "\(factName(id)) \(value)"
    }
    return text(shown).replacing(
      "{value}", with: fact.isMegabytes ? megabytes(value) : value, maxReplacements: 1)
  }

  /// Returns what a fact is called within a sentence, else by its title, else by its id.
  func factName(_ id: String) -> String {
    let fact = words.facts[id]
    return (fact?.name ?? fact?.title).map(text) ?? id
  }

  /// Returns what evidence says: a fact by its name, else its text.
  func statement(_ evidence: EvidenceReport) -> String {
    guard let fact = evidence.fact else { return evidence.text }
    return fact.values.count == 1
      ? self.fact(fact.id, fact.values[0])
      : "\(factName(fact.id)) \(fact.values.joined(separator: " → "))"
  }

  private func megabytes(_ value: String) -> String {
    guard let number = Int(value), number >= 1024 else { return "\(value) MB" }
    let gigabytes = Measure.rounded(Double(number) / 1024, places: 1)
    return (gigabytes.hasSuffix(".0") ? String(gigabytes.dropLast(2)) : gigabytes) + " GB"
  }

  /// Returns a name of an attention backend that a user can look up.
  func backend(_ id: String) -> String {
    if id == AttentionReport.unknownBackend { return logDoesNotSay }
    return words.backends[id.lowercased()].map { text($0.title) } ?? id
  }

  /// Returns a name of an attention backend for where there is little room.
  func shortBackend(_ id: String) -> String {
    words.backends[id.lowercased()]?.short.map(text) ?? backend(id)
  }

  /// Returns which backend was asked for, and why another one runs.
  func requested(_ backend: String) -> String {
    pick("\(backend) was asked for", "请求的是 \(backend)")
  }

  /// Returns what took over.
  func fellBack(to backend: String) -> String {
    pick("fell back to \(backend)", "改用 \(backend)")
  }
}
