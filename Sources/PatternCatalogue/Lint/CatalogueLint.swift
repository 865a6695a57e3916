import CatalogueSyntax

/// Looks for what works, but not well.
package struct CatalogueLint {
  /// The length from which on literals are found fast.
  package static let fastLiteralBytes = 7

  private let catalogue: Catalogue
  private let isChecked: (MessageDefinition) -> Bool
  private let problems = ProblemCollector()

  /// Prepares a check.
  ///
  /// - Parameters:
  ///   - catalogue: All entries; they have been loaded with full validation.
  ///   - isChecked: Whether an entry is to be looked at.
  package init(_ catalogue: Catalogue, isChecked: @escaping (MessageDefinition) -> Bool) {
    self.catalogue = catalogue
    self.isChecked = isChecked
  }
}

extension CatalogueLint {
  /// Returns the warnings, by file and place.
  package func warnings() -> [CatalogueProblem] {
    for message in catalogue.messages where isChecked(message) {
      checkLiterals(of: message)
      checkQuantifiers(of: message)
    }
    for cause in catalogue.causes where cause.tests.isEmpty && !cause.origin.isBuiltin {
      warn("cause \"\(cause.id)\" has no test", at: cause.node, help: "give one under `tests`")
    }
    checkShadows()
    checkOverlaps()
    return problems.sorted()
  }

  private func warn(
    _ message: String, at node: SyntaxNode, span: Range<Int>? = nil, note: String? = nil,
    help: String
  ) {
    problems.report(
      .quality, message, at: node, span: span, note: note, help: help, isWarning: true)
  }

  private func checkLiterals(of message: MessageDefinition) {
    guard let literals = message.node.value("literals") else { return }
    if literals.items.isEmpty {
      warn(
        "message \"\(message.id)\" has no literal", at: literals,
        note: "its regex is tried on every record", help: "name a text that every match has")
    }
    for literal in literals.items where literal.text.utf8.count < Self.fastLiteralBytes {
      warn(
        "a literal of message \"\(message.id)\" is short", at: literal,
        note:
          "it has \(literal.text.utf8.count) bytes; from \(Self.fastLiteralBytes) on it is fast",
        help: "take in more of the text around it")
    }
  }

  private func checkQuantifiers(of message: MessageDefinition) {
    guard let regex = message.node.value("regex"),
      let span = NestedQuantifiers.first(in: message.regex)
    else { return }
    warn(
      "the regex of message \"\(message.id)\" repeats a repetition", at: regex, span: span,
      note: "on text that nearly matches, the steps double with each character",
      help: "put a fixed text between the repetitions, or make the inner one possessive: `++`")
  }

  /// Warns of entries that have the regex of an earlier one.
  private func checkShadows() {
    var first: [String: Int] = [:]
    for (number, message) in catalogue.messages.enumerated() {
      guard let earlier = first[message.regex].map({ catalogue.messages[$0] }) else {
        first[message.regex] = number
        continue
      }
      guard isChecked(message), earlier.emitters.overlap(message.emitters),
        let regex = message.node.value("regex")
      else { continue }
      warn(
        "message \"\(message.id)\" has the regex of message \"\(earlier.id)\"", at: regex,
        note: "that one is at \(earlier.origin.path):\(earlier.origin.line)",
        help: "make one entry of the two, or tell them apart")
    }
  }
}

extension CatalogueLint {
  /// Warns of entries that match other entries' examples without saying so, once for each two.
  ///
  /// Two entries clash where one record would become two findings, or would count twice in one
  /// category, in the same front ends' sessions. Either may name the other under `overlaps`.
  private func checkOverlaps() {
    let trial = PatternTrial(catalogue)
    var seen: Set<[Int]> = []
    for (number, message) in catalogue.messages.enumerated() {
      for example in message.node.value("matches")?.items ?? [] {
        guard let text = example.value("text") else { continue }
        for hit in trial.hits(in: text.text) where hit.number != number {
          let other = catalogue.messages[hit.number]
          guard isChecked(message) || isChecked(other), clash(message, other),
            seen.insert([number, hit.number].sorted()).inserted
          else { continue }
          warn(
            "message \"\(other.id)\" matches an example of message \"\(message.id)\"", at: text,
            note: "the former is at \(other.origin.path):\(other.origin.line)",
            help: "make it narrower, or name it under `overlaps`")
        }
      }
    }
  }

  private func clash(_ one: MessageDefinition, _ other: MessageDefinition) -> Bool {
    guard one.emitters.overlap(other.emitters), !one.isUserText, !other.isUserText,
      !one.overlaps.contains(other.id), !other.overlaps.contains(one.id)
    else { return false }
    if one.severity != nil, other.severity != nil { return true }
    // What states facts or says nothing may be said twice.
    return one.category == other.category && one.category.countsOnce
  }
}

extension MessageCategory {
  /// Whether a record in two entries of this category would be counted twice.
  fileprivate var countsOnce: Bool {
    switch self {
    case .jobStart, .jobEnd, .sessionEnd, .throughput, .modelLoad: true
    default: false
    }
  }
}
