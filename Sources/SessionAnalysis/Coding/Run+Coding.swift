extension Run {
  func encode(to writer: inout ByteWriter) {
    writer.write(UInt64(kind.rawValue))
    writer.write(description)
    writer.write(unit)
    writer.write(completed) { $0.write($1) }
    writer.write(total) { $0.write($1) }
    writer.write(isFinished)
    writer.write(elapsedSeconds) { $0.write($1) }
    writer.write(ratePerSecond) { $0.write($1) }
    writer.write(rateLow) { $0.write($1) }
    writer.write(rateHigh) { $0.write($1) }
    writer.write(steadyRatePerSecond) { $0.write($1) }
    writer.write(stalls) {
      $0.write($1.completed)
      $0.write($1.seconds)
      $0.write(line: $1.line)
    }
    writer.write(line: firstLine)
    writer.write(line: lastLine)
    writer.write(workload)
    writer.write(isCounted)
    writer.write(endMilliseconds) { $0.write(Int($1)) }
    writer.write(shape) {
      $0.write($1.completed)
      $0.write($1.ratePerSecond)
    }
  }

  init(from reader: inout ByteReader) throws(CorruptDataError) {
    guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: try reader.readUnsigned())) else {
      throw CorruptDataError(offset: reader.at - reader.bytes.startIndex)
    }
    self.kind = kind
    description = try reader.readString()
    unit = try reader.readString()
    completed = try reader.readOptional(Self.double)
    total = try reader.readOptional(Self.double)
    isFinished = try reader.readBool()
    elapsedSeconds = try reader.readOptional(Self.double)
    ratePerSecond = try reader.readOptional(Self.double)
    rateLow = try reader.readOptional(Self.double)
    rateHigh = try reader.readOptional(Self.double)
    steadyRatePerSecond = try reader.readOptional(Self.double)
    stalls = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      Stall(
        completed: try reader.readDouble(), seconds: try reader.readInt(),
        line: try reader.readInt())
    }
    firstLine = try reader.readInt()
    lastLine = try reader.readInt()
    workload = try reader.readInt()
    isCounted = try reader.readBool()
    endMilliseconds = try reader.readOptional {
      (reader: inout ByteReader) throws(CorruptDataError) in Int64(try reader.readInt())
    }
    shape = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      Pace(completed: try reader.readDouble(), ratePerSecond: try reader.readDouble())
    }
  }

  private static func double(_ reader: inout ByteReader) throws(CorruptDataError) -> Double {
    try reader.readDouble()
  }
}
