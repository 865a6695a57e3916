import Foundation
import TestSupport
import Testing

/// A frame that tqdm 4.70 wrote, with the arguments that tqdm was given.
struct OracleRecord: Decodable, Sendable, CustomTestStringConvertible {
  var id: String
  var cat: String
  var raw: String?
  var rawB64: String?
  var truth: Truth

  var testDescription: String { "\(id) \(cat)" }

  struct Truth: Decodable, Sendable {
    var form: String
    var n: Double?
    var total: Double?
    var nText: String?
    var totalText: String?
    var nIv: [Double]?
    var totalIv: [Double]?
    var divisor: Double?
    var percent: Double?
    var elapsedS: Int?
    var remainingS: Int?
    var rate: Rate?
    var unit: String?
    var desc: String?
    var postfix: String?
    var finished: Bool?
    var complete: Bool?
    var visible: [String]
  }

  struct Rate: Decodable, Sendable {
    var inverted: Bool
    var perS: Double?
    var lo: Double?
    var hi: Double?
  }
}

extension OracleRecord {
  /// The records of the fixture, in order.
  static let all: [OracleRecord] = {
    guard let bytes = try? Fixture.bytes("meters/tqdm.jsonl") else { return [] }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap {
      try? decoder.decode(OracleRecord.self, from: Data($0))
    }
  }()

  /// The frame's bytes without separators and escape sequences.
  var frame: [UInt8] {
    let bytes =
      rawB64.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) } ?? Array((raw ?? "").utf8)
    return withoutEscapes(bytes.filter { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") })
  }

  /// Whether the frame is whole and of one of tqdm's own layouts, so that every field must be
  /// found.
  var isStrict: Bool { truth.complete == true && ["bar", "count", "nobar"].contains(truth.form) }
}

// MARK: - Judging

extension OracleRecord {
  /// The fields that a reading lacks or has wrong.
  ///
  /// What bytes alone cannot tell is right either way: a prefix as a power of 1000 or of 1024, a
  /// `k` as part of the number or of the unit, and `s/s` in either direction.
  func faults(of reading: MeterReading?) -> [String] {
    var faults: [String] = []
    func check<T>(_ name: String, _ value: T?, isShown: Bool, _ isRight: (T) -> Bool) {
      if let value {
        if !isRight(value) { faults.append("wrong \(name)") }
      } else if isShown, isStrict {
        faults.append("missing \(name)")
      }
    }
    func shows(_ field: String) -> Bool { truth.visible.contains(field) }
    let unit = (truth.unit ?? "").trimmingCharacters(in: .whitespaces)
    let letter = unit.first.flatMap(Self.power)

    if let percent = truth.percent {
      check("percent", reading?.percent, isShown: shows("percent")) {
        abs(Double($0) - percent) <= 0.5
      }
    }
    if let n = truth.n {
      let text = (truth.nText, truth.form == "count" ? letter : nil)
      check("completed", reading?.completed, isShown: shows("n")) {
        fits($0, n, truth.nIv, text.0, text.1)
      }
    }
    if let total = truth.total, truth.form != "count" {
      check("total", reading?.total, isShown: shows("n")) {
        fits($0, total, truth.totalIv, truth.totalText, nil)
      }
    }
    if let elapsed = truth.elapsedS {
      check("elapsed", reading?.elapsed, isShown: shows("elapsed")) { $0 == elapsed }
    }
    if let remaining = truth.remainingS {
      check("remaining", reading?.remaining, isShown: shows("remaining")) { $0 == remaining }
    }
    if let rate = truth.rate, (rate.perS ?? 0) > 0 {
      check("rate", reading?.rate, isShown: shows("rate") && unit != "s") {
        fits($0, rate, unit, letter)
      }
      if shows("rate"), isStrict {
        check("unit", reading?.unit?.trimmingCharacters(in: .whitespaces), isShown: true) {
          $0 == unit || (letter != nil && $0 == String(unit.dropFirst()))
        }
      }
    } else if truth.rate == nil, unit != "s", reading?.rate != nil {
      faults.append("wrong rate")
    }
    if isStrict {
      let description = Self.plain(truth.desc)
      check("description", reading?.description, isShown: !description.isEmpty) {
        Self.plain($0) == description
      }
      if let postfix = truth.postfix, shows("postfix") {
        check("postfix", reading?.postfix, isShown: true) { $0 == postfix }
      }
      if shows("n"), truth.total != nil, truth.nIv == nil, let finished = truth.finished {
        check("finished", reading?.isFinished, isShown: true) { $0 == finished }
      }
    }
    return faults
  }

  private static func power(_ letter: Character) -> Int? {
    "kMGTPEZY".firstIndex(of: letter).map {
      "kMGTPEZY".distance(from: "kMGTPEZY".startIndex, to: $0) + 1
    }
  }

  private static func plain(_ text: String?) -> String {
    var words = (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    while let last = words.last, last == ":" || last == " " { words.removeLast() }
    return words
  }

  private func fits(
    _ value: Double, _ centre: Double, _ interval: [Double]?, _ text: String?, _ letter: Int?
  ) -> Bool {
    let (low, high) = (interval?[0] ?? centre, interval?[1] ?? centre)
    var factors = [1.0]
    if let power = (text?.last).flatMap(Self.power) {
      let other = truth.divisor == 1024 ? 1000.0 : 1024.0
      factors.append(pow(other / (truth.divisor ?? 1000), Double(power)))
    }
    if let letter {
      factors += factors.flatMap {
        [$0 * pow(1000, Double(letter)), $0 * pow(1024, Double(letter))]
      }
    }
    let slack = 1e-9 * max(1, abs(centre))
    return factors.contains { low * $0 - slack * $0 <= value && value <= high * $0 + slack * $0 }
  }

  private func fits(_ value: Double, _ rate: Rate, _ unit: String, _ letter: Int?) -> Bool {
    let (low, high) = (rate.lo ?? 0, rate.hi ?? .infinity)
    var readings = [(low, high)]
    if unit == "s" { readings.append((1 / high, low > 0 ? 1 / low : .infinity)) }
    if let letter {
      let factor = pow(1000, Double(letter))
      readings += [(low * factor, high * factor), (low / factor, high / factor)]
    }
    // The fixture rounds to nine decimals.
    return readings.contains {
      $0.0 * (1 - 1e-6) - 1e-9 <= value && value <= $0.1 * (1 + 1e-6) + 1e-9
    }
  }
}
