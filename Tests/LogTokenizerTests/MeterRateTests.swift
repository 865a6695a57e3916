import LogTokenizer
import Testing

@Suite struct MeterRateTests {
  private func meter(_ frame: String) throws -> Meter {
    try #require(Array(frame.utf8).withUnsafeBytes { MeterParser.parse($0) })
  }

  @Test func boundsAFixedRateByHalfOfItsLastDigit() throws {
    let meter = try meter(" 50%|█████     | 5/10 [00:02<00:02,  2.50it/s]")
    #expect(meter.rateLow == 2.495)
    #expect(meter.rateHigh == 2.505)
  }

  @Test func boundsAnInverseRateTheOtherWayRound() throws {
    let meter = try meter(" 50%|█████     | 5/10 [00:10<00:10,  2.00s/it]")
    #expect(meter.rateLow == 1 / 2.005)
    #expect(meter.rateHigh == 1 / 1.995)
  }

  @Test func boundsAPrefixByBothItsMeanings() throws {
    let meter = try meter(" 50%|█████     | 50/100 [00:02<00:02, 25.0MB/s]")
    #expect(meter.rateLow == 24.95e6)
    #expect(meter.rateHigh == 25.05 * 1024 * 1024)
  }

  @Test func aRateOfZeroHasNoLowerBoundBelowZero() throws {
    let meter = try meter("  1%|          | 1/100 [10:00<9:00:00,  0.00img/s]")
    #expect(meter.ratePerSecond == 0)
    #expect(meter.rateLow == 0)
    #expect(meter.rateHigh == 0.005)
  }

  @Test func narrowsTheMeanByTheCountOverTheClock() throws {
    // 20 steps in 7.0 to 8.0 s are 2.5 to 2.857 per second; 2.58 was printed.
    let meter = try meter("100%|██████████| 20/20 [00:07<00:00,  2.58it/s]")
    #expect(meter.meanRate == .within(2.575...2.585))
  }

  @Test func keepsTheClocksBoundWhereItIsTheNarrower() throws {
    // 1999 in 1000 to 1001 s: at most 1.999 per second, although up to 2.5 rounds to what was
    // printed.
    let meter = try meter("train ━━━━━━━━━━━━ 1999/5000 [ 0:16:40 < 0:13:00 , 2 it/s ]")
    #expect(meter.meanRate == .within((1999 / 1001.0)...1.999))
  }

  @Test func aRateThatCountAndClockContradictIsNoMean() throws {
    let meter = try meter(" 50%|█████     | 50/100 [00:10<00:25,  2.00it/s]")
    #expect(meter.meanRate == .contradicted)
  }

  @Test func aFrameWithoutRateTellsNoMean() throws {
    let meter = try meter("  0%|          | 0/20 [00:00<?, ?it/s]")
    #expect(meter.meanRate == .unknown)
  }
}
