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
    // xorshift64: Marsaglia, "Xorshift RNGs", 2003.
    var state: UInt64 = 88_172_645_463_325_252
    func random(_ bound: UInt64) -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state % bound
    }
    func word() -> String {
      String(
        decoding: (0..<4 + random(6)).map { _ in UInt8(ascii: "a") + UInt8(random(26)) },
        as: UTF8.self)
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
