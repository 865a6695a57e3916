import LogTokenizer

/// The fields of a meter as text and numbers, as a reader of the frame sees them.
struct MeterReading: Equatable, Sendable {
  var description: String?
  var percent: Int?
  var completed: Double?
  var total: Double?
  var elapsed: Int?
  var remaining: Int?
  var rate: Double?
  var unit: String?
  var postfix: String?
  var isFinished = false
  /// The text glued behind the meter.
  var glued: String?
}

extension MeterReading {
  /// Parses a frame, and hands out what it shows or nil.
  static func of(_ frame: String) -> MeterReading? { of(Array(frame.utf8)) }

  /// Parses a frame, and hands out what it shows or nil.
  static func of(_ frame: [UInt8]) -> MeterReading? {
    guard let meter = frame.withUnsafeBytes({ MeterParser.parse($0) }) else { return nil }
    func text(_ range: Range<Int>) -> String? {
      range.isEmpty ? nil : String(decoding: frame[range], as: UTF8.self)
    }
    return MeterReading(
      description: text(meter.description), percent: meter.percent, completed: meter.completed,
      total: meter.total, elapsed: meter.elapsedSeconds, remaining: meter.remainingSeconds,
      rate: meter.ratePerSecond, unit: text(meter.unit), postfix: text(meter.postfix),
      isFinished: meter.isFinished, glued: text(meter.end..<frame.count))
  }

  /// The fields' names where this reading shows a value that the other one does not share.
  ///
  /// A field that is nil here claims nothing.
  func contradictions(of whole: MeterReading) -> [String] {
    func differs<T: Equatable>(_ field: KeyPath<MeterReading, T?>) -> Bool {
      self[keyPath: field] != nil && self[keyPath: field] != whole[keyPath: field]
    }
    var names: [String] = []
    if differs(\.description) { names.append("description") }
    if differs(\.percent) { names.append("percent") }
    if differs(\.completed) { names.append("completed") }
    if differs(\.total) { names.append("total") }
    if differs(\.elapsed) { names.append("elapsed") }
    if differs(\.remaining) { names.append("remaining") }
    if differs(\.rate) { names.append("rate") }
    if differs(\.unit) { names.append("unit") }
    if differs(\.postfix) { names.append("postfix") }
    return names
  }
}

/// Removes CSI escape sequences.
func withoutEscapes(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  var plain: [UInt8] = []
  var isEscape = false
  var isSequence = false
  for byte in bytes {
    if isSequence {
      isSequence = !(0x40...0x7E).contains(byte)
    } else if isEscape {
      isEscape = false
      isSequence = byte == UInt8(ascii: "[")
    } else if byte == 0x1B {
      isEscape = true
    } else {
      plain.append(byte)
    }
  }
  return plain
}
