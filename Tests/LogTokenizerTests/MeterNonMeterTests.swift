import Foundation
import TestSupport
import Testing

/// Text that resembles a meter must stay text.
@Suite struct MeterNonMeterTests {
  static let lines: [String] = {
    guard let bytes = try? Fixture.bytes("meters/not-meters.txt") else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }()

  @Test func hasLines() {
    #expect(Self.lines.count > 50)
  }

  @Test(arguments: lines)
  func ordinaryTextIsNoMeter(_ line: String) {
    #expect(MeterReading.of(line) == nil)
  }
}
