extension SyntaxNode {
  /// Returns where in the source a part of a scalar's text stands.
  ///
  /// Where the text spans lines, or the source is not at hand, it is the place of the node itself.
  ///
  /// - Parameter span: UTF-8 offsets in the text; `nil` for the whole node.
  /// - Returns: The place and a length in Unicode scalars, at least 1.
  package func sourceRange(of span: Range<Int>?) -> (place: SourcePlace, length: Int) {
    guard let line = tree.line(place.line) else { return (place, 1) }
    let source = Array(line.unicodeScalars.dropFirst(place.column - 1))
    guard isScalar, let columns = columns(in: source) else {
      return (place, max(1, isScalar ? source.count : 1))
    }
    let end = columns.count - 1
    let first = min(span?.lowerBound ?? 0, end)
    let last = min(max(span?.upperBound ?? end, first), end)
    if span == nil {
      // The quotes belong to the whole.
      return (place, max(1, columns[end] + (source.first == columns.opening ? 1 : 0)))
    }
    return (
      SourcePlace(line: place.line, column: place.column + columns[first]),
      max(1, columns[last] - columns[first])
    )
  }

  /// Returns, for each UTF-8 offset of the text and its end, the offset in the source.
  ///
  /// - Parameter source: The line from the node on.
  /// - Returns: `nil` where the source does not hold the text on this line.
  private func columns(in source: [Unicode.Scalar]) -> SourceColumns? {
    let quote = source.first == "'" || source.first == "\"" ? source.first : nil
    var columns = SourceColumns(opening: kind == .quoted ? quote : nil)
    var at = columns.opening == nil ? 0 : 1
    for scalar in text.unicodeScalars {
      guard at < source.count else { return nil }
      let start = at
      if columns.opening == "'", scalar == "'" {
        at += 2
      } else if columns.opening == "\"", source[at] == "\\" {
        at += escapeLength(source[at...])
      } else {
        guard source[at] == scalar else { return nil }
        at += 1
      }
      columns.append(start, width: UTF8.width(scalar))
    }
    guard at <= source.count else { return nil }
    columns.append(at, width: 1)
    return columns
  }

  /// Returns how long the escape sequence of a double-quoted scalar is.
  private func escapeLength(_ source: ArraySlice<Unicode.Scalar>) -> Int {
    switch source.dropFirst().first {
    case "x": 4
    case "u": 6
    case "U": 10
    default: 2
    }
  }
}

/// The offsets in the source of a text's UTF-8 offsets.
private struct SourceColumns {
  /// The quote that the scalar begins with.
  let opening: Unicode.Scalar?
  private var columns: [Int] = []

  init(opening: Unicode.Scalar?) { self.opening = opening }

  var count: Int { columns.count }

  subscript(offset: Int) -> Int { columns[offset] }

  mutating func append(_ column: Int, width: Int) {
    columns.append(contentsOf: repeatElement(column, count: width))
  }
}
