/// Numbers as logs print them.
enum PrintedNumber {
  /// Reads a decimal number, with blanks and thousands separators allowed.
  static func decimal(_ text: some StringProtocol) -> Double? {
    Double(String(text.filter { $0 != "," && $0 != " " && $0 != "_" }))
  }

  /// Reads an amount of memory as megabytes of 2^20 bytes, as programs count them whatever they call
  /// them; a number without a unit is megabytes.
  static func megabytes(_ text: String) -> Double? {
    let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "," }
    guard let number = decimal(digits) else { return nil }
    switch text[digits.endIndex...].first(where: { $0.isLetter })?.lowercased() {
    case "t": return number * 1_048_576
    case "g": return number * 1024
    case "k": return number / 1024
    case "b": return number / 1_048_576
    default: return number
    }
  }

  /// Reads a time span as seconds: `12.5`, `12.5s`, `1:02`, `0:01:02`, `3.1 min`, `3 min. 15.2 sec.`, `850 ms`.
  static func seconds(_ text: String) -> Double? {
    if text.contains(":") {
      var total = 0.0
      for part in text.split(separator: ":", omittingEmptySubsequences: false) {
        guard let number = decimal(part.prefix { $0.isNumber || $0 == "." }) else { return nil }
        total = total * 60 + number
      }
      return total
    }
    var total: Double?
    var rest = text[...]
    while let start = rest.firstIndex(where: \.isNumber) {
      let digits = rest[start...].prefix { $0.isNumber || $0 == "." || $0 == "," }
      guard let number = decimal(digits.last == "." ? digits.dropLast() : digits) else { break }
      rest = rest[digits.endIndex...].drop { $0 == " " }
      let unit = rest.prefix(while: \.isLetter).lowercased()
      total = (total ?? 0) + number * factor(unit)
    }
    return total
  }

  private static func factor(_ unit: String) -> Double {
    switch unit {
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
