package import PCRE
import Synchronization

/// A regex of the catalogue that is compiled at its first use and then kept.
package final class LazyPattern: Sendable {
  /// The regex as it was written.
  package let text: String
  /// Whether it has to match the whole text.
  package let isWhole: Bool
  private let compiled = Mutex<CompiledPattern??>(nil)

  /// Creates a pattern without looking at the regex.
  package init(_ text: String, isWhole: Bool = false) {
    self.text = text
    self.isWhole = isWhole
  }
}

extension LazyPattern {
  /// Returns whether the regex matches; one that is no regex, or gives up at a limit, does not.
  package func matches(_ subject: String) -> Bool {
    if isWhole, text.isEmpty { return subject.isEmpty }
    guard let pattern else { return false }
    return (try? pattern.firstMatch(in: subject)) != nil
  }

  /// The compiled regex; `nil` where it is none, which loading has refused.
  package var pattern: CompiledPattern? {
    compiled.withLock { known in
      if let known { return known }
      let made = try? CompiledPattern(isWhole ? "\\A(?:\(text))\\z" : text)
      known = .some(made)
      return made
    }
  }
}
