import Localization

/// A series in comma-separated values: `time,rate` or `time,rate,session`.
///
/// A first line that names the columns sets their order. The time is a date or date and time as in
/// RFC 3339, or seconds since 1970; only its day counts. The rate is a number of units per second;
/// `8.44it/s` and `2.1s/it` are understood. Rows with the same session behind one another are one
/// session; without that column all rows of a day are.
struct SeriesTable {
  /// The series read so far.
  private(set) var series = RateSeries()

  private var columns = Columns(time: 0, rate: 1, session: 2)
  private var isFirst = true
  private var day: Int?
  private var session: String?

  private struct Columns {
    var time: Int
    var rate: Int
    var session: Int?
  }
}

extension SeriesTable {
  /// Reads a line.
  ///
  /// - Throws: `SeriesFileError` if it is no row; it is passed over.
  mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws(SeriesFileError) {
    let fields = Self.fields(of: String(decoding: line, as: UTF8.self))
    let isHeader = isFirst && readHeader(fields)
    isFirst = false
    if isHeader { return }
    guard fields.count > max(columns.time, columns.rate) else {
      throw SeriesFileError(
        line: number, reason: LocalizedText(en: "a time and a rate were expected", zh: "此处应为时间和速率"))
    }
    guard let newDay = CalendarDay.number(of: fields[columns.time]) else {
      throw SeriesFileError(
        line: number,
        reason: LocalizedText(
          en: "the time \"\(fields[columns.time])\" is not a date or a number",
          zh: "时间 \"\(fields[columns.time])\" 既不是日期也不是数字"))
    }
    guard let rate = Self.rate(fields[columns.rate]) else {
      throw SeriesFileError(
        line: number,
        reason: LocalizedText(
          en: "the rate \"\(fields[columns.rate])\" is not a number",
          zh: "速率 \"\(fields[columns.rate])\" 不是数字"))
    }
    let newSession = columns.session.flatMap { $0 < fields.count ? fields[$0] : nil }
    if newSession != nil ? newSession == session && day != nil : newDay == day {
      series.extendLastSession(rate: rate)
    } else {
      series.append(day: newDay, rates: [rate])
    }
    day = newDay
    session = newSession
  }

  /// Takes the columns from a line of names; returns false if it is none.
  private mutating func readHeader(_ fields: [String]) -> Bool {
    let names = fields.map { $0.lowercased() }
    guard let rate = names.firstIndex(of: "rate"), let time = names.firstIndex(of: "time") else {
      return false
    }
    columns = Columns(time: time, rate: rate, session: names.firstIndex(of: "session"))
    return true
  }

  /// Splits a line at its commas; quotes around a field protect commas in it.
  private static func fields(of line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields.map { field in
      String(field.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
  }

  /// Returns the rate per second that a field tells; an empty field is a rate that is not known.
  private static func rate(_ field: String) -> Double? {
    if field.isEmpty { return .nan }
    if let rate = Double(field) { return rate }
    let number = field.prefix { $0.isNumber || "+-.eE".contains($0) }
    let unit = field.dropFirst(number.count).filter { $0 != " " }
    guard let value = Double(number) else { return nil }
    if unit.hasSuffix("/s") { return value }
    return unit.hasPrefix("s/") ? 1 / value : nil
  }
}
