extension RunDigest {
  func encode(to writer: inout ByteWriter) {
    writer.write(UInt64(kind.rawValue))
    writer.write(unit)
    writer.write(isFinished)
    writer.write(count)
    writer.write(slowest) { $1.encode(to: &$0) }
    writer.write(fastest) { $1.encode(to: &$0) }
    writer.write(standstill) {
      $0.write($1.seconds)
      $0.write($1.elapsed)
      $0.write(line: $1.line)
    }
  }

  init(from reader: inout ByteReader) throws(CorruptDataError) {
    let raw = UInt8(truncatingIfNeeded: try reader.readUnsigned())
    kind = Run.Kind(rawValue: raw) ?? .other
    unit = try reader.readString()
    isFinished = try reader.readBool()
    count = try reader.readInt()
    slowest = try reader.readOptional(Extreme.init(from:))
    fastest = try reader.readOptional(Extreme.init(from:))
    standstill = try reader.readOptional { (reader: inout ByteReader) throws(CorruptDataError) in
      Standstill(
        seconds: try reader.readInt(), elapsed: try reader.readInt(), line: try reader.readInt())
    }
  }
}

extension RunDigest.Extreme {
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.write(rate)
    writer.write(line: line)
    writer.write(text)
  }

  fileprivate init(from reader: inout ByteReader) throws(CorruptDataError) {
    rate = try reader.readDouble()
    line = try reader.readInt()
    text = try reader.readString()
  }
}
