import LogInput
import SessionAnalysis

/// The reader of one range, wherever its bytes come from.
struct RangeReader: ~Copyable {
  /// What makes sessions of the bytes.
  private var analyzer: RangeAnalyzer
  /// The offset behind what was fed.
  private(set) var offset: Int

  private let rangeSize: Int?
  /// Whether another reader has taken over the range.
  private var isSuperseded = false
  /// Where the range behind those of this reader ends, short of the bytes that the reader behind that one
  /// would see first.
  private var limit: Int

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - path: The log's path, as reports show it.
  ///   - rules: What the programs print.
  ///   - bytes: The offsets of the range.
  ///   - rangeSize: The size of the ranges of a plan; `nil` where nothing is taken over.
  ///   - head: The log's first bytes.
  init(path: String, rules: AnalysisRules, bytes: Range<Int>, rangeSize: Int?, head: [UInt8]) {
    analyzer = RangeAnalyzer(path: path, rules: rules, range: bytes, head: head)
    offset = RangeAnalyzer.firstByte(of: bytes)
    self.rangeSize = rangeSize
    limit = Self.limit(behind: bytes.upperBound, rangeSize)
  }

  private static func limit(behind end: Int, _ rangeSize: Int?) -> Int {
    rangeSize.map { RangeAnalyzer.firstByte(of: end + $0..<end + $0) } ?? .max
  }

  /// Takes the next bytes.
  ///
  /// - Parameters:
  ///   - chunk: The bytes.
  ///   - sink: Takes sessions and runs.
  ///   - extend: Takes over another range, and returns the offset behind it; `nil` if this one was taken
  ///     over.
  /// - Returns: Whether more are wanted.
  mutating func feed(
    _ chunk: UnsafeRawBufferPointer, to sink: inout some SessionSink, extend: () -> Int?
  ) -> Bool {
    var rest = chunk
    while !rest.isEmpty {
      let count = min(rest.count, limit - offset)
      offset += count
      guard analyzer.feed(UnsafeRawBufferPointer(rebasing: rest[..<count]), to: &sink) else {
        return false
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      if offset == limit {
        guard let end = extend() else {
          isSuperseded = true
          return false
        }
        analyzer.extend(to: end)
        limit = Self.limit(behind: end, rangeSize)
      }
    }
    return true
  }

  /// Ends reading.
  ///
  /// - Parameters:
  ///   - size: The log's size, as far as it is known.
  ///   - sink: Takes what was open.
  /// - Returns: What was read, with its `range`.
  mutating func finish(size: Int, to sink: inout some SessionSink) -> InputSummary {
    analyzer.finish(size: size, to: &sink)
  }
}

extension RangeReader {
  /// Reads a file from the beginning of the range on.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - sink: Takes sessions and runs.
  ///   - extend: As for `feed`.
  ///   - note: Is told how many bytes were read.
  /// - Returns: What could not be read.
  mutating func read(
    _ file: inout PlainFileReader, to sink: inout some SessionSink, extend: () -> Int?,
    note: (Int) -> Void
  ) -> InputFailure? {
    let start = offset
    guard file.move(to: offset) else { return nil }
    do throws(InputError) {
      var wantsMore = true
      while wantsMore {
        let before = offset
        wantsMore = try file.next { feed($0, to: &sink, extend: extend) }
        note(offset - before)
      }
    } catch {
      return InputFailure(from: offset, to: file.size, error: error)
    }
    guard analyzer.wantsMore, !isSuperseded, offset < file.size, offset > start else { return nil }
    return InputFailure(
      from: offset, to: file.size, error: InputError(code: .shrank, path: file.path))
  }
}
