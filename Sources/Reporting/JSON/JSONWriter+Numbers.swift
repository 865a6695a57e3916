extension JSONWriter {
  /// Appends a whole number.
  mutating func appendInteger(_ value: Int) {
    if value < 0 { buffer.append(0x2D) }
    let start = buffer.count
    var rest = value.magnitude
    repeat {
      buffer.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    buffer[start...].reverse()
  }

  /// Appends a number as ``decimal(_:)`` writes it.
  mutating func appendNumber(_ value: Double) {
    // Whole numbers are common and need no search for the shortest digits.
    if value.magnitude < 0x1p53, let whole = Int(exactly: value) {
      return appendInteger(whole)
    }
    guard value.isFinite else { return appendASCII("null") }
    buffer.append(contentsOf: Self.decimal(value).utf8)
  }

  /// Returns the shortest decimal that reads back to the same finite number.
  ///
  /// As in JavaScript, an exponent is used below 1e-6 and from 1e21 on only.
  static func decimal(_ value: Double) -> String {
    // Swift prints the shortest digits, but goes over to exponents earlier.
    let printed = value.description
    guard let mark = printed.utf8.firstIndex(of: 0x65),
      let exponent = Int(printed[printed.index(after: mark)...])
    else {
      let isWhole = printed.utf8.suffix(2).elementsEqual([0x2E, 0x30])
      return isWhole ? String(printed.dropLast(2)) : printed
    }

    let sign = value < 0 ? "-" : ""
    var digits = printed[..<mark].filter { $0 != "." && $0 != "-" }
    while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
    switch exponent {
    case -6..<0:
      return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
    case max(0, digits.count - 1)..<21:
      return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
    default:
      let fraction = digits.dropFirst()
      return sign + digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e\(exponent)"
    }
  }
}
