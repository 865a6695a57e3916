internal import SessionAnalysis

/// Up to 64 runs of one workload of a session in a compact form: about 14 bytes a run.
///
///     ordinals · flags · paces · ends · lines · completed · elapsed · below · above · stalls
///
/// Each column has a number a run: 0 where the run has none, else the zigzag form of its difference
/// from the one before that there is, plus 1. The first line and the first end stand beside the bytes,
/// because they are counted from the start of the session, which may be known later than the runs.
struct RunBlock {
  /// The number of runs, and the position of the first among those of its session.
  var count: Int
  var first: Int
  /// The number of stalls of runs that count.
  var stalls: Int
  /// What lines and ends are counted from.
  var line: Int
  var end: Int
  /// The columns.
  var bytes: [UInt8]
}

/// What a series needs of a run that counts.
struct RunPoint {
  var ordinal: Int
  var pace: Int
  var end: Int?
  var line: Int
}

extension RunBlock {
  /// The most runs of a block, so that it lies in a page of its table as a whole.
  static let limit = 64

  /// Packs runs, in order, into as many blocks as they fill.
  static func blocks(of rows: [RunRow]) -> [RunBlock] {
    stride(from: 0, to: rows.count, by: limit).map { RunBlock(rows[$0...].prefix(limit)) }
  }

  /// Packs runs, in order.
  init(_ rows: some Collection<RunRow>) {
    count = rows.count
    first = rows.first?.ordinal ?? 0
    stalls = rows.reduce(0) { $1.flags & 2 == 0 ? $0 : $0 + $1.stalls }
    line = rows.first?.line ?? 0
    end = rows.lazy.compactMap(\.endMilliseconds).first ?? 0
    // In a buffer with room for the longest, so that only the bytes that there are get memory.
    bytes = withUnsafeTemporaryAllocation(
      of: UInt8.self, capacity: rows.count * Self.columns * Self.longestNumber
    ) { [line, end] buffer in
      guard let base = buffer.baseAddress else { return [] }
      var place = base
      Self.write(rows, to: &place) { $0.ordinal }
      Self.write(rows, to: &place) { $0.flags }
      Self.write(rows, to: &place) { $0.pace }
      Self.write(rows, from: end, to: &place) { $0.endMilliseconds }
      Self.write(rows, from: line, to: &place) { $0.line }
      Self.write(rows, to: &place) { $0.completed.map(Self.whole) }
      Self.write(rows, to: &place) { $0.elapsed }
      Self.write(rows, to: &place) { $0.below }
      Self.write(rows, to: &place) { $0.above }
      Self.write(rows, to: &place) { $0.stalls }
      return Array(UnsafeBufferPointer(start: base, count: place - base))
    }
  }

  /// The number of columns, and the most bytes of a number of 64 bits, seven bits a byte.
  private static let columns = 10
  private static let longestNumber = 10

  @inline(__always)
  private static func write(
    _ rows: some Collection<RunRow>, from first: Int = 0,
    to place: inout UnsafeMutablePointer<UInt8>, _ value: (RunRow) -> Int?
  ) {
    var last = first
    for row in rows {
      var code: UInt64 = 0
      if let value = value(row) {
        let step = value &- last
        code = UInt64(bitPattern: Int64((step << 1) ^ (step >> (Int.bitWidth - 1)))) &+ 1
        last = value
      }
      while code >= 0x80 {
        place.pointee = UInt8(truncatingIfNeeded: code) | 0x80
        place += 1
        code >>= 7
      }
      place.pointee = UInt8(truncatingIfNeeded: code)
      place += 1
    }
  }

  /// A number of units as a whole number: twice it where it is whole, else its bits but the last.
  private static func whole(_ units: Double) -> Int {
    if let whole = Int(exactly: units), abs(whole) < 1 << 60 { return whole << 1 }
    return Int(truncatingIfNeeded: units.bitPattern) | 1
  }

  private static func units(_ whole: Int) -> Double {
    whole & 1 == 0
      ? Double(whole >> 1) : Double(bitPattern: UInt64(bitPattern: Int64(whole & ~1)))
  }
}

// MARK: - Unpacking

extension RunBlock {
  /// Returns the runs; their workload is 0.
  ///
  /// - Throws: `CorruptDataError`.
  func rows() throws -> [RunRow] {
    var reader = ByteReader(bytes[...])
    let (ordinals, flags, paces, ends, lines) = try firstColumns(&reader)
    let completed = try column(&reader)
    let elapsed = try column(&reader)
    let below = try column(&reader)
    let above = try column(&reader)
    let stalls = try column(&reader, within: StoredNumber.counts)
    return (0..<count).map { run in
      RunRow(
        workload: 0, ordinal: ordinals[run] ?? 0, line: lines[run] ?? 0, flags: flags[run] ?? 0,
        pace: paces[run], below: below[run], above: above[run],
        completed: completed[run].map(Self.units), elapsed: elapsed[run],
        endMilliseconds: ends[run], stalls: stalls[run] ?? 0)
    }
  }

  /// Returns the runs that count and have a rate.
  ///
  /// - Throws: `CorruptDataError`.
  func points() throws -> [RunPoint] {
    var reader = ByteReader(bytes[...])
    let (ordinals, flags, paces, ends, lines) = try firstColumns(&reader)
    return (0..<count).compactMap { run in
      guard let flags = flags[run], flags & 2 != 0, let pace = paces[run], pace != 0 else {
        return nil
      }
      return RunPoint(
        ordinal: ordinals[run] ?? 0, pace: pace, end: ends[run], line: lines[run] ?? 0)
    }
  }

  /// Reads the columns that every use of a block needs, which come first: ordinals, flags, paces, ends
  /// and lines.
  private func firstColumns(
    _ reader: inout ByteReader
  ) throws(CorruptDataError) -> ([Int?], [Int?], [Int?], [Int?], [Int?]) {
    (
      try column(&reader, within: StoredNumber.counts), try column(&reader),
      try column(&reader), try column(&reader, from: end, within: StoredNumber.places),
      try column(&reader, from: line, within: StoredNumber.places)
    )
  }

  private func column(
    _ reader: inout ByteReader, from first: Int = 0, within bounds: ClosedRange<Int> = .min ... .max
  ) throws(CorruptDataError) -> [Int?] {
    guard (0...bytes.count).contains(count) else { throw CorruptDataError(offset: bytes.count) }
    var values: [Int?] = []
    values.reserveCapacity(count)
    var last = first
    for _ in 0..<count {
      let code = try reader.readUnsigned()
      guard code > 0 else {
        values.append(nil)
        continue
      }
      let step = code - 1
      last &+= Int(truncatingIfNeeded: Int64(bitPattern: step >> 1) ^ -Int64(bitPattern: step & 1))
      guard bounds.contains(last) else { throw CorruptDataError(offset: bytes.count) }
      values.append(last)
    }
    return values
  }
}
