/// Where a builder puts what is finished: runs in the order in which they end, then their session.
package protocol SessionSink {
  /// Takes a run of the open session.
  mutating func add(_ run: Run)
  /// Takes the session whose runs came since the one before.
  mutating func add(_ session: Session)
}
