import CPCRE2

extension CompiledPattern {
  /// Returns how far into a text that does not match the pattern got.
  ///
  /// Of all beginnings of the text that the pattern could go on from, it is the end of the one for
  /// which it had matched most. For messages to who writes patterns: it takes a search for each
  /// character of the text, without machine code.
  ///
  /// - Parameter text: The whole text; of a long one the first KiB is looked at.
  /// - Returns: A UTF-8 offset within the text; nil where the pattern did not get anywhere, or where
  ///   all of the text was read and more was wanted.
  package func reach(in text: String) -> Int? {
    let bytes = Array(text.utf8.prefix(1024))
    guard let results = pcre2_match_data_create_8(1, nil),
      let context = pcre2_match_context_create_8(nil)
    else { return nil }
    defer {
      pcre2_match_data_free_8(results)
      pcre2_match_context_free_8(context)
    }
    pcre2_set_match_limit_8(context, UInt32(Matcher.stepLimit))
    var best: (length: Int, end: Int)?
    for end in 1...max(1, bytes.count) where end <= bytes.count {
      // An end within a character would be broken UTF-8, which nothing matches.
      if end < bytes.count, bytes[end] & 0xC0 == 0x80 { continue }
      let status = withCode { code in
        pcre2_match_8(code, bytes, end, 0, PCRE2_PARTIAL_HARD, results, context)
      }
      guard status == PCRE2_ERROR_PARTIAL,
        let start = pcre2_get_ovector_pointer_8(results)?.pointee
      else { continue }
      if end - start >= best?.length ?? 0 { best = (end - start, end) }
    }
    guard let best, best.end < bytes.count else { return nil }
    return best.end
  }
}
