import CPCRE2

/// The scratch space of searches: where the captures are, how far a search may go, its own stack.
///
/// Not copyable and not Sendable: each thread makes one and uses it for all its patterns. A search
/// allocates nothing, except when a pattern has more captures than any before.
///
/// The bounds limit the work at one start position, so that a search costs at most about
/// ``stepLimit`` steps for each byte: bound the bytes as well.
package struct Matcher: ~Copyable {
  /// Steps that a search may take from one start position.
  package static let stepLimit = 20_000

  /// KiB of heap that a search without machine code may take.
  package static let heapLimitKiB = 4_096

  /// Bytes of stack that machine code may take: it starts with the first and grows to the second.
  package static let stackBytes = (initial: 32 << 10, maximum: 512 << 10)

  private let context: OpaquePointer
  private let stack: OpaquePointer?
  private var results: OpaquePointer
  private var offsets: UnsafeMutablePointer<Int>

  /// Pairs of offsets that `results` has room for, the whole match among them.
  private var capacity: Int

  /// Pairs of offsets that the last match may have set.
  private var pairCount = 0

  /// The last start that `context` allows.
  private var lastStart = Int.max

  /// Makes a matcher with room for 16 captures.
  ///
  /// - Parameter hasStack: Whether machine code gets a stack of its own, which grows. Without it the
  ///   thread's stack serves, up to 32 KiB: enough for short texts, and the matcher is cheap to make.
  package init(hasStack: Bool = true) {
    guard let context = pcre2_match_context_create_8(nil) else {
      preconditionFailure("out of memory")
    }
    pcre2_set_match_limit_8(context, UInt32(Self.stepLimit))
    pcre2_set_heap_limit_8(context, UInt32(Self.heapLimitKiB))
    // Nil without a JIT; should it fail with one, the thread's own stack serves, up to 32 KiB.
    stack =
      hasStack
      ? pcre2_jit_stack_create_8(Self.stackBytes.initial, Self.stackBytes.maximum, nil) : nil
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
    self.context = context
    capacity = 17
    (results, offsets) = makeResults(pairs: capacity)
  }

  deinit {
    pcre2_match_data_free_8(results)
    if let stack { pcre2_jit_stack_free_8(stack) }
    pcre2_match_context_free_8(context)
  }
}

extension Matcher {
  /// What lies around the searched bytes, for `^` and `$`.
  package struct Edges: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The bytes are the whole text.
    ///
    /// The same as `[]`, which costs a call through a generic witness in other modules.
    package static let whole: Edges = []

    /// The bytes begin in the middle of the text: `^` does not match at their start.
    package static let startIsCut = Edges(rawValue: PCRE2_NOTBOL)

    /// The bytes end in the middle of the text: `$` does not match at their end.
    ///
    /// `\z` and `\Z` do.
    package static let endIsCut = Edges(rawValue: PCRE2_NOTEOL)
  }

  /// Searches for the first match of a pattern.
  ///
  /// The bytes before `start` are seen by lookbehind, `\b`, `^` and `\A`, and nothing else; they
  /// cost nothing, so that a search from the middle of a long text is as cheap as one of its tail.
  ///
  /// - Parameters:
  ///   - pattern: The pattern.
  ///   - text: The bytes, of any encoding; what is not UTF-8 does not match anything.
  ///   - starts: Where a match may start. A start in the middle of a character is moved to its end.
  ///     None may be negative; behind the text's end nothing matches.
  ///   - edges: Which ends of `text` are not those of the whole text.
  /// - Returns: `.match`, and then ``capture(_:)`` gives the ranges until the next search.
  /// - Complexity: Unbounded by the limits in the length of `text`; see ``Matcher``.
  package mutating func firstMatch(
    of pattern: CompiledPattern, in text: UnsafeRawBufferPointer,
    startingIn starts: ClosedRange<Int> = 0...Int.max, edges: Edges = .whole
  ) -> MatchOutcome {
    precondition(starts.lowerBound >= 0, "a search starts within its text")
    pairCount = 0
    if starts.upperBound != lastStart {
      lastStart = starts.upperBound
      pcre2_set_offset_limit_8(context, lastStart)
    }
    reserve(pairs: pattern.captureCount + 1)
    // PCRE2 refuses a start within a character.
    var start = starts.lowerBound
    while start > 0, start < text.count, text[start] & 0xC0 == 0x80 { start += 1 }
    guard start <= text.count else { return .none }

    // PCRE2 wants an address even for an empty text. Any will do.
    let base = text.baseAddress ?? UnsafeRawPointer(offsets)
    let subject = base.assumingMemoryBound(to: UInt8.self)
    let status = pattern.withCode { code in
      pcre2_match_8(code, subject, text.count, start, edges.rawValue, results, context)
    }
    if status > 0 {
      pairCount = Int(status)
      return .match
    }
    return status == PCRE2_ERROR_NOMATCH ? .none : .limit(MatchLimit(status: status))
  }

  /// The byte range of the last match, empty at 0 when there is none.
  package var range: Range<Int> { capture(0) ?? 0..<0 }

  /// Returns where the last match has a capture.
  ///
  /// - Parameter number: 0 for the whole match, or the capture's number.
  /// - Returns: The byte range in the searched text, or nil when the capture took no part in the
  ///   match, does not exist, or nothing matched.
  /// - Complexity: O(1), without allocation.
  package func capture(_ number: Int) -> Range<Int>? {
    guard number >= 0, number < pairCount else { return nil }
    let lower = offsets[2 * number]
    let upper = offsets[2 * number + 1]
    // An unset pair is all ones, which is -1; \K can put a start behind its end.
    return lower < 0 ? nil : min(lower, upper)..<upper
  }
}

extension Matcher {
  /// Makes room for the captures of a pattern.
  private mutating func reserve(pairs: Int) {
    guard pairs > capacity else { return }
    pcre2_match_data_free_8(results)
    capacity = pairs
    (results, offsets) = makeResults(pairs: pairs)
  }
}

extension MatchLimit {
  /// Names what a negative result of PCRE2 other than "no match" stands for.
  fileprivate init(status: Int32) {
    switch status {
    case PCRE2_ERROR_JIT_STACKLIMIT: self = .stack
    case PCRE2_ERROR_MATCHLIMIT: self = .steps
    case PCRE2_ERROR_DEPTHLIMIT: self = .depth
    case PCRE2_ERROR_HEAPLIMIT: self = .heap
    default: self = .engine
    }
  }
}

/// Allocates PCRE2's match data.
private func makeResults(pairs: Int) -> (OpaquePointer, UnsafeMutablePointer<Int>) {
  guard let results = pcre2_match_data_create_8(UInt32(pairs), nil),
    let offsets = pcre2_get_ovector_pointer_8(results)
  else { preconditionFailure("out of memory") }
  return (results, offsets)
}
