internal import LogTokenizer

extension Session {
  func encode(to writer: inout ByteWriter) {
    writer.write(input)
    writer.write(place: ordinal)
    writer.write(frontEnd)
    writer.write(line: firstLine)
    writer.write(line: lastLine)
    writer.write(start) { Self.write($1, to: &$0) }
    writer.write(end) { Self.write($1, to: &$0) }
    writer.write(facts) { $1.encode(to: &$0) }
    writer.write(findings) { $1.encode(to: &$0) }
    writer.write(workloads) { writer, workload in
      writer.write(workload.parts) {
        $0.write($1.name)
        $0.write($1.value)
      }
    }
    writer.write(throughput) { $1.encode(to: &$0) }
    writer.write(runDigests) { $1.encode(to: &$0) }
    writer.write(runCount)
    writer.write(unknownRecords)
    writer.write(limits.sorted { $0.key < $1.key }) {
      $0.write($1.key)
      $0.write($1.value)
    }
  }

  init(from reader: inout ByteReader) throws(CorruptDataError) {
    input = try reader.readInt()
    ordinal = try reader.readInt()
    frontEnd = try reader.readString()
    firstLine = try reader.readInt()
    lastLine = try reader.readInt()
    start = try reader.readOptional(Self.readTime)
    end = try reader.readOptional(Self.readTime)
    facts = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      try Fact(from: &reader)
    }
    findings = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      try Finding(from: &reader)
    }
    workloads = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      Workload(
        parts: try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
          Workload.Part(name: try reader.readString(), value: try reader.readString())
        })
    }
    throughput = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      try Throughput(from: &reader)
    }
    runDigests = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      try RunDigest(from: &reader)
    }
    runCount = try reader.readInt()
    unknownRecords = try reader.readInt()
    limits = [:]
    for _ in 0..<(try reader.readCount()) {
      let name = try reader.readString()
      limits[name] = try reader.readInt()
    }
  }

  private static func write(_ time: LogTime, to writer: inout ByteWriter) {
    writer.write(Int(time.milliseconds))
    writer.write(UInt64(time.precision.rawValue))
  }

  fileprivate static func readTime(_ reader: inout ByteReader) throws(CorruptDataError) -> LogTime {
    let milliseconds = Int64(try reader.readInt())
    let raw = UInt8(truncatingIfNeeded: try reader.readUnsigned())
    guard let precision = LogTime.Precision(rawValue: raw) else {
      throw CorruptDataError(offset: reader.at - reader.bytes.startIndex)
    }
    return LogTime(milliseconds: milliseconds, precision: precision)
  }
}

extension SessionStatement {
  /// Reads the beginning of a session, as `Session` writes it.
  init(from reader: inout ByteReader) throws(CorruptDataError) {
    input = try reader.readInt()
    ordinal = try reader.readInt()
    try reader.skipString()
    firstLine = try reader.readInt()
    _ = try reader.readInt()
    start = try reader.readOptional(Session.readTime)
    _ = try reader.readOptional(Session.readTime)
    facts = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      try Fact(from: &reader)
    }
    messages = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      try Message(from: &reader)
    }
  }
}

extension Session.Throughput {
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.write(workload)
    writer.write(UInt64(kind.rawValue))
    writer.write(unit)
    writer.write(runs)
    writer.write(first)
    writer.write(last)
    writer.write(median)
    writer.write(stalls)
  }

  fileprivate init(from reader: inout ByteReader) throws(CorruptDataError) {
    let workload = try reader.readInt()
    let kind = Run.Kind(rawValue: UInt8(truncatingIfNeeded: try reader.readUnsigned())) ?? .other
    self.init(
      workload: workload, kind: kind, unit: try reader.readString(), runs: try reader.readInt(),
      first: try reader.readDouble(), last: try reader.readDouble(),
      median: try reader.readDouble(), stalls: try reader.readInt())
  }
}

extension Fact {
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.write(name)
    writer.write(value)
    writer.write(line: line)
    writer.write(origin == .derived)
  }

  fileprivate init(from reader: inout ByteReader) throws(CorruptDataError) {
    self.init(
      name: try reader.readString(), value: try reader.readString(), line: try reader.readInt(),
      origin: try reader.readBool() ? .derived : .printed)
  }
}

extension Finding {
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.write(pattern)
    writer.write(category)
    writer.write(UInt64(severity.rawValue))
    writer.write(count)
    writer.write(lines) { $0.write(line: $1) }
    writer.write(line: lastLine)
    writer.write(message)
    writer.write(captures.sorted { $0.key < $1.key }) {
      $0.write($1.key)
      $0.write($1.value)
    }
    writer.write(isResolved)
    writer.write(variants) {
      $0.write($1.text)
      $0.write(line: $1.line)
      $0.write(line: $1.lastLine)
    }
  }

  fileprivate init(from reader: inout ByteReader) throws(CorruptDataError) {
    pattern = try reader.readString()
    category = try reader.readString()
    severity = try Self.readSeverity(&reader)
    count = try reader.readInt()
    lines = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      try reader.readInt()
    }
    lastLine = try reader.readInt()
    message = try reader.readString()
    let captureCount = try reader.readCount()
    captures = Dictionary(minimumCapacity: min(captureCount, 16))
    for _ in 0..<captureCount {
      let name = try reader.readString()
      captures[name] = try reader.readString()
    }
    isResolved = try reader.readBool()
    variants = try reader.readArray { (reader: inout ByteReader) throws(CorruptDataError) in
      Variant(
        text: try reader.readString(), line: try reader.readInt(), lastLine: try reader.readInt())
    }
  }

  fileprivate static func readSeverity(
    _ reader: inout ByteReader
  ) throws(CorruptDataError) -> Severity {
    let raw = UInt8(truncatingIfNeeded: try reader.readUnsigned())
    guard let severity = Severity(rawValue: raw) else {
      throw CorruptDataError(offset: reader.at - reader.bytes.startIndex)
    }
    return severity
  }
}

extension SessionStatement.Message {
  /// Reads a finding, as `Finding` writes it.
  fileprivate init(from reader: inout ByteReader) throws(CorruptDataError) {
    pattern = try reader.readString()
    try reader.skipString()
    severity = try Finding.readSeverity(&reader)
    _ = try reader.readInt()
    line = 0
    for index in 0..<(try reader.readCount()) {
      let next = try reader.readInt()
      if index == 0 { line = next }
    }
    _ = try reader.readInt()
    text = try reader.readString()
    for _ in 0..<(try reader.readCount()) {
      try reader.skipString()
      try reader.skipString()
    }
    _ = try reader.readBool()
    for _ in 0..<(try reader.readCount()) {
      try reader.skipString()
      _ = try reader.readInt()
      _ = try reader.readInt()
    }
  }
}
