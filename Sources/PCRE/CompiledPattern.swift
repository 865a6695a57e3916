import CPCRE2
import Synchronization

/// A PCRE2 pattern, ready to be searched for in bytes that are mostly UTF-8.
///
/// Immutable after `init`, so that any number of threads may share one; the scratch space of a
/// search is a ``Matcher``, of which each thread has its own. Machine code is made at the first
/// search, since most patterns of a large catalogue are never needed in one execution of the
/// program: compiling takes about 10 microseconds, making machine code ten times as long.
///
/// What a pattern means:
/// - The text is UTF-8. Bytes that are not are data that nothing in a pattern matches, not even
///   `.` or a negated class.
/// - `^` and `$` match at the ends of the text only, `(?m)` at each line's. A newline is LF.
/// - `.` matches anything but LF, `(?s)` LF as well.
/// - `\w`, `\d`, `\s` and `\b` know ASCII only.
/// - `\C`, a single byte, is refused: it would cut characters.
package final class CompiledPattern: Sendable {
  /// A capture with a name.
  package struct NamedCapture: Hashable, Sendable {
    /// The name, as in `(?<name>...)`.
    package var name: String

    /// The number, counted from 1 by opening parentheses.
    package var number: Int
  }

  /// The pattern as it was given.
  package let source: String

  /// How many captures there are, named or not, without the whole match.
  package let captureCount: Int

  /// The captures with names, ordered by number.
  package let namedCaptures: [NamedCapture]

  /// PCRE2's compiled form.
  ///
  /// Owned by this object and freed with it. It may be shared because nothing writes to it after
  /// ``prepare()``, which every search passes through first.
  nonisolated(unsafe) private let code: OpaquePointer

  /// A ``Preparation``, written once under ``preparing``.
  private let preparation = Atomic<Preparation>(.none)

  /// Held while machine code is made.
  private let preparing = Mutex(())

  /// Compiles a pattern.
  ///
  /// - Parameter pattern: The pattern in PCRE2's syntax.
  /// - Throws: `PatternSyntaxError` when the pattern is not valid.
  package init(_ pattern: String) throws(PatternSyntaxError) {
    code = try makeCode(pattern)
    source = pattern
    captureCount = Int(info(of: code, PCRE2_INFO_CAPTURECOUNT))
    namedCaptures = makeNamedCaptures(of: code)
  }

  deinit {
    pcre2_code_free_8(code)
  }
}

extension CompiledPattern {
  /// Whether searches run as machine code, which makes them about ten times as fast.
  ///
  /// Makes the machine code when that has not been tried. False where PCRE2 was built without a
  /// JIT, where the system forbids writable code, and for patterns that the JIT cannot do.
  package var isMachineCode: Bool {
    let state = preparation.load(ordering: .acquiring)
    return (state == .none ? prepare() : state) == .machineCode
  }

  /// Returns the number of a capture.
  ///
  /// - Parameter name: The name of the capture.
  /// - Returns: The lowest number with that name, or nil when there is none.
  /// - Complexity: O(*n*) in the number of named captures.
  package func captureNumber(named name: String) -> Int? {
    namedCaptures.first { $0.name == name }?.number
  }

  /// Hands out PCRE2's compiled form, with machine code where possible.
  ///
  /// - Parameter body: Uses the pointer and does not keep it.
  /// - Returns: What `body` returns.
  @inline(__always)
  func withCode<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    if preparation.load(ordering: .acquiring) == .none { _ = prepare() }
    return withExtendedLifetime(self) { body(code) }
  }
}

extension CompiledPattern {
  /// How far the making of machine code has come.
  fileprivate enum Preparation: UInt8, AtomicRepresentable {
    /// Not tried.
    case none
    /// Tried without success: the interpreter does the searching.
    case interpreted
    /// Done.
    case machineCode
  }

  /// Makes the machine code unless another thread has.
  @inline(never)
  private func prepare() -> Preparation {
    preparing.withLock { _ in
      let known = preparation.load(ordering: .acquiring)
      guard known == .none else { return known }
      let status = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
      // A pattern that begins with (*NO_JIT) gives success and no code.
      let size = info(of: code, PCRE2_INFO_JITSIZE, as: Int.self)
      let state: Preparation = status == 0 && size > 0 ? .machineCode : .interpreted
      preparation.store(state, ordering: .releasing)
      return state
    }
  }
}

/// Compiles `pattern` with the options that all patterns have.
private func makeCode(_ pattern: String) throws(PatternSyntaxError) -> OpaquePointer {
  let context = pcre2_compile_context_create_8(nil)
  defer { pcre2_compile_context_free_8(context) }
  pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))

  var number: Int32 = 0
  var offset = 0
  var text = pattern
  let code = text.withUTF8 { bytes in
    // An empty string may have no address, which PCRE2 would refuse.
    withUnsafePointer(to: UInt8(0)) { empty in
      pcre2_compile_8(
        bytes.baseAddress ?? empty, bytes.count,
        PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C
          | PCRE2_USE_OFFSET_LIMIT,
        &number, &offset, context)
    }
  }
  if let code { return code }
  throw PatternSyntaxError(
    code: Int(number), message: errorMessage(number),
    utf8Offset: min(offset, pattern.utf8.count), pattern: pattern)
}

/// Returns PCRE2's words for an error number.
private func errorMessage(_ number: Int32) -> String {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
    let length = pcre2_get_error_message_8(number, buffer.baseAddress, buffer.count)
    // Negative for a number without a text; no text of PCRE2 is longer than the buffer.
    guard length > 0 else { return "error \(number)" }
    return String(decoding: buffer[..<Int(length)], as: UTF8.self)
  }
}

/// Asks PCRE2 for a number about a compiled pattern.
private func info<Value: FixedWidthInteger>(
  of code: OpaquePointer, _ what: Int32, as type: Value.Type = UInt32.self
) -> Value {
  var value: Value = 0
  let status = pcre2_pattern_info_8(code, UInt32(what), &value)
  precondition(status == 0, "PCRE2 knows this question")
  return value
}

/// Reads the table of names, whose entries are a big-endian number, a name and a NUL.
private func makeNamedCaptures(of code: OpaquePointer) -> [CompiledPattern.NamedCapture] {
  let count = Int(info(of: code, PCRE2_INFO_NAMECOUNT))
  let entrySize = Int(info(of: code, PCRE2_INFO_NAMEENTRYSIZE))
  var table: UnsafePointer<UInt8>?
  pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
  guard count > 0, let table else { return [] }

  let bytes = UnsafeBufferPointer(start: table, count: count * entrySize)
  let captures = stride(from: 0, to: bytes.count, by: entrySize).map { start in
    let name = bytes[(start + 2)..<(start + entrySize)].prefix { $0 != 0 }
    return CompiledPattern.NamedCapture(
      name: String(decoding: name, as: UTF8.self),
      number: Int(bytes[start]) << 8 | Int(bytes[start + 1]))
  }
  return captures.sorted { ($0.number, $0.name) < ($1.number, $1.name) }
}
