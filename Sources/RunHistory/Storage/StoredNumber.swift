internal import GRDB
internal import SessionAnalysis

/// The bounds of the numbers that a history holds.
///
/// A file that was damaged, or made by somebody else, may hold any number. What is added to, counted with
/// or made a date of is read here, and what no history of this program can hold is damage.
enum StoredNumber {
  /// Counts, sizes, offsets, lines and numbers of rows: what doubles, and so JSON, hold exactly.
  static let counts = 0...1 << 53
  /// Places counted from another one, and scores.
  static let places = -(1 << 53)...1 << 53
  /// Times in milliseconds since 1970: the years 1 to 9999.
  static let times = -62_135_596_800_000...253_402_300_799_999
  /// Days since 1970 in the same years.
  static let days = -719_162...2_932_896

  /// Returns a number that lies within bounds.
  ///
  /// - Throws: `CorruptDataError` for another one, or none.
  static func checked(
    _ value: Int?, _ bounds: ClosedRange<Int>
  ) throws(CorruptDataError) -> Int {
    guard let value, bounds.contains(value) else { throw CorruptDataError(offset: 0) }
    return value
  }
}

extension Row {
  /// Reads a count, a size, an offset or a line.
  func count(_ column: Int) throws(CorruptDataError) -> Int {
    try StoredNumber.checked(self[column], StoredNumber.counts)
  }

  /// Reads a place that is counted from another one, or a score.
  func place(_ column: Int) throws(CorruptDataError) -> Int {
    try StoredNumber.checked(self[column], StoredNumber.places)
  }

  /// Reads a time.
  func time(_ column: Int) throws(CorruptDataError) -> Int {
    try StoredNumber.checked(self[column], StoredNumber.times)
  }

  /// Reads a day, or a night.
  func day(_ column: Int) throws(CorruptDataError) -> Int {
    try StoredNumber.checked(self[column], StoredNumber.days)
  }

  /// Reads any number, such as a hash.
  func number(_ column: Int) throws(CorruptDataError) -> Int {
    try StoredNumber.checked(self[column], .min ... .max)
  }

  /// Reads a rate.
  func rate(_ column: Int) throws(CorruptDataError) -> Double {
    guard let rate = self[column] as Double? else { throw CorruptDataError(offset: 0) }
    return rate
  }

  /// Whether a column has a value.
  func has(_ column: Int) -> Bool { (self[column] as DatabaseValue?).map { !$0.isNull } ?? false }
}

extension PreparedStatement {
  /// Reads a count, a size, an offset or a line.
  func count(_ column: Int32) throws(CorruptDataError) -> Int {
    try StoredNumber.checked(int(column), StoredNumber.counts)
  }

  /// Reads a place that is counted from another one, or a score.
  func place(_ column: Int32) throws(CorruptDataError) -> Int {
    try StoredNumber.checked(int(column), StoredNumber.places)
  }

  /// Reads a time.
  func time(_ column: Int32) throws(CorruptDataError) -> Int {
    try StoredNumber.checked(int(column), StoredNumber.times)
  }
}
