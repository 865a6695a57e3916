package import PCRE
import Synchronization

/// A regex of the catalogue that is compiled at its first use and then kept.
package final class LazyPattern: Sendable {
  /// The regex as it was written.
  package let text: String
  /// Whether it has to match the whole text.
  package let isWhole: Bool
  private let compiled = Mutex<Compiled>(Compiled())

  /// What is made at the first use: conditions are tried often, and on short texts.
  private struct Compiled: ~Copyable {
    /// The outer optional is nil until then, the inner one where the regex is none.
    var pattern: CompiledPattern??
    var matcher: Matcher?
  }

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
    return compiled.withLock { compiled in
      guard let pattern = make(&compiled) else { return false }
      var matcher = compiled.matcher.take() ?? Matcher(hasStack: false)
      var subject = subject
      let outcome = subject.withUTF8 {
        matcher.firstMatch(of: pattern, in: UnsafeRawBufferPointer($0))
      }
      compiled.matcher = consume matcher
      return outcome == .match
    }
  }

  /// The compiled regex; `nil` where it is none, which loading has refused.
  package var pattern: CompiledPattern? { compiled.withLock { make(&$0) } }

  private func make(_ compiled: inout Compiled) -> CompiledPattern? {
    if let known = compiled.pattern { return known }
    let made = try? CompiledPattern(isWhole ? "\\A(?:\(text))\\z" : text)
    compiled.pattern = .some(made)
    return made
  }
}

extension LazyPattern: Hashable {
  /// Whether two patterns are written in the same way.
  package static func == (left: LazyPattern, right: LazyPattern) -> Bool {
    left.text == right.text && left.isWhole == right.isWhole
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
