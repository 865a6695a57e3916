/// A message of a session that matters.
package struct FindingReport: Sendable, Equatable {
  /// The id of the pattern that recognised it.
  package var pattern: String
  /// The message's name for humans.
  package var title: LocalizedText?
  /// The pattern's category.
  package var category: String
  /// How bad it is.
  package var severity: Severity
  /// How many times it occurs.
  package var count: Int
  /// The lines of the first 20 occurrences, counted from 1.
  package var lines: [Int]
  /// The text of the first occurrence.
  package var message: String
  /// The named parts of the first occurrence.
  package var captures: NamedValues
  /// The texts of other occurrences, each once, where they differ from the first one.
  package var variants: [FindingVariant]
  /// Whether a later line shows that it was repaired.
  package var resolved: Bool
  /// What the message means for the user.
  package var verdict: FindingVerdict?

  /// Creates the value from its parts.
  package init(
    pattern: String, title: LocalizedText? = nil, category: String = "warning", severity: Severity,
    count: Int = 1, lines: [Int] = [], message: String, captures: NamedValues = NamedValues(),
    variants: [FindingVariant] = [], resolved: Bool = false, verdict: FindingVerdict? = nil
  ) {
    self.pattern = pattern
    self.title = title
    self.category = category
    self.severity = severity
    self.count = count
    self.lines = lines
    self.message = message
    self.captures = captures
    self.variants = variants
    self.resolved = resolved
    self.verdict = verdict
  }
}

/// What an occurrence of a message says that differs from the first one.
package struct FindingVariant: Sendable, Equatable {
  /// The line of its first occurrence, counted from 1.
  package var line: Int
  /// The text.
  package var text: String

  /// Creates the value from its parts.
  package init(line: Int, text: String) {
    self.line = line
    self.text = text
  }
}

/// How bad a finding is.
package enum Severity: String, Sendable, Equatable, CaseIterable {
  /// Worth knowing, or harmless.
  case note
  /// Slows down, or may break.
  case warning
  /// Failed.
  case error
}

/// What a message means for the user.
package struct FindingVerdict: Sendable, Equatable {
  /// What it does.
  package var effect: FindingEffect
  /// What it means in words.
  package var text: LocalizedText

  /// Creates the value from its parts.
  package init(effect: FindingEffect, text: LocalizedText) {
    self.effect = effect
    self.text = text
  }
}

/// What a message does.
package enum FindingEffect: String, Sendable, Equatable, CaseIterable {
  /// Nothing.
  case harmless
  /// It depends on the setup.
  case depends
  /// It costs speed.
  case slower
  /// Something does not work.
  case breaks
}
