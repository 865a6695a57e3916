internal import LogTokenizer

extension InputRange {
  func encode(to writer: inout ByteWriter) {
    writer.write(from)
    writer.write(to)
    writer.write(size)
    switch end {
    case .input(let place):
      writer.write(UInt64(0))
      place.encode(to: &writer)
    case .session(let place, let next):
      writer.write(UInt64(1))
      place.encode(to: &writer)
      next.encode(to: &writer)
    case .nothing(let place, let next):
      writer.write(UInt64(2))
      place.encode(to: &writer)
      next.encode(to: &writer)
    }
    writer.write(traits.encodings.map(\.rawValue).sorted()) { $0.write($1) }
    writer.write(traits.hasBytes)
    writer.write(traits.hasLineFeeds)
    writer.write(traits.hasPairs)
    writer.write(traits.lacksConverter)
  }

  init(from reader: inout ByteReader) throws(CorruptDataError) {
    from = try reader.readInt()
    to = try reader.readInt()
    size = try reader.readInt()
    guard from >= 0, from < to, size >= 0 else { throw reader.failure }
    switch try reader.readUnsigned() {
    case 0: end = .input(try LogPosition(from: &reader))
    case 1:
      end = .session(try LogPosition(from: &reader), next: try LogPosition(from: &reader))
    case 2:
      end = .nothing(try LogPosition(from: &reader), next: try LogPosition(from: &reader))
    default: throw reader.failure
    }
    traits = TextTraits()
    for _ in 0..<(try reader.readCount()) {
      guard let encoding = TextEncoding(rawValue: try reader.readString()) else {
        throw reader.failure
      }
      traits.encodings.insert(encoding)
    }
    traits.hasBytes = try reader.readBool()
    traits.hasLineFeeds = try reader.readBool()
    traits.hasPairs = try reader.readBool()
    traits.lacksConverter = try reader.readBool()
  }
}

extension LogPosition {
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.write(line)
    writer.write(records)
    writer.write(cutLines)
    writer.write(withheldLines)
  }

  fileprivate init(from reader: inout ByteReader) throws(CorruptDataError) {
    line = try reader.readInt()
    records = try reader.readInt()
    cutLines = try reader.readInt()
    withheldLines = try reader.readInt()
  }
}
