/// One logical entry of a log: a line, a redrawn frame, or a block of lines that belong together.
///
/// A record is plain data; its text lies in the `RecordBatch` that delivers it.
package struct Record: Sendable {
  /// What a record is.
  package enum Kind: UInt8, Sendable {
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

  /// Where bytes of a batch lie.
  package struct Slice: Sendable {
    /// The first byte's offset in the chunk or in the batch's own storage.
    var offset: Int
    /// The number of bytes.
    package var count: Int
    /// Whether the bytes lie in the batch's own storage.
    var isStored: Bool

    /// No bytes.
    static let empty = Slice(offset: 0, count: 0, isStored: true)
  }

  /// What the record is.
  package var kind: Kind
  /// The 1-based number of the line in which the record begins.
  package var line: Int
  /// The number of lines that the record reaches beyond its first one.
  package var extraLines: Int
  /// The 0-based position among the records of its line.
  package var frame: Int
  /// The terminal row that the text was written to, relative to the first line; bars keep theirs.
  package var row: Int
  /// Whether the text stood behind a progress frame without a separator.
  package var isGlued: Bool
  /// The text, UTF-8 that may be broken, without escapes and prefixes; lines are joined by LF.
  package var text: Slice
  /// What transports and loggers put in front.
  package var prefix: Slice
  /// The time printed in front, if any.
  package var time: LogTime?
  /// The index of the frame's meter in `RecordBatch.meters`, or -1.
  var meter: Int
  /// The record's part of `RecordBatch.breaks`.
  var breaks: Range<Int>
}

/// The place in a joined record at which another line of the log begins.
struct LineBreak: Sendable {
  /// The offset in the record's text.
  var offset: Int
  /// The number of lines below the record's first.
  var lines: Int
}

/// The records that one chunk completed, with the bytes they refer to; valid only while it is delivered.
package struct RecordBatch {
  /// The records in the order of the log.
  package let records: [Record]
  let meters: [Meter]
  let breaks: [LineBreak]
  let chunk: UnsafeRawBufferPointer
  let storage: UnsafeRawBufferPointer

  /// Returns the bytes of a record's text.
  package func text(of record: Record) -> UnsafeRawBufferPointer {
    bytes(record.text)
  }

  /// Returns the bytes of a record's prefix.
  package func prefix(of record: Record) -> UnsafeRawBufferPointer {
    bytes(record.prefix)
  }

  /// Returns a progress record's meter; its ranges are offsets in the record's text.
  package func meter(of record: Record) -> Meter? {
    record.meter < 0 ? nil : meters[record.meter]
  }

  /// Returns the 1-based line of the log in which a byte of a record's text lies.
  ///
  /// - Complexity: O(lines of the record).
  package func line(of record: Record, atOffset offset: Int) -> Int {
    var line = record.line
    for index in record.breaks {
      guard breaks[index].offset <= offset else { break }
      line = record.line + breaks[index].lines
    }
    return line
  }

  private func bytes(_ slice: Record.Slice) -> UnsafeRawBufferPointer {
    let base = slice.isStored ? storage : chunk
    return UnsafeRawBufferPointer(rebasing: base[slice.offset..<slice.offset + slice.count])
  }
}
