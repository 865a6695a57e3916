/// Encodes nodes in the form that `SyntaxTree` describes.
struct SyntaxTreeWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
}

extension SyntaxTreeWriter {
  /// Writes a scalar.
  mutating func scalar(_ text: String, isPlain: Bool, at place: SourcePlace) {
    head(isPlain ? "p" : "q", place)
    number(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes a mapping or a sequence around nodes that have been written elsewhere.
  mutating func container(
    isMapping: Bool, count: Int, children: SyntaxTreeWriter, at place: SourcePlace
  ) {
    head(isMapping ? "m" : "s", place)
    number(count)
    number(children.bytes.count)
    bytes.append(contentsOf: children.bytes)
  }

  private mutating func head(_ kind: Unicode.Scalar, _ place: SourcePlace) {
    bytes.append(UInt8(ascii: kind))
    number(place.line)
    number(place.column)
  }

  private mutating func number(_ value: Int) {
    var rest = value
    repeat {
      let bits = UInt8(rest & 0x1F)
      rest >>= 5
      bytes.append(0x30 + bits + (rest > 0 ? 0x20 : 0))
    } while rest > 0
  }
}
