import CatalogueSyntax

/// A text that an entry has to match.
package struct MessageExample: Hashable, Sendable {
  /// One record.
  package let text: String
  /// What captures must hold, by name.
  package let captures: [String: String]
}

extension MessageDefinition {
  /// Texts that the entry matches; read from the file's tree at each call.
  package var examples: [MessageExample] {
    (node.value("matches")?.items ?? []).map { item in
      if item.isScalar { return MessageExample(text: item.text, captures: [:]) }
      let captures = item.value("captures")?.pairs.map { ($0.key.text, $0.value.text) } ?? []
      return MessageExample(
        text: item.value("text")?.text ?? "",
        captures: Dictionary(captures) { first, _ in first })
    }
  }

  /// Near misses, which the entry does not match; read from the file's tree at each call.
  package var rejects: [String] { (node.value("rejects")?.items ?? []).map(\.text) }
}
