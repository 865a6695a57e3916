internal import SessionAnalysis

/// A fact as a session's row has it: texts by their numbers, the line from 0 at the session's first.
struct SessionFact {
  var name: Int
  var value: Int
  var line: Int
  var isDerived: Bool
}

extension SessionFact {
  /// Packs facts, in order.
  static func bytes(_ facts: [SessionFact]) -> [UInt8] {
    var writer = ByteWriter()
    for fact in facts {
      writer.write(UInt64(fact.name) << 1 | (fact.isDerived ? 1 : 0))
      writer.write(UInt64(fact.value))
      writer.write(fact.line)
    }
    return writer.bytes
  }

  /// Unpacks facts.
  ///
  /// - Throws: `CorruptDataError`.
  static func facts(_ bytes: [UInt8]) throws(CorruptDataError) -> [SessionFact] {
    var reader = ByteReader(bytes[...])
    var facts: [SessionFact] = []
    while !reader.isAtEnd {
      let name = try reader.readUnsigned()
      let value = try reader.readUnsigned()
      facts.append(
        SessionFact(
          name: Int(truncatingIfNeeded: name >> 1), value: Int(truncatingIfNeeded: value),
          line: try StoredNumber.checked(try reader.readInt(), StoredNumber.places),
          isDerived: name & 1 == 1))
    }
    return facts
  }
}
