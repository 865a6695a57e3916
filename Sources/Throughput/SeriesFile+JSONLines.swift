import Localization

extension NamedSeries {
  /// Reads a series from one line of a file of JSON lines.
  ///
  /// The line is an object with `id`, `mode` (`offline` or `nightly`; both, if missing), the rates
  /// `v`, and the sessions `s` as pairs of day and number of runs. Without `s` all runs are of one
  /// session. Other keys are passed over.
  ///
  /// - Throws: `SeriesFileError` if the line is no such object.
  package init(jsonLine bytes: ArraySlice<UInt8>, number: Int) throws(SeriesFileError) {
    do throws(JSONFault) {
      self = try Self.read(bytes, number: number)
    } catch {
      throw SeriesFileError(line: number, reason: error.reason)
    }
  }

  private static func read(
    _ bytes: ArraySlice<UInt8>, number: Int
  ) throws(JSONFault) -> NamedSeries {
    var id: String?
    var mode = Mode.both
    var rates: [Double]?
    var sessions: [RateSeries.Session]?
    var scanner = JSONScanner(bytes)
    try scanner.readObject { (scanner, key) throws(JSONFault) in
      switch key {
      case "id": id = try scanner.readString()
      case "mode": mode = try readMode(&scanner)
      case "v": rates = try readRates(&scanner)
      case "s": sessions = try readSessions(&scanner)
      default: try scanner.skipValue()
      }
    }
    guard scanner.isAtEnd() else {
      throw JSONFault(reason: LocalizedText(en: "more follows behind the object", zh: "对象之后还有其他内容"))
    }
    guard let rates else {
      throw JSONFault(reason: LocalizedText(en: "the rates \"v\" are missing", zh: "缺少速率 \"v\""))
    }
    guard
      let series = RateSeries(
        rates: rates, sessions: sessions ?? [RateSeries.Session(day: 0, runs: rates.count)])
    else {
      throw JSONFault(
        reason: LocalizedText(
          en: "the sessions \"s\" do not add up to the number of rates", zh: "会话 \"s\" 的次数之和与速率个数不符"
        ))
    }
    return NamedSeries(id: id ?? "line-\(number)", mode: mode, rates: series)
  }

  private static func readMode(_ scanner: inout JSONScanner) throws(JSONFault) -> Mode {
    let word = try scanner.readString()
    guard let mode = Mode(rawValue: word) else {
      throw JSONFault(
        reason: LocalizedText(
          en: "the mode \"\(word)\" is neither \"offline\" nor \"nightly\"",
          zh: "模式 \"\(word)\" 既不是 \"offline\" 也不是 \"nightly\""))
    }
    return mode
  }

  private static func readRates(_ scanner: inout JSONScanner) throws(JSONFault) -> [Double] {
    var rates: [Double] = []
    try scanner.readArray { (scanner) throws(JSONFault) in
      rates.append(try scanner.readNumber())
    }
    return rates
  }

  private static func readSessions(
    _ scanner: inout JSONScanner
  ) throws(JSONFault) -> [RateSeries.Session] {
    var sessions: [RateSeries.Session] = []
    try scanner.readArray { (scanner) throws(JSONFault) in
      var pair: [Int] = []
      try scanner.readArray { (scanner) throws(JSONFault) in
        guard let number = Int(exactly: try scanner.readNumber()) else {
          throw JSONFault(
            reason: LocalizedText(
              en: "a day or a number of runs is not a whole number", zh: "日或次数不是整数"))
        }
        pair.append(number)
      }
      guard pair.count == 2 else {
        throw JSONFault(
          reason: LocalizedText(
            en: "a session is not a pair of day and number of runs", zh: "会话不是由日和次数组成的一对数"))
      }
      sessions.append(RateSeries.Session(day: pair[0], runs: pair[1]))
    }
    return sessions
  }
}
