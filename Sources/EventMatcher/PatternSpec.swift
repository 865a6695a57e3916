package import PCRE

/// What the matcher needs to know of one pattern.
package struct PatternSpec: Sendable {
  /// Byte strings of which at least one lies in every text that the pattern matches.
  ///
  /// From seven bytes on they cost almost nothing, and the rarer the better. Without any, or with
  /// an empty one, the pattern is tried on the start of every record.
  package var literals: [[UInt8]]

  /// The pattern itself.
  package var pattern: CompiledPattern

  /// Whether it is searched for by its number alone, and never with the others.
  package var isApart: Bool

  package init(literals: [[UInt8]], pattern: CompiledPattern, isApart: Bool = false) {
    self.literals = literals
    self.pattern = pattern
    self.isApart = isApart
  }
}
