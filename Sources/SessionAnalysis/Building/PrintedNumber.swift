internal import LogTokenizer

/// Numbers as logs print them.
enum PrintedNumber {
  /// Reads a decimal number, with blanks and thousands separators allowed.
  ///
  /// A single comma with other than three digits behind it is a decimal point, as C programs print it
  /// with a German locale.
  ///
  /// Up to 15 digits, which a double holds exactly, are read here: their quotient by a power of ten
  /// that is exact too is rounded once (Clinger, How to Read Floating Point Numbers Accurately, 1990).
  static func decimal(_ text: some StringProtocol) -> Double? {
    var digits: UInt64 = 0
    var count = 0
    var decimals: Int?
    var commas = 0
    var behindComma = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39 where count < 15:
        digits = digits * 10 + UInt64(byte - 0x30)
        count += 1
        decimals = decimals.map { $0 + 1 }
        behindComma += 1
      case UInt8(ascii: ".") where decimals == nil: decimals = 0
      case UInt8(ascii: ","):
        commas += 1
        behindComma = 0
      case UInt8(ascii: " "), UInt8(ascii: "_"): break
      default: return Double(String(text.filter { $0 != "," && $0 != " " && $0 != "_" }))
      }
    }
    guard count > 0 else { return nil }
    if commas == 1, decimals == nil, behindComma != 0, behindComma != 3 { decimals = behindComma }
    return Double(digits) / powersOfTen[decimals ?? 0]
  }

  /// Reads an amount of memory as megabytes of 2^20 bytes, as programs count them whatever they call
  /// them; a number without a unit is megabytes.
  static func megabytes(_ text: String) -> Double? {
    let digits = text.utf8.prefix { isNumber($0) || $0 == UInt8(ascii: ",") }
    guard let number = decimal(Substring(digits)) else { return nil }
    // The first letter, in lower case; what is no letter of ASCII is none of a unit.
    switch text.utf8[digits.endIndex...].first(where: { isLetter($0) && $0 < 0x80 }).map({
      $0 | 0x20
    }) {
    case UInt8(ascii: "t"): return number * 1_048_576
    case UInt8(ascii: "g"): return number * 1024
    case UInt8(ascii: "k"): return number / 1024
    case UInt8(ascii: "b"): return number / 1_048_576
    default: return number
    }
  }

  /// Reads a time span as seconds: `12.5`, `12.5s`, `1:02`, `0:01:02`, `3.1 min`, `3 min. 15.2 sec.`, `850 ms`.
  static func seconds(_ text: String) -> Double? {
    let text = text.utf8
    if text.contains(UInt8(ascii: ":")) {
      var total = 0.0
      for part in text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
        guard let number = decimal(Substring(part.prefix { isNumber($0) })) else { return nil }
        total = total * 60 + number
      }
      return total
    }
    var total: Double?
    var rest = text[...]
    while let start = rest.firstIndex(where: isDigit) {
      let all = rest[start...].prefix { isNumber($0) || $0 == UInt8(ascii: ",") }
      // A point behind the number ends a sentence.
      let digits = all.last == UInt8(ascii: ".") ? all.dropLast() : all
      guard let number = decimal(Substring(digits)) else { break }
      rest = rest[all.endIndex...].drop { $0 == 0x20 }
      total = (total ?? 0) + number * factor(rest.prefix(while: isLetter))
    }
    return total
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isNumber(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: ".") }

  /// Whether a byte is part of a unit's name, as those of `µ` are.
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
  }

  /// The seconds of a unit; one that is not known is taken for seconds.
  private static func factor(_ unit: Substring.UTF8View) -> Double {
    if unit.isEmpty || unit.elementsEqual("s".utf8) || unit.elementsEqual("sec".utf8) { return 1 }
    return switch Substring(unit).lowercased() {
    case "ms", "milliseconds": 0.001
    case "us", "µs": 0.000_001
    case "m", "min", "mins", "minute", "minutes": 60
    case "h", "hr", "hour", "hours": 3600
    case "d", "day", "days": 86_400
    default: 1
    }
  }

  /// Writes a number without a fraction where it has none.
  static func text(_ number: Double) -> String {
    let rounded = number.rounded()
    return abs(rounded) < 1e15 ? String(Int64(rounded)) : String(number)
  }
}
