/// A pattern's match in a record's text, with its captures.
struct MatchView {
  /// The record's text.
  let text: UnsafeRawBufferPointer
  /// The index of the message.
  let message: Int
  /// The range of the match.
  let range: Range<Int>
  /// The ranges of the captures from group 1 on, as pairs; negative where a group did not take part.
  let captures: ArraySlice<Int>

  /// Returns the range of a capture by its group number, from 1.
  func range(ofGroup group: Int) -> Range<Int>? {
    let index = captures.startIndex + 2 * (group - 1)
    guard group > 0, index + 1 < captures.endIndex, captures[index] >= 0,
      captures[index] <= captures[index + 1]
    else { return nil }
    return captures[index]..<captures[index + 1]
  }

  /// Returns the text of a capture, without blanks around it.
  func string(ofGroup group: Int) -> String? {
    guard var range = range(ofGroup: group) else { return nil }
    while !range.isEmpty, text[range.lowerBound] <= 0x20 { range = range.lowerBound + 1..<range.upperBound }
    while !range.isEmpty, text[range.upperBound - 1] <= 0x20 { range = range.lowerBound..<range.upperBound - 1 }
    return String(decoding: text[range], as: UTF8.self)
  }
}
