/// What the catalogue calls programs, facts and attention backends, and how reports arrange a session's facts.
package struct CatalogueWords: Sendable, Equatable {
  /// The words for a fact.
  package struct Fact: Sendable, Equatable {
    /// What it is called as a heading.
    package var title: LocalizedText?
    /// What it is called within a sentence; its title where there is none.
    package var name: LocalizedText?
    /// How a value is shown, with `{value}` for it; behind the name where there is none.
    package var shown: LocalizedText?
    /// Whether its values are megabytes.
    package var isMegabytes = false
    /// Whether its value is a line of start options.
    package var isOptions = false

    /// Creates the words from their parts.
    package init(
      title: LocalizedText? = nil, name: LocalizedText? = nil, shown: LocalizedText? = nil
    ) {
      self.title = title
      self.name = name
      self.shown = shown
    }
  }

  /// The words for an attention backend.
  package struct Backend: Sendable, Equatable {
    /// A name that a user can look up.
    package var title: LocalizedText
    /// The name where there is little room, if it is another one.
    package var short: LocalizedText?

    /// Creates the words from their parts.
    package init(title: LocalizedText, short: LocalizedText? = nil) {
      self.title = title
      self.short = short
    }
  }

  /// The programs' names by their ids.
  package var programs: [String: String] = [:]
  /// The facts by their ids.
  package var facts: [String: Fact] = [:]
  /// The rows of facts, in order.
  package var factGroups: [FactGroup] = []
  /// The attention backends by their ids in lower case.
  package var backends: [String: Backend] = [:]

  /// Creates words of which there are none.
  package init() {}
}

extension CatalogueWords.Fact {
  /// Whether a value is shown alone, because it speaks for itself.
  var isPlain: Bool { shown?.en == "{value}" }
}

/// Facts that reports show in one row.
package struct FactGroup: Sendable, Equatable {
  /// What is special about a row.
  package enum Kind: String, Sendable {
    /// What was asked for and what runs, as one sentence.
    case attention
    /// All facts that are in no row.
    case other
    /// Nothing.
    case plain
  }

  /// What is special about it.
  package var kind: Kind
  /// The row's name; nil where its facts are shown elsewhere.
  package var title: LocalizedText?
  /// The facts, in order.
  package var facts: [String]
  /// The facts where there is little room.
  package var briefFacts: [String]
  /// Whether the row says that the log does not tell, where none of its facts is stated.
  package var isVital: Bool

  /// Creates a row from its parts.
  package init(
    kind: Kind, title: LocalizedText?, facts: [String], briefFacts: [String], isVital: Bool
  ) {
    self.kind = kind
    self.title = title
    self.facts = facts
    self.briefFacts = briefFacts
    self.isVital = isVital
  }
}
