/// Texts with a 0 in place of each digit, and whether a literal lies in one that is written like that too:
/// if none does, none lies in a text with any digits.
struct PlainTexts {
  /// How many texts are remembered; what comes then may match.
  private static let limit = 256

  private var verdicts: [[UInt8]: Bool] = [:]

  mutating func mayMatch(_ text: UnsafeRawBufferPointer, _ specs: [PatternSpec]) -> Bool {
    let text = text.map(Self.plain)
    if let known = verdicts[text] { return known }
    guard verdicts.count < Self.limit else { return true }
    let verdict = text.withUnsafeBufferPointer { text in
      specs.contains { $0.literals.contains { Self.contains(text, $0) } }
    }
    verdicts[text] = verdict
    return verdict
  }

  private static func plain(_ byte: UInt8) -> UInt8 { byte &- 0x30 < 10 ? 0x30 : byte }

  private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ literal: [UInt8]) -> Bool {
    guard text.count >= literal.count else { return false }
    let first = plain(literal[0])
    for start in 0...text.count - literal.count where text[start] == first {
      if literal.indices.allSatisfy({ text[start + $0] == plain(literal[$0]) }) { return true }
    }
    return false
  }
}
