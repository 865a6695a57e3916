internal import LogTokenizer

/// What the text of an input, or of a part of it, is like; traits of parts join to those of the whole.
package struct TextTraits: Sendable, Equatable {
  /// The encodings that were met; none for ASCII.
  var encodings: Set<TextEncoding> = []
  /// Whether there was text in bytes, and not all in UTF-16.
  var hasBytes = false
  /// Whether a line ended in LF alone, and whether one ended in CR LF.
  var hasLineFeeds = false
  var hasPairs = false
  /// Whether the system lacked a converter.
  var lacksConverter = false
}

extension TextTraits {
  /// Adds those of another part.
  mutating func formUnion(_ other: TextTraits) {
    encodings.formUnion(other.encodings)
    hasBytes = hasBytes || other.hasBytes
    hasLineFeeds = hasLineFeeds || other.hasLineFeeds
    hasPairs = hasPairs || other.hasPairs
    lacksConverter = lacksConverter || other.lacksConverter
  }

  /// The one encoding, or `mixed`; ASCII is UTF-8.
  var encoding: TextEncoding {
    var all = encodings
    if hasBytes, all.isSubset(of: [.utf16LittleEndian, .utf16BigEndian]) { all.insert(.utf8) }
    return all.count > 1 ? .mixed : all.first ?? .utf8
  }

  /// Whether none of them is missing in another one.
  func isSubset(of other: TextTraits) -> Bool {
    var union = other
    union.formUnion(self)
    return union == other
  }
}

extension InputSummary {
  /// Takes over what was counted up to the input's end.
  mutating func note(_ end: LogPosition, _ traits: TextTraits) {
    records = end.records
    newline =
      !traits.hasPairs
      ? traits.hasLineFeeds ? "LF" : nil : traits.hasLineFeeds ? "mixed" : "CRLF"
    if records > 0 {
      self.encoding = traits.encoding.rawValue
    }
    if traits.lacksConverter { limits["missing-converter"] = 1 }
    if end.cutLines > 0 { limits["line-length"] = end.cutLines }
    if end.withheldLines > 0 { limits["withheld-lines"] = end.withheldLines }
  }
}
