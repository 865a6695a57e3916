internal import CorpusGenerator
package import EventMatcher
internal import PCRE
package import PatternCatalogue

extension PatternSet {
  /// Makes a set of so many patterns: the catalogue's first ones, and made up ones behind them.
  ///
  /// What is made up are literals of two random words of 4 to 9 letters, which no log holds; so they
  /// show what it costs to have many patterns and not what it costs to find them.
  ///
  /// - Parameters:
  ///   - count: The number of patterns; `nil` for all of the catalogue.
  ///   - catalogue: The catalogue.
  /// - Returns: The set.
  package static func benchmark(_ count: Int?, of catalogue: Catalogue) -> PatternSet {
    var specs = catalogue.messages.prefix(count ?? .max).map { message in
      guard let pattern = try? CompiledPattern(message.regex) else {
        preconditionFailure("the catalogue loads no message whose regex is none")
      }
      return PatternSpec(literals: message.literals.map { Array($0.utf8) }, pattern: pattern)
    }
    var random = SplitMix64(seed: 1)
    func word() -> String {
      let letters = (0..<random.number(in: 4...9)).map { _ in
        UInt8(ascii: "a") + UInt8(random.below(26))
      }
      return String(decoding: letters, as: UTF8.self)
    }
    while specs.count < count ?? 0 {
      let text = "\(word()) \(word())"
      guard let pattern = try? CompiledPattern("^\(text): (\\d+)$") else {
        preconditionFailure("letters and a blank are a pattern")
      }
      specs.append(PatternSpec(literals: [Array(text.utf8)], pattern: pattern))
    }
    return PatternSet(specs)
  }
}
