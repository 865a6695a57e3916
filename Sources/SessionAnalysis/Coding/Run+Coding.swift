extension Run {
  func encode(to writer: inout ByteWriter) {
    writer.write(UInt64(kind.rawValue))
    writer.write(description)
    writer.write(unit)
    // Each by itself, since a closure that holds the run copies all of it.
    let (completed, total, isFinished) = (completed, total, isFinished)
    let (elapsedSeconds, ratePerSecond) = (elapsedSeconds, ratePerSecond)
    let (rateLow, rateHigh, steadyRate) = (rateLow, rateHigh, steadyRatePerSecond)
    writer.append(atMost: 8 * UnsafeMutablePointer.longestOptional) { place in
      place.write(completed)
      place.write(total)
      place.write(isFinished)
      place.write(elapsedSeconds)
      place.write(ratePerSecond)
      place.write(rateLow)
      place.write(rateHigh)
      place.write(steadyRate)
    }
    writer.write(stalls) {
      $0.write($1.completed)
      $0.write($1.seconds)
      $0.write(line: $1.line)
    }
    writer.write(line: firstLine)
    writer.write(line: lastLine)
    let (workload, isCounted, milliseconds) = (workload, isCounted, endMilliseconds)
    let shape = shape
    writer.append(atMost: (4 + 2 * shape.count) * UnsafeMutablePointer.longestOptional) { place in
      place.write(workload)
      place.write(isCounted)
      place.write(milliseconds != nil)
      if let milliseconds { place.write(Int(milliseconds)) }
      place.write(UInt64(shape.count))
      for pace in shape {
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
