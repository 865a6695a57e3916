/// A workload's key as a name for humans.
struct WorkloadName {
  /// The program, and what its runs do.
  let title: String
  /// The names and values of what else makes the workload.
  let parts: [(name: String, value: String)]

  /// Reads a key: `comfyui kind=sampling unit=it steps=20 model=…`; another text is a title alone.
  init(_ key: String, _ phrases: Phrases) {
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
    ([title] + parts.map { "\($0.name) \($0.value)" }).joined(separator: " · ")
  }

  /// Writes the name as a heading with its parts below.
  func write(to html: inout HTMLWriter, isProxy: Bool) {
    html.element("h3", text: title + (isProxy ? " *" : ""))
    html.facts(parts)
  }
}
