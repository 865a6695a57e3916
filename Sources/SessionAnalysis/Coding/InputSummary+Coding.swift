import Localization

extension InputSummary {
  func encode(to writer: inout ByteWriter) {
    writer.write(path)
    writer.write(bytes)
    writer.write(records)
    writer.write(encoding) { $0.write($1) }
    writer.write(newline) { $0.write($1) }
    writer.write(compression) { $0.write($1) }
    writer.write(sessions)
    writer.write(losses) {
      $0.write($1.from)
      $0.write($1.to)
      $0.write($1.why.en)
      $0.write($1.why.zh)
    }
    writer.write(errors) { $0.write($1) }
    writer.write(limits.sorted { $0.key < $1.key }) {
      $0.write($1.key)
      $0.write($1.value)
    }
    writer.write(identity)
    writer.write(range) { $1.encode(to: &$0) }
  }

  init(from reader: inout ByteReader) throws(CorruptDataError) {
    self.init(path: try reader.readString())
    bytes = try reader.readInt()
    records = try reader.readInt()
    encoding = try reader.readOptional(Self.string)
    newline = try reader.readOptional(Self.string)
    compression = try reader.readOptional(Self.string)
    sessions = try reader.readInt()
    losses = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      Loss(
        from: try reader.readInt(), to: try reader.readInt(),
        why: LocalizedText(en: try reader.readString(), zh: try reader.readString()))
    }
    errors = try reader.readArray(Self.string)
    for _ in 0..<(try reader.readCount()) {
      let name = try reader.readString()
      limits[name] = try reader.readInt()
    }
    identity = try reader.readUnsigned()
    range = try reader.readOptional {
      (reader: inout ByteReader) throws(CorruptDataError) in try InputRange(from: &reader)
    }
  }

  private static func string(_ reader: inout ByteReader) throws(CorruptDataError) -> String {
    try reader.readString()
  }
}
