/// What one night showed about a workload.
package struct NightlyVerdict: Sendable, Equatable {
  /// The number of the night, counted from 0.
  package var night: Int
  /// A drop that is certain enough for an alarm and was not reported before.
  package var alarm: ChangePoint?
  /// A further small drop soon after a reported one: the rate declines slowly, no new alarm.
  package var decline: ChangePoint?
  /// A drop that too few nights bear out so far.
  package var suspicion: ChangePoint?

  /// Creates a verdict on a night that showed nothing.
  package init(night: Int) {
    self.night = night
  }
}
