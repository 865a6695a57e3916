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

  package init(literals: [[UInt8]], pattern: CompiledPattern) {
    self.literals = literals
    self.pattern = pattern
  }
}
