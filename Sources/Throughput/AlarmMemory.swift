/// What a nightly job has to remember so that one drop raises one alarm.
struct AlarmMemory: Sendable, Equatable, Codable {
  /// The last reported drop, with what continued it.
  struct Drop: Sendable, Equatable, Codable {
    /// The night on which the last piece of it began.
    var place: Int
    /// The level before it, as a logarithm of the rate.
    var levelBefore: Double
    /// The level behind it, as a logarithm of the rate.
    var levelAfter: Double
  }

  /// What a drop is in the light of what was reported before.
  enum Novelty {
    /// It was reported, or is too small to be reported again.
    case known
    /// It continues a reported drop.
    case continuation
    /// It is news.
    case news
  }

  /// The last reported drop, unless the level has come back half way.
  private(set) var open: Drop?
  /// The nights on which drops began that were reported or continued a reported one.
  private(set) var places: [Int] = []
}

extension AlarmMemory {
  /// Takes note of the level in force and forgets what it makes irrelevant.
  ///
  /// - Parameters:
  ///   - level: The level of the last runs, as a logarithm of the rate.
  ///   - oldest: The first night whose drops are still looked at.
  mutating func note(level: Double, oldest: Int) {
    if let drop = open, level > (drop.levelBefore + drop.levelAfter) / 2 {
      open = nil
    }
    places.removeAll { $0 < oldest }
  }

  /// Tells what a drop is in the light of what was reported before.
  func novelty(of drop: Drop, _ settings: NightlySettings) -> Novelty {
    guard !places.contains(where: { abs($0 - drop.place) <= settings.quietNights }) else {
      return .known
    }
    guard let open else { return .news }
    guard drop.levelAfter <= open.levelAfter - settings.furtherDrop else { return .known }
    let isSharp = drop.levelBefore - drop.levelAfter >= settings.sharpDrop
    return drop.place - open.place <= settings.declineNights && !isSharp ? .continuation : .news
  }

  /// Remembers a drop that was reported.
  mutating func report(_ drop: Drop) {
    places.append(drop.place)
    open = drop
  }

  /// Remembers a drop that continues the reported one.
  mutating func extend(to drop: Drop) {
    places.append(drop.place)
    open?.place = drop.place
    open?.levelAfter = drop.levelAfter
  }
}
