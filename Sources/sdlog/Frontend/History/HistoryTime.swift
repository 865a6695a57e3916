import LogTokenizer
import ReportBuilding

/// Times of the history in words.
enum HistoryTime {
  /// Returns a day and a time to the second, such as `2024-03-02 11:20:05`.
  static func text(_ milliseconds: Int) -> String {
    LogTime.text(milliseconds, separator: " ")
  }

  /// Returns a time in RFC 3339; its offset from UTC is that of the log, which is unknown.
  static func rfc3339(_ milliseconds: Int) -> String {
    LogTime.text(milliseconds) + LogTime.unknownOffset
  }
}
