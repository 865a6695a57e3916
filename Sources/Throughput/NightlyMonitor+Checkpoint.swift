extension NightlyMonitor {
  /// What a monitor has to remember besides the runs of the nights that it keeps.
  package struct Checkpoint: Sendable, Equatable, Codable {
    /// The number of nights observed so far.
    package var nightsSeen: Int
    /// The number of runs in the nights that are no longer kept.
    package var runsForgotten: Int
    /// The levels of the last nights, as logarithms of the rate.
    package var levels: [Double]
    var memory: AlarmMemory
  }

  /// What to remember.
  package var checkpoint: Checkpoint {
    Checkpoint(
      nightsSeen: nightsSeen, runsForgotten: runsForgotten, levels: levels, memory: memory)
  }

  /// Creates a monitor as it was.
  ///
  /// - Parameters:
  ///   - checkpoint: What was remembered.
  ///   - nights: The nights that it kept: the last ones observed, the oldest first.
  ///   - settings: The thresholds, which have to be those of before.
  package init(
    _ checkpoint: Checkpoint, nights: some Sequence<Night>,
    settings: NightlySettings = NightlySettings()
  ) {
    self.init(settings: settings)
    nightsSeen = checkpoint.nightsSeen
    runsForgotten = checkpoint.runsForgotten
    levels = checkpoint.levels
    memory = checkpoint.memory
    recent = Array(nights)
  }
}
