import LogInput
import SessionAnalysis

/// One log that several threads read in ranges.
///
/// `@unchecked Sendable`: what changes is touched only under the monitor of the reading.
final class SharedLog: @unchecked Sendable {
  /// Where the bytes of its ranges come from.
  enum Source {
    /// A plain file, which each reader opens for itself by its path.
    case file(String)
    /// What one thread expands or receives, and all look at.
    case stream(PieceWindow)
  }

  /// The number of the log among those that are shared.
  let number: Int
  /// The path as reports show it.
  let path: String
  /// The size if it is known.
  let size: Int?
  let source: Source
  /// The first bytes of a stream.
  let head: [UInt8]

  /// Who reads what.
  var plan: RangePlan
  /// The bytes that were read so far.
  var byteCount = 0
  /// What could not be read, each once, in the order in which readers came upon it.
  var errors: [InputError] = []

  /// Creates a log of which nothing was read.
  init(
    number: Int, path: String, size: Int?, source: Source, plan: RangePlan, head: [UInt8]
  ) {
    self.number = number
    self.path = path
    self.size = size
    self.source = source
    self.plan = plan
    self.head = head
  }
}

extension SharedLog {
  /// Hands out a range to be read; `nil` if there is none.
  func takeRange() -> LogReading.Work? { plan.take().map { .range($0, self) } }
}
