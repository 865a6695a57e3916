/// A workload's key as a name for humans.
struct WorkloadName {
  /// The program, and what its runs do.
  let title: String
  /// The names and values of what else makes the workload.
  let parts: [(name: String, value: String)]

  private let phrases: Phrases

  /// Reads a key: `comfyui kind=sampling unit=it steps=20 model=…`; another text is a title alone.
  init(_ key: String, _ phrases: Phrases) {
    self.phrases = phrases
    let words = key.split(separator: " ", omittingEmptySubsequences: false)
    var parts: [(name: String, value: String)] = []
    for word in words.dropFirst() {
      let name = word.prefix { $0.isASCII && ($0.isLetter || $0 == "_") }
      if !name.isEmpty, word.dropFirst(name.count).first == "=" {
        parts.append((String(name), String(word.dropFirst(name.count + 1))))
      } else if parts.isEmpty {
        break
      } else {
        // A value with a blank in it.
        parts[parts.count - 1].value += " " + word
      }
    }
    guard let program = words.first, !parts.isEmpty else {
      title = key
      self.parts = []
      return
    }
    let kind = parts.first { $0.name == "kind" }.flatMap { RunKind(rawValue: $0.value) }
    let name = phrases.program(String(program), title: String(program))
    title = phrases.list([name, kind.map(phrases.kind)].compactMap { $0 })
    // The unit stands beside each rate.
    self.parts = parts.filter { $0.name != "unit" && !($0.name == "kind" && kind != nil) }
  }

  /// The name on one line.
  var text: String {
    ([title] + parts.map { phrases.workloadPart($0.name, $0.value) }).joined(separator: " · ")
  }
}

extension Phrases {
  /// Returns a workload's name on one line.
  func workload(_ key: String) -> String { WorkloadName(key, self).text }

  /// Returns a part of a workload's key in words: of its own, or those of a fact.
  fileprivate func workloadPart(_ name: String, _ value: String) -> String {
    switch name {
    case "bar": quoted(value)
    case "steps": pick("\(value) steps", "\(value) 步")
    default: fact(name, value)
    }
  }
}
