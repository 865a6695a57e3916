import PCRE
import Synchronization

/// The patterns in force, with the filter that tells which of them a record may match.
///
/// Immutable: any number of threads may share one, each with an ``EventMatcher`` of its own.
package final class PatternSet: Sendable {
  /// The patterns, in the order in which matches refer to them.
  package let specs: [PatternSpec]

  /// The indices of the patterns that are tried on every record, for want of a usable literal.
  package let unfiltered: [Int]

  /// Finds the literals; freed with this object.
  let filter: LiteralFilter

  /// For each pattern, whether it asserts the text's end in a way that a cut text would fulfil.
  let assertsEnd: [Bool]

  /// For each pattern, how many bytes in front of its literal a match may begin; see ``LiteralLead``.
  let leads: [Int?]

  private let plainTexts = Mutex(PlainTexts())

  /// Builds the filter.
  ///
  /// - Parameter specs: The patterns.
  /// - Complexity: O(*n*) in the bytes of all literals; about a millisecond for 1,500.
  package init(_ specs: [PatternSpec]) {
    var literals: [FilterLiteral] = []
    var numbers: [[UInt8]: Int] = [:]
    var unfiltered: [Int] = []
    for (index, spec) in specs.enumerated() where !spec.isApart {
      guard !spec.literals.isEmpty, !spec.literals.contains([]) else {
        unfiltered.append(index)
        continue
      }
      for literal in spec.literals {
        let number = numbers[literal, default: literals.count]
        if number == literals.count {
          numbers[literal] = number
          literals.append(FilterLiteral(bytes: literal, patterns: []))
        }
        if literals[number].patterns.last != Int32(index) {
          literals[number].patterns.append(Int32(index))
        }
      }
    }
    self.specs = specs
    self.unfiltered = unfiltered
    filter = LiteralFilter(literals)
    assertsEnd = specs.map { Self.assertsEnd($0.pattern.source) }
    leads = specs.map { LiteralLead.bytes(of: $0.pattern.source, literals: $0.literals) }
  }

  deinit {
    filter.deallocate()
  }
}

extension PatternSet {
  /// Tells whether a text that differs from this one in its digits alone may match a pattern.
  ///
  /// - Parameter text: A short text, of a kind that comes again and again.
  /// - Returns: Whether it may; `true` where that is not known.
  /// - Complexity: O(1) for texts of a kind that came before, else O(*literals*).
  package func mayMatch(apartFromDigits text: UnsafeRawBufferPointer) -> Bool {
    guard unfiltered.isEmpty else { return true }
    return plainTexts.withLock { $0.mayMatch(text, specs) }
  }

  /// Whether a pattern contains `\z` or `\Z`, which hold at the end of a cut text too.
  private static func assertsEnd(_ source: String) -> Bool {
    var escaped = false
    for byte in source.utf8 {
      if escaped, byte | 0x20 == UInt8(ascii: "z") { return true }
      escaped = !escaped && byte == UInt8(ascii: "\\")
    }
    return false
  }
}
