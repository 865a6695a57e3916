/// A language in which sdlog speaks.
package enum Language: String, Sendable, Hashable, CaseIterable {
  /// English.
  case en
  /// Simplified Chinese.
  case zh
}

extension Language {
  /// Chooses the language of a POSIX locale, such as `zh_CN.UTF-8`: Chinese for `zh`, else English.
  package init(locale: String) {
    self = locale.lowercased().hasPrefix("zh") ? .zh : .en
  }
}
