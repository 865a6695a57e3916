internal import PatternCatalogue

/// A pattern's match in a record's text, with its captures.
struct MatchView {
  /// A named capture that took part.
  struct Capture {
    var name: String
    var range: Range<Int>
  }

  /// The record's text.
  let text: UnsafeRawBufferPointer
  /// The index of the message.
  let message: Int
  /// The range of the match.
  let range: Range<Int>
  /// The captures that took part.
  let captures: [Capture]
}

extension MatchView {
  /// Returns the text of a capture without blanks around it; `nil` if it took no part.
  func string(_ name: String) -> String? {
    guard var range = captures.first(where: { $0.name == name })?.range else { return nil }
    while !range.isEmpty, text[range.lowerBound] <= 0x20 {
      range = range.lowerBound + 1..<range.upperBound
    }
    while !range.isEmpty, text[range.upperBound - 1] <= 0x20 {
      range = range.lowerBound..<range.upperBound - 1
    }
    return String(decoding: text[range], as: UTF8.self)
  }

  /// Whether a byte goes on with a character of UTF-8 that began before it.
  private static func goesOn(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// Returns the lines in which the match lies, at most `limit` bytes.
  func message(limit: Int) -> String {
    var start = range.lowerBound
    while start > 0, text[start - 1] != 0x0A, range.lowerBound - start < limit / 2 { start -= 1 }
    var end = range.upperBound
    while end < text.count, text[end] != 0x0A, end - start < limit { end += 1 }
    end = min(end, start + limit)
    // Whole characters of UTF-8.
    while start < range.lowerBound, Self.goesOn(text[start]) { start += 1 }
    while end > start, end < text.count, Self.goesOn(text[end]) { end -= 1 }
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  /// Returns the value that a rule takes from the match, if its condition holds and it is known.
  func value(_ rule: FactRule, of message: MessageRule, _ rules: AnalysisRules) -> String? {
    if let condition = rule.when, !condition.holds(string) { return nil }
    let plain: String?
    switch rule.source {
    case .value(let text):
      plain = text
    case .capture(let name):
      plain = string(name).flatMap { Self.normalised($0, message.definition.captureType(name)) }
    case .table(let name, let key):
      plain = key.filled(string).flatMap { rules.catalogue.table(name)?.value($0) }
    }
    guard let plain, !plain.isEmpty else { return nil }
    return rule.mapped(plain)
  }

  /// Returns the number that a rule takes from the match.
  func number(_ quantity: RunRule.Quantity?, of message: MessageRule) -> Double? {
    switch quantity {
    case nil: return nil
    case .number(let number): return number
    case .capture(let name):
      guard let text = string(name) else { return nil }
      return message.definition.captureType(name) == .seconds
        ? PrintedNumber.seconds(text) : PrintedNumber.decimal(text)
    }
  }

  /// Writes amounts and spans in their unit, other values as they are.
  private static func normalised(_ text: String, _ type: CaptureType) -> String? {
    switch type {
    case .megabytes: PrintedNumber.megabytes(text).map(PrintedNumber.text)
    case .seconds: PrintedNumber.seconds(text).map { String($0) }
    default: text
    }
  }
}
