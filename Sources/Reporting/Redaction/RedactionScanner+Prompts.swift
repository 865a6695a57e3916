extension RedactionScanner {
  /// Finds what a user asked for: the text behind `prompt:`, `prompt=` or `--prompt`, and the part
  /// of a prompt that a program says it has cut off.
  func prompt(at offset: Int) -> Redaction? {
    if stands("sequences up to ", at: offset) { return truncatedPrompt(at: offset) }
    let end = end(from: offset, atMost: 32) {
      $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
    guard promptNames.contains(where: { hasSuffix($0, offset..<end) }) else { return nil }
    let isOption = byte(offset - 1) == UInt8(ascii: "-") && byte(offset - 2) == UInt8(ascii: "-")
    guard let start = valueStart(behind: end, isOption: isOption) else { return nil }
    // What was redacted before begins like this.
    guard byte(start) != UInt8(ascii: "<"), byte(start + 1) != UInt8(ascii: "<") else {
      return nil
    }
    let range = text(at: start)
    guard !range.isEmpty, !isMeasure(range),
      !(range.count == 4 && stands("none", at: range.lowerBound))
    else { return nil }
    return Redaction(range: range, replacement: "<prompt>")
  }

  /// Finds the words behind "CLIP can only handle sequences up to 77 tokens: [...]".
  private func truncatedPrompt(at offset: Int) -> Redaction? {
    let mark = end(from: offset, atMost: 40) { $0 != UInt8(ascii: ":") }
    guard byte(mark) == UInt8(ascii: ":") else { return nil }
    let start = end(from: mark + 1, atMost: 4) { $0 == 0x20 }
    let range = start..<lineEnd(from: start)
    return range.isEmpty ? nil : Redaction(range: range, replacement: "<prompt>")
  }

  /// Returns the user's text: between quotation marks, or up to the end of the line.
  private func text(at start: Int) -> Range<Int> {
    let quote = byte(start)
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") { return value(at: start) }
    return start..<lineEnd(from: start)
  }

  /// Returns whether a text is a number with a unit at most, such as a duration.
  private func isMeasure(_ range: Range<Int>) -> Bool {
    let digits = end(from: range.lowerBound) { $0.isDigit || $0 == UInt8(ascii: ".") }
    guard digits > range.lowerBound else { return false }
    let unit = end(from: digits, atMost: 1) { $0 == 0x20 }
    return end(from: unit, atMost: 3) { $0.isLetter } == range.upperBound
  }
}

/// Ends of names whose value is a prompt.
private let promptNames: [StaticString] = ["prompt", "prompts", "prompt_2", "prompt_3"]
