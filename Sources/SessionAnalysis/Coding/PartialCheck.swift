/// Reads partial results once to see that they are whole, before anything of them is used.
package struct PartialCheck {
  /// Who made them.
  package private(set) var origins: Set<PartialFile.Origin> = []
  /// The paths of their inputs, which stand behind their sessions.
  package private(set) var paths: [String] = []

  private var parser = PartialParser()

  /// Creates a check at the start of a file.
  package init() {}

  /// Takes the next bytes.
  ///
  /// - Throws: `PartialError` as soon as it is clear that they are no partial result.
  package mutating func feed(_ bytes: [UInt8]) throws(PartialError) {
    parser.feed(bytes)
    while let item = try parser.next() {
      switch item {
      case .begin(let origin): origins.insert(origin)
      case .entry(.input(let input)): paths.append(input.path)
      case .entry: break
      }
    }
  }

  /// Checks that the bytes ended where a partial result does.
  ///
  /// - Throws: `PartialError`, if they did not.
  package func finish() throws(PartialError) {
    try parser.finish()
  }
}
