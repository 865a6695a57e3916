import Foundation
package import PCRE

/// Tries messages on texts one by one, whoever emits them.
///
/// For commands and tests; logs are matched by EventMatcher.
package struct PatternTrial {
  /// A message that matches a text.
  package struct Hit {
    /// The message's number in the catalogue.
    package let number: Int
    /// Where it matched, and the captures.
    package let match: TextMatch
  }

  /// The messages that are tried.
  package let messages: [MessageDefinition]
  private let patterns: [LazyPattern]

  /// Creates a trial of all messages of a catalogue.
  package init(_ catalogue: Catalogue) { self.init(messages: catalogue.messages) }

  /// Creates a trial of some messages.
  package init(messages: [MessageDefinition]) {
    self.messages = messages
    patterns = messages.map { LazyPattern($0.regex) }
  }
}

extension PatternTrial {
  /// Returns the messages that match a text, in the catalogue's order.
  package func hits(in text: String) -> [Hit] {
    var matcher = Matcher()
    var hits: [Hit] = []
    for number in messages.indices where messages[number].literalOccurs(in: text) {
      guard let pattern = patterns[number].pattern,
        let match = try? matcher.firstMatch(of: pattern, in: text)
      else { continue }
      hits.append(Hit(number: number, match: match))
    }
    return hits
  }
}

/// Why a message does not match a text.
package enum NearMiss: Hashable, Sendable {
  /// It matches.
  case matches
  /// None of the literals occurs, so the regex is not tried. The regex alone would match.
  case literalMissing(regexMatches: Bool)
  /// The regex does not match; it got as far as this UTF-8 offset, where that can be told.
  case regexFails(reach: Int?)
  /// The search was given up at a limit.
  case limit
}

extension MessageDefinition {
  /// Returns why the message does not match a text.
  package func nearMiss(in text: String) -> NearMiss {
    guard let pattern = try? CompiledPattern(regex) else { return .regexFails(reach: nil) }
    do {
      let isMatch = try pattern.firstMatch(in: text) != nil
      guard literalOccurs(in: text) else { return .literalMissing(regexMatches: isMatch) }
      return isMatch ? .matches : .regexFails(reach: pattern.reach(in: text))
    } catch {
      return .limit
    }
  }

  /// Returns whether one of the literals lies in a text, or the entry has none.
  package func literalOccurs(in text: String) -> Bool {
    literals.isEmpty || literals.contains { text.holds($0) }
  }
}

extension String {
  /// Returns whether the bytes of a text lie in these, one after the other.
  ///
  /// - Complexity: O(*n*) for text in which the part's first byte is rare.
  func holds(_ part: String) -> Bool {
    var text = self
    var part = part
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = part.first, let start = part.baseAddress else { return true }
        guard var at = text.baseAddress, text.count >= part.count else { return false }
        let end = at + (text.count - part.count + 1)
        while at < end, let hit = memchr(at, Int32(first), end - at) {
          if memcmp(hit, start, part.count) == 0 { return true }
          at = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) + 1
        }
        return false
      }
    }
  }
}
