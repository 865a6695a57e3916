package struct Meter: Sendable, Equatable { package var end: Int; package var description, unit, postfix: Range<Int>; package var percent: Int?;  package var completed, total: Double?;  package var elapsedSeconds, remainingSeconds: Int?
  package var ratePerSecond, rateLow, rateHigh: Double?;   package var isFinished: Bool  }
package enum MeterParser { package static func parse(_ frame: UnsafeRawBufferPointer) -> Meter? { nil } }
