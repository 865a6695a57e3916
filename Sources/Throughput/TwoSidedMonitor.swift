/// Watches one workload for drops and, turned upside down, for rises.
///
/// Where no two levels take turns, one analysis of the nights serves both sides: turning a series
/// upside down only turns the signs of its logarithms.
package struct TwoSidedMonitor: Sendable, Equatable {
  /// What a monitor has to remember besides the runs of the nights that it keeps.
  package struct Checkpoint: Sendable, Equatable, Codable {
    /// Of the side of the drops.
    package var drops: NightlyMonitor.Checkpoint
    /// Of the side of the rises.
    package var rises: NightlyMonitor.Checkpoint

    /// Creates the value from its parts.
    package init(drops: NightlyMonitor.Checkpoint, rises: NightlyMonitor.Checkpoint) {
      self.drops = drops
      self.rises = rises
    }
  }

  /// Sees drops.
  package private(set) var drops: NightlyMonitor
  /// Sees rises, as drops of the reciprocals of the rates.
  package private(set) var rises: NightlyMonitor

  /// Creates a monitor that has seen nothing.
  package init(settings: NightlySettings = NightlySettings()) {
    drops = NightlyMonitor(settings: settings)
    rises = NightlyMonitor(settings: settings)
  }

  /// Creates a monitor as it was.
  ///
  /// - Parameters:
  ///   - checkpoint: What was remembered.
  ///   - nights: The nights that it kept: the last ones observed, the oldest first.
  ///   - settings: The thresholds, which have to be those of before.
  package init(
    _ checkpoint: Checkpoint, nights: [Night], settings: NightlySettings = NightlySettings()
  ) {
    drops = NightlyMonitor(checkpoint.drops, nights: nights, settings: settings)
    rises = NightlyMonitor(checkpoint.rises, nights: nights.map(\.inverse), settings: settings)
  }
}

extension TwoSidedMonitor {
  /// What to remember.
  package var checkpoint: Checkpoint {
    Checkpoint(drops: drops.checkpoint, rises: rises.checkpoint)
  }

  /// Takes in the runs of a night and says what they show on either side.
  ///
  /// - Complexity: O(*n* log *n*) for the runs of the nights kept, whatever came before.
  package mutating func observe(_ night: Night) -> (fall: NightlyVerdict, rise: NightlyVerdict) {
    drops.take(night)
    rises.take(night.inverse)
    let window = drops.window()
    let inverse = window.flatMap { $0.inverse ?? rises.window() }
    return (drops.judge(window), rises.judge(inverse))
  }
}
