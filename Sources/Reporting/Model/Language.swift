/// A language in which a report can be written.
package enum Language: String, Sendable, Equatable, CaseIterable {
  /// English.
  case en
  /// Simplified Chinese.
  case zh
}

/// A text in every language of ``Language``.
package struct LocalizedText: Sendable, Equatable {
  /// The English text.
  package var en: String
  /// The text in Simplified Chinese.
  package var zh: String

  /// Creates the value from its parts.
  package init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }
}

extension LocalizedText {
  /// Returns the text in a language, or the English one where the other is empty.
  package func text(in language: Language) -> String {
    switch language {
    case .en: en
    case .zh: zh.isEmpty ? en : zh
    }
  }
}
