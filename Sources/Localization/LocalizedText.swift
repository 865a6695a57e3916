/// A text in every language of ``Language``, side by side at the place where it is used.
///
/// Whatever a user may read is one, so that a translation cannot be forgotten: there is no way to
/// make one of a single language.
package struct LocalizedText: Hashable, Sendable {
  /// The English text.
  package var en: String
  /// The text in Simplified Chinese.
  package var zh: String

  /// Creates a text from its translations.
  package init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }
}

extension LocalizedText {
  /// Makes a text that is the same in every language: a name, a path, a command, another program's
  /// own words.
  package init(verbatim text: String) {
    self.init(en: text, zh: text)
  }

  /// Returns the text in a language, or the English one where the other is empty.
  package func text(in language: Language) -> String {
    switch language {
    case .en: en
    case .zh: zh.isEmpty ? en : zh
    }
  }
}
