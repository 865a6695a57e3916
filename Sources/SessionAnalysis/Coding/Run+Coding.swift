extension Run {
  func encode(to writer: inout ByteWriter) {
    writer.write(UInt64(kind.rawValue))
    writer.write(description)
    writer.write(unit)
    let numbers = (completed, total, elapsedSeconds)
    let rates = (ratePerSecond, rateLow, rateHigh, steadyRatePerSecond)
    let isFinished = isFinished
    writer.append(atMost: 8 * UnsafeMutablePointer.longestOptional) { place in
      place.write(numbers.0)
      place.write(numbers.1)
      place.write(isFinished)
      place.write(numbers.2)
      place.write(rates.0)
      place.write(rates.1)
      place.write(rates.2)
      place.write(rates.3)
    }
    writer.write(stalls) {
      $0.write($1.completed)
      $0.write($1.seconds)
      $0.write(line: $1.line)
    }
    writer.write(line: firstLine)
    writer.write(line: lastLine)
    let last = (workload, isCounted, endMilliseconds, shape)
    writer.append(atMost: (4 + 2 * last.3.count) * UnsafeMutablePointer.longestOptional) { place in
      place.write(last.0)
      place.write(last.1)
      place.write(last.2 != nil)
      if let milliseconds = last.2 { place.write(Int(milliseconds)) }
      place.write(UInt64(last.3.count))
      for pace in last.3 {
        place.write(pace.completed)
        place.write(pace.ratePerSecond)
      }
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
