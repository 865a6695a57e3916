internal import SessionAnalysis

/// The finished sessions of an input that wait to be written.
///
/// A log of 1 GB has thousands. What is needed of them is packed, so that the objects that make up a
/// session are freed when the next one begins: that one gets memory that is still in the cache.
struct WaitingSessions {
  private var batches: [SessionBatch] = []
  /// About how many bytes of memory they take.
  private(set) var bytes = 0
}

extension WaitingSessions {
  /// Adds the next session.
  mutating func append(_ session: consuming WaitingSession) {
    if batches.last.map({ $0.count == SessionBatch.limit }) ?? true {
      batches.append(SessionBatch(roomAsIn: batches.last))
    }
    bytes += batches[batches.count - 1].append(session)
  }

  /// The number of hashes by which they are found.
  var hashCount: Int { batches.reduce(0) { $0 + $1.hashCount } }
  /// The number of their workloads.
  var totalCount: Int { batches.reduce(0) { $0 + $1.totalCount } }

  /// Takes off the sessions that came first, some at a time.
  ///
  /// - Parameter body: Gets each batch, whose memory is given back behind it.
  /// - Throws: What the body throws.
  mutating func drain<Failure: Error>(
    _ body: (SessionBatch) throws(Failure) -> Void
  ) throws(Failure) {
    bytes = 0
    batches.reverse()
    defer { batches = [] }
    while let batch = batches.popLast() { try body(batch) }
  }

  /// Gives sessions without a date the latest time at which they can have begun: each ended before the
  /// next one began, the last one before the file was last changed, and its bars took their time.
  mutating func inferTimes(seen: Int) {
    var end = seen
    for batch in batches.indices.reversed() { batches[batch].inferTimes(&end) }
  }
}
