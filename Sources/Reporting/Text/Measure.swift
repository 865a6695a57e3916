/// Numbers in the form in which a report shows them.
package enum Measure {
  /// Returns a rate as programs print it: `8.44 it/s`, or `1.25 s/it` below one a second.
  ///
  /// Bars that name no unit count steps, `it`, as tqdm does.
  static func rate(_ perSecond: Double, unit: String) -> String {
    let unit = unit.isEmpty ? "it" : unit
    guard perSecond > 0, perSecond.isFinite else { return "0 \(unit)/s" }
    return perSecond >= 1
      ? "\(rounded(perSecond)) \(unit)/s" : "\(rounded(1 / perSecond)) s/\(unit)"
  }

  /// Returns two rates with an arrow between them, in the same form.
  package static func rates(from: Double, to: Double, unit: String) -> String {
    let unit = unit.isEmpty ? "it" : unit
    guard from > 0, to > 0, (from >= 1) != (to >= 1) else {
      return "\(rate(from, unit: unit)) → \(rate(to, unit: unit))"
    }
    return "\(rounded(from)) → \(rounded(to)) \(unit)/s"
  }

  /// Returns the bounds of some rates, in the same form.
  static func range(_ low: Double, _ high: Double, unit: String) -> String {
    let unit = unit.isEmpty ? "it" : unit
    return high < 1
      ? "\(rounded(1 / high))–\(rounded(1 / low)) s/\(unit)"
      : "\(rounded(low))–\(rounded(high)) \(unit)/s"
  }

  /// Returns a share as percent, without its sign: `20 %`, `0.4 %`.
  static func percent(_ share: Double) -> String {
    let percent = abs(share) * 100
    return (percent < 1 && percent > 0 ? rounded(percent) : rounded(percent, places: 0)) + " %"
  }

  /// Returns a whole number with a comma between thousands.
  package static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var result = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// Returns a duration: `8.4 s`, `12 min 5 s`, `3 h 20 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e12 else { return "? s" }
    let whole = Int(seconds.rounded())
    return switch whole {
    case ..<60: "\(rounded(seconds, places: seconds == Double(whole) ? 0 : 1)) s"
    case ..<3600: "\(whole / 60) min \(whole % 60) s"
    default: "\(count(whole / 3600)) h \(whole % 3600 / 60) min"
    }
  }

  /// Returns a number of bytes in powers of 1024: `812 B`, `1.4 MiB`.
  static func bytes(_ value: Int) -> String {
    guard value >= 1024 else { return "\(value) B" }
    var rest = Double(value) / 1024
    var unit = 0
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    while rest >= 1024 { (rest, unit) = (rest / 1024, unit + 1) }
    return "\(rounded(rest, places: 1)) \(units[unit])"
  }

  /// Returns a number with as many places as its size deserves: three digits that count.
  package static func rounded(_ value: Double) -> String {
    switch abs(value) {
    case ..<0.1: rounded(value, places: 3)
    case ..<10: rounded(value, places: 2)
    case ..<100: rounded(value, places: 1)
    default: rounded(value, places: 0)
    }
  }

  /// Returns a number rounded to at most three places, all of them written.
  package static func rounded(_ value: Double, places: Int) -> String {
    let scale = [1, 10, 100, 1000][min(max(places, 0), 3)]
    let scaled = (abs(value) * Double(scale)).rounded()
    guard scaled.isFinite, scaled < 0x1p53 else { return JSONWriter.decimal(value) }
    let whole = Int(scaled)
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard scale > 1 else { return sign + String(whole) }
    let fraction = String(whole % scale)
    let zeros = String(repeating: "0", count: min(places, 3) - fraction.count)
    return "\(sign)\(whole / scale).\(zeros)\(fraction)"
  }

  /// Returns a series as a row of bars, one a value, from the lowest to the highest.
  ///
  /// A series that hardly moves is drawn flat, so that noise does not look like a change: a full
  /// bar's height is at least a tenth of the highest value.
  package static func sparkline(_ values: [Double], columns: Int) -> String {
    let values = condensed(values.filter(\.isFinite), to: columns)
    guard let low = values.min(), let high = values.max() else { return "" }
    let bars = Array("▁▂▃▄▅▆▇█")
    let span = max(high - low, abs(high) / 10)
    guard span > 0 else { return String(repeating: bars[0], count: values.count) }
    let bottom = high - span
    return String(
      values.map { bars[min(bars.count - 1, Int(($0 - bottom) / span * Double(bars.count)))] })
  }

  private static func condensed(_ values: [Double], to columns: Int) -> [Double] {
    guard values.count > columns, columns > 0 else { return values }
    return (0..<columns).map { column in
      let part = values[(column * values.count / columns)..<((column + 1) * values.count / columns)]
        .sorted()
      return part[part.count / 2]
    }
  }
}
