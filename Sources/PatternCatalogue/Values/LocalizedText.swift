/// A text in the languages of the reports.
package struct LocalizedText: Hashable, Sendable {
  /// English.
  package let en: String
  /// Chinese, simplified.
  package let zh: String

  /// Creates a text.
  package init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }
}
