internal import LogTokenizer

/// A progress frame with its numbers worked out once, for all the bars that it is compared with.
struct BarFrame: ~Copyable {
  /// The meter, which lies in the batch.
  let meter: UnsafePointer<Meter>
  private let text: UnsafeRawBufferPointer
  let completed: Double
  let total: Double?
  let elapsed: Int?
  let isFinished: Bool
  let line: Int
  let row: Int
  let time: LogTime?
  /// The number of its label, as the record has it.
  let label: UInt32
  /// Whether a message was written over the bar's beginning, of which the rest was left behind it.
  var isRemnant: Bool { isGlued && meter.pointee.percent == nil && total != nil }
  private let isGlued: Bool

  /// Reads a frame; `nil` if it does not show how much is done.
  @inline(__always)
  init?(
    _ record: UnsafePointer<Record>, _ meter: UnsafePointer<Meter>, _ text: UnsafeRawBufferPointer
  ) {
    guard let completed = meter.pointee.completed else { return nil }
    self.meter = meter
    self.text = text
    self.completed = completed
    total = meter.pointee.total
    elapsed = meter.pointee.elapsedSeconds
    isFinished = total.map { completed >= $0 && $0 > 0 } ?? false
    line = record.pointee.line
    row = record.pointee.row
    time = record.pointee.time
    label = record.pointee.label
    isGlued = record.pointee.isGlued
  }

  /// The description without blanks around it and a colon at its end.
  var description: UnsafeRawBufferPointer { Self.trimmed(text, meter.pointee.description) }
  /// The unit without blanks around it.
  var unit: UnsafeRawBufferPointer { Self.trimmed(text, meter.pointee.unit) }

  private static func trimmed(
    _ text: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> UnsafeRawBufferPointer {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, text[start] == 0x20 { start += 1 }
    while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x3A { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: text[start..<end])
  }
}
