import LogInput

/// Keeps the places up to which a watch has read its files, now and then and at the end.
struct FollowPlaces {
  /// How often they are kept, in seconds.
  private static let interval = 5.0

  let state: FollowState
  /// When they are to be kept next, in seconds of the watch's clock.
  private(set) var dueAt = FollowPlaces.interval
  private var kept: [String: FollowCheckpoint] = [:]

  init(_ state: FollowState) {
    self.state = state
  }
}

extension FollowPlaces {
  /// Keeps the places when it is time.
  ///
  /// - Throws: `OutputError` if one cannot be kept.
  mutating func keep(_ lanes: [Lane], at seconds: Double) throws {
    dueAt = seconds + Self.interval
    try keep(lanes)
  }

  /// Keeps the places that have changed.
  ///
  /// - Throws: `OutputError` if one cannot be kept.
  mutating func keep(_ lanes: [Lane]) throws {
    for lane in lanes {
      guard let followed = lane.followed, var checkpoint = followed.checkpoint() else { continue }
      // The time alone is no news.
      checkpoint.time = kept[followed.path]?.time ?? checkpoint.time
      guard kept[followed.path] != checkpoint else { continue }
      guard let checkpoint = followed.checkpoint() else { continue }
      try state.keep(checkpoint)
      kept[followed.path] = checkpoint
    }
  }
}
