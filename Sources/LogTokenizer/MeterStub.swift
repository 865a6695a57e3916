package struct Meter: Sendable, Equatable { package var end: Int }
package enum MeterParser { package static func parse(_ frame: UnsafeRawBufferPointer) -> Meter? { nil } }
