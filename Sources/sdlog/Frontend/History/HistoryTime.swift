import LogTokenizer

/// Times of the history in words.
enum HistoryTime {
  /// Returns a day and a time to the second, such as `2024-03-02 11:20:05`.
  static func text(_ milliseconds: Int) -> String {
    let seconds = Int((Double(milliseconds) / 1000).rounded(.down))
    let day = Int((Double(seconds) / 86400).rounded(.down))
    let rest = seconds - day * 86400
    let date = LogTime.date(ofDay: day)
    return "\(date.year)-\(pad(date.month))-\(pad(date.day))"
      + " \(pad(rest / 3600)):\(pad(rest / 60 % 60)):\(pad(rest % 60))"
  }

  /// Returns a time in RFC 3339; its offset from UTC is that of the log, which is unknown.
  static func rfc3339(_ milliseconds: Int) -> String {
    text(milliseconds).replacing(" ", with: "T") + "-00:00"
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
