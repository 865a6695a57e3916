/// One logical entry of a log: a line, a redrawn frame, or a block of lines that belong together.
///
/// A record is plain data; its text lies in the `RecordBatch` that delivers it.
public struct Record: Sendable {
  /// What a record is.
  public enum Kind: UInt8, Sendable {
    /// A line, or text behind a progress frame.
    case line
    /// A frame of a progress bar.
    case progress
    /// A warning of Python or C++, with its source line where there is one.
    case warning
    /// A Python traceback up to its exception.
    case traceback
    /// Folded or indented lines that belong together.
    case block
  }

  /// Where bytes of a batch lie, in eight bytes.
  public struct Slice: Sendable {
    /// The first byte's offset in the chunk, or its complement for one in the batch's own storage.
    @usableFromInline var place: Int32
    @usableFromInline var length: Int32

    init(offset: Int, count: Int, isStored: Bool) {
      place = Int32(truncatingIfNeeded: isStored ? ~offset : offset)
      length = Int32(truncatingIfNeeded: count)
    }

    /// The number of bytes.
    @inlinable @inline(__always) public var count: Int { Int(length) }
    /// Whether the bytes lie in the batch's own storage.
    @inlinable @inline(__always) var isStored: Bool { place < 0 }
    /// The first byte's offset there.
    @inlinable @inline(__always) var offset: Int { Int(place < 0 ? ~place : place) }
  }

  /// What the record is.
  public let kind: Kind
  /// Whether the text stood behind a progress frame without a separator.
  public let isGlued: Bool
  @usableFromInline let timePrecision: LogTime.Precision?
  /// The number of the source whose line it is, in `LogTokenizer.sources`; 0 where no transport names one.
  package let source: UInt8
  @usableFromInline let extraLineCount: Int32
  /// The 1-based number of the line in which the record begins.
  public let line: Int
  private var frameNumber: Int32 = 0
  @usableFromInline let rowNumber: Int32
  /// The text, UTF-8 that may be broken, without escapes and prefixes; lines are joined by LF.
  public let text: Slice
  /// What transports and loggers put in front.
  public let prefix: Slice
  @usableFromInline let milliseconds: Int64
  @usableFromInline let meterIndex: Int32
  private let firstBreak: Int32
  private let breakCount: Int32
  /// Progress records of one tokenizer that have the same number, other than 0, show the same description,
  /// unit and total, and postfixes that differ in digits alone.
  public let label: UInt32

  @inline(__always)
  init(
    kind: Kind, line: Int, extraLines: Int = 0, row: Int, isGlued: Bool, text: Slice,
    prefix: Slice, time: LogTime?, source: UInt8 = 0, meter: Int = -1, label: UInt32 = 0,
    breaks: Range<Int> = 0..<0
  ) {
    self.kind = kind
    self.isGlued = isGlued
    timePrecision = time?.precision
    self.source = source
    milliseconds = time?.milliseconds ?? 0
    extraLineCount = Int32(truncatingIfNeeded: extraLines)
    self.line = line
    rowNumber = Int32(truncatingIfNeeded: row)
    self.text = text
    self.prefix = prefix
    meterIndex = Int32(truncatingIfNeeded: meter)
    firstBreak = Int32(truncatingIfNeeded: breaks.lowerBound)
    breakCount = Int32(truncatingIfNeeded: breaks.count)
    self.label = label
  }
}

extension Record {
  /// The number of lines that the record reaches beyond its first one.
  @inlinable @inline(__always) public var extraLines: Int { Int(extraLineCount) }

  /// The 0-based position among the records of its line.
  public var frame: Int {
    get { Int(frameNumber) }
    set { frameNumber = Int32(truncatingIfNeeded: newValue) }
  }

  /// The terminal row that the text was written to, relative to the first line; bars keep theirs.
  @inlinable @inline(__always) public var row: Int { Int(rowNumber) }

  /// The time printed in front, if any.
  @inlinable @inline(__always) public var time: LogTime? {
    guard let timePrecision else { return nil }
    return LogTime(milliseconds: milliseconds, precision: timePrecision)
  }

  /// The index of the frame's meter in `RecordBatch.meters`, or -1.
  @inlinable @inline(__always) var meter: Int { Int(meterIndex) }

  /// The record's part of `RecordBatch.breaks`.
  var breaks: Range<Int> { Int(firstBreak)..<Int(firstBreak + breakCount) }
}

/// The place in a joined record at which another line of the log begins.
struct LineBreak: Sendable {
  /// The offset in the record's text.
  var offset: Int
  /// The number of lines below the record's first.
  var lines: Int
}

/// The records that one chunk completed, with the bytes they refer to; valid only while it is delivered.
///
/// A bundle of pointers into the tokenizer, so that walking through a batch counts no references; not
/// copyable, because calls would copy it for each record.
public struct RecordBatch: ~Copyable {
  /// The records in the order of the log.
  public let records: UnsafeBufferPointer<Record>
  @usableFromInline let meters: UnsafeBufferPointer<Meter>
  let breaks: UnsafeBufferPointer<LineBreak>
  /// Where the lines of the chunk end that ended since the batch before: the offsets of their LFs, where
  /// the tokenizer notes them.
  public let lineFeeds: UnsafeBufferPointer<UInt32>
  /// The chunk; empty where the log has ended.
  public let chunk: UnsafeRawBufferPointer
  @usableFromInline let storage: UnsafeRawBufferPointer

  /// Returns the bytes of a record's text.
  @inlinable
  @inline(__always)
  public func text(of record: Record) -> UnsafeRawBufferPointer {
    bytes(record.text)
  }

  /// Returns the bytes of a record's prefix.
  public func prefix(of record: Record) -> UnsafeRawBufferPointer {
    bytes(record.prefix)
  }

  /// Returns where a progress record's meter lies; its ranges are offsets in the record's text.
  @inlinable
  @inline(__always)
  public func meter(of record: Record) -> UnsafePointer<Meter>? {
    guard record.meter >= 0, let base = meters.baseAddress else { return nil }
    return base + record.meter
  }

  /// Returns the 1-based line of the log in which a byte of a record's text lies.
  ///
  /// - Complexity: O(lines of the record).
  public func line(of record: Record, atOffset offset: Int) -> Int {
    var line = record.line
    for index in record.breaks {
      guard breaks[index].offset <= offset else { break }
      line = record.line + breaks[index].lines
    }
    return line
  }

  @inlinable
  @inline(__always)
  func bytes(_ slice: Record.Slice) -> UnsafeRawBufferPointer {
    guard let base = slice.isStored ? storage.baseAddress : chunk.baseAddress else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return UnsafeRawBufferPointer(start: base + slice.offset, count: slice.count)
  }
}
