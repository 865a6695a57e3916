import Testing

@testable import SessionAnalysis

@Suite struct PrintedNumberTests {
  @Test(
    "A decimal number is what the standard library reads",
    arguments: [
      "0", "7", "12.5", "0.1", ".5", "5.", "123456789012345", "1234567890123456789", "0.000001",
      "99999.99", "3.14159265358979", "1e5", "-2.5", "", ".", "1.2.3", "x",
    ])
  func readsDecimal(text: String) {
    #expect(PrintedNumber.decimal(text) == Double(text))
  }

  @Test(
    "Blanks and separators of thousands are left out",
    arguments: [
      ("1,024", 1024.0), ("1 024.5", 1024.5), ("10_000", 10_000), ("1,234,567", 1_234_567),
      ("1,024.50", 1024.5),
    ])
  func leavesSeparatorsOut(text: String, number: Double) {
    #expect(PrintedNumber.decimal(text) == number)
  }

  @Test(
    "A comma that separates no thousands is a decimal point",
    arguments: [("82,40", 82.4), ("6213,93", 6213.93), ("0,5", 0.5), ("12,", 12)])
  func readsDecimalCommas(text: String, number: Double) {
    #expect(PrintedNumber.decimal(text) == number)
  }

  @Test(
    "A span of time is read in every form",
    arguments: [
      ("12.5", 12.5), ("12.5s", 12.5), ("1:02", 62), ("0:01:02", 62), ("3.1 min", 186),
      ("3 min. 15.2 sec.", 195.2), ("850 ms", 0.85), ("40 µs", 0.000_04), ("2 H 1 Min", 7260),
      ("1,024 s", 1024), ("7 parsecs", 7), ("took 3s.", 3),
    ])
  func readsSeconds(text: String, seconds: Double) throws {
    let read = try #require(PrintedNumber.seconds(text))
    #expect(abs(read - seconds) < 1e-9)
  }

  @Test("A text without a number is no span", arguments: ["", "soon", "a:b", "1:b"])
  func refusesOtherTexts(text: String) {
    #expect(PrintedNumber.seconds(text) == nil)
  }

  @Test(
    "An amount of memory is read in every unit",
    arguments: [
      ("512", 512.0), ("8 GB", 8192), ("8\u{A0}GiB", 8192), ("1,024 KiB", 1), ("1.5 t", 1_572_864),
      ("1048576 bytes", 1), ("24 MiB", 24), ("7 Q", 7),
    ])
  func readsMegabytes(text: String, megabytes: Double) {
    #expect(PrintedNumber.megabytes(text) == megabytes)
  }

  @Test("A text that begins without a number is no amount", arguments: ["", "GiB", "about 8 GB"])
  func refusesOtherAmounts(text: String) {
    #expect(PrintedNumber.megabytes(text) == nil)
  }
}
