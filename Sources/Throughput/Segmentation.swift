/// The changes of one series while weak ones are weeded out.
///
/// The changes form a linked list in rising order. Removing one makes its neighbours' stretches
/// longer: those two find their best place again, and only tests that this touches are repeated.
struct Segmentation {
  /// The levels, whose hidden modes follow the changes as they move.
  private(set) var levels: ModeLevels
  private let noise: NoiseModel
  private let scan: SplitScan
  private let settings: DetectorSettings
  private let leastZ: Double

  // Candidates may be many: 32 bits are enough for what there is one of for each.
  private var indices: [Int32]
  private var previous: [Int32]
  private var next: [Int32]
  /// Tests that were asked for, and that still hold.
  private var tests: [Int: ShiftTest] = [:]
  private var ranking = WeakestFirst([])
  /// The excursions that were taken out, in rising order.
  private var excursions: [Range<Int>] = []

  /// The most rounds in which changes look for a better place between their neighbours.
  private static let rounds = 3

  /// Places and tests the candidates, which are in rising order.
  ///
  /// - Parameters:
  ///   - candidates: Where changes may be.
  ///   - levels: What is tested; the search may have seen values that were cut off.
  ///   - noise: The noise of the series.
  ///   - scan: The statistic that places changes.
  ///   - settings: The thresholds.
  init(
    candidates: [Int], levels: ModeLevels, noise: NoiseModel, scan: SplitScan,
    settings: DetectorSettings
  ) {
    self.levels = levels
    self.noise = noise
    self.scan = scan
    self.settings = settings
    leastZ = settings.leastZ(forCount: scan.layout.count)
    let count = candidates.count
    // One place more at the end is the head and the tail of the list.
    indices = candidates.map(Int32.init)
    previous = (0...count).map { Int32($0 == 0 ? count : $0 - 1) }
    next = (0...count).map { Int32($0 == count ? 0 : $0 + 1) }
    for _ in 0..<Self.rounds {
      var moved = false
      for place in 0..<count where move(place) {
        moved = true
      }
      if !moved { break }
    }
    ranking = WeakestFirst((0..<count).map { worth(test($0)) })
  }
}

extension Segmentation {
  /// The tested changes in rising order.
  var changes: [SeriesAnalysis.Change] {
    places.map { place in
      SeriesAnalysis.Change(
        index: index(of: place), stretch: stretch(around: place),
        test: tests[place] ?? test(place))
    }
  }

  /// How badly the changes explain the levels: half the squared distances from the median of each
  /// stretch, in deviations and cut off at three, and for each change the logarithm of the number of
  /// elements, as Schwarz has it for a place and a level ("Estimating the dimension of a model", 1978).
  ///
  /// Two segmentations of one series compare by it, whatever modes they were given.
  var cost: Double {
    let cuts = places.map { index(of: $0) }
    let count = levels.count
    var cost = Double(cuts.count) * naturalLogarithm(Double(max(count, 1)))
    for (begin, end) in zip([0] + cuts, cuts + [count]) {
      let level = OrderStatistics.median(of: levels[begin..<end])
      for element in begin..<end {
        let distance = min(3, abs(levels[element] - level) / noise.within)
        cost += distance * distance / 2
      }
    }
    return cost
  }

  /// Removes the weakest change until all pass every threshold.
  mutating func removeWeak() {
    while true {
      let (place, worth) = ranking.weakest
      guard worth < 1 else { return }
      remove(place)
    }
  }

  /// Moves each change to its most likely place and tests all again.
  mutating func settle() {
    for place in places {
      for _ in 0..<2 {
        let stretch = stretch(around: place)
        let old = index(of: place)
        let placement = ChangePlacement(
          of: old, in: stretch, levels: levels, scan: scan, noise: noise)
        let new = placement.best(near: old, in: stretch)
        if new == old { break }
        placement.relabel(&levels, from: old, to: new)
        indices[place] = Int32(new)
      }
    }
    for place in places {
      repeatTest(place)
    }
  }

  /// Removes short excursions and returns them: pairs of changes that cancel within a few runs.
  mutating func removeIncidents() -> [SeriesAnalysis.Incident] {
    var incidents: [SeriesAnalysis.Incident] = []
    var place = next(head)
    while place != head, next(place) != head {
      let back = next(place)
      guard isIncident(from: place, to: back) else {
        place = back
        continue
      }
      let outer = stretch(around: place).lowerBound..<stretch(around: back).upperBound
      let (begin, end) = (index(of: place), index(of: back))
      incidents.append(SeriesAnalysis.Incident(range: begin..<end, stretch: outer))
      // An excursion next to a step does not come back to where it started.
      let leavesStep =
        worth(test(from: outer.lowerBound..<begin, to: end..<outer.upperBound)) >= 1
      setAside(place, back, leavesStep: leavesStep)
      removeWeak()
      place = next(head)
    }
    return incidents.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension Segmentation {
  /// The place in the list that stands for both of its ends.
  private var head: Int { indices.count }

  private func next(_ place: Int) -> Int { Int(next[place]) }

  private func previous(_ place: Int) -> Int { Int(previous[place]) }

  /// The first element behind a change.
  private func index(of place: Int) -> Int { Int(indices[place]) }

  private var places: [Int] {
    var result: [Int] = []
    var place = next(head)
    while place != head {
      result.append(place)
      place = next(place)
    }
    return result
  }

  private func stretch(around place: Int) -> Range<Int> {
    let before = previous(place)
    let behind = next(place)
    let lower = before == head ? 0 : index(of: before)
    let upper = behind == head ? scan.layout.count : index(of: behind)
    return lower..<upper
  }

  /// Moves a change to its best place between its neighbours and tells whether it moved.
  ///
  /// It does not pass an excursion that was taken out: the search still sees its runs, whose ends would
  /// draw the change near.
  private mutating func move(_ place: Int) -> Bool {
    let stretch = stretch(around: place)
    let behind = excursion(notBefore: index(of: place))
    let lower = behind > 0 ? excursions[behind - 1].upperBound : 0
    let upper = behind < excursions.count ? excursions[behind].lowerBound : scan.layout.count
    guard max(lower, stretch.lowerBound) < min(upper, stretch.upperBound),
      let split = scan.best(
        in: max(lower, stretch.lowerBound)..<min(upper, stretch.upperBound)),
      split.index != index(of: place)
    else { return false }
    indices[place] = Int32(split.index)
    return true
  }

  private func test(_ place: Int) -> ShiftTest {
    let stretch = stretch(around: place)
    let index = index(of: place)
    return test(from: stretch.lowerBound..<index, to: index..<stretch.upperBound)
  }

  private func test(from before: Range<Int>, to after: Range<Int>) -> ShiftTest {
    ShiftTest(from: before, to: after, levels: levels, layout: scan.layout, noise: noise)
  }

  /// Returns the test of a change, which is kept until it is repeated.
  private mutating func keptTest(_ place: Int) -> ShiftTest {
    if let known = tests[place] { return known }
    let test = test(place)
    tests[place] = test
    return test
  }

  private mutating func repeatTest(_ place: Int) {
    tests[place] = nil
    ranking.update(place, to: worth(test(place)))
  }

  private func worth(_ test: ShiftTest) -> Double {
    min(test.z / leastZ, test.magnitude / settings.leastEffect)
  }

  private mutating func remove(_ place: Int) {
    let left = previous(place)
    let right = next(place)
    next[left] = Int32(right)
    previous[right] = Int32(left)
    tests[place] = nil
    ranking.update(place, to: .infinity)
    for _ in 0..<Self.rounds {
      let leftMoved = left != head && move(left)
      let rightMoved = right != head && move(right)
      if !leftMoved && !rightMoved { break }
    }
    // A change that moves is the border of its neighbours' stretches.
    var touched: [Int] = []
    if left != head { touched += [previous(left), left] }
    if right != head { touched += [right, next(right)] }
    for place in touched where place != head {
      repeatTest(place)
    }
  }

  /// Returns the number of the first excursion that begins at an element or behind it.
  private func excursion(notBefore index: Int) -> Int {
    excursions.partitioningIndex { $0.lowerBound >= index }
  }

  /// Takes out the two changes around an excursion, or the second one where it leaves a step.
  ///
  /// Those next to it stay where they are.
  private mutating func setAside(_ place: Int, _ back: Int, leavesStep: Bool) {
    let left = previous(place)
    let right = next(back)
    tests[back] = nil
    ranking.update(back, to: .infinity)
    next[place] = Int32(right)
    previous[right] = Int32(place)
    if leavesStep {
      _ = move(place)
      repeatTest(place)
    } else {
      let range = index(of: place)..<index(of: back)
      excursions.insert(range, at: excursion(notBefore: range.lowerBound))
      tests[place] = nil
      ranking.update(place, to: .infinity)
      next[left] = Int32(right)
      previous[right] = Int32(left)
    }
    for neighbour in [left, right] where neighbour != head {
      repeatTest(neighbour)
    }
  }

  private mutating func isIncident(from place: Int, to back: Int) -> Bool {
    let runs = Double(index(of: back) - index(of: place))
    guard runs < settings.incidentRuns(forCount: scan.layout.count) else { return false }
    let away = keptTest(place)
    guard away.sessionsAfter < settings.incidentSessions else { return false }
    let home = keptTest(back)
    return away.shift * home.shift < 0 && abs(away.shift + home.shift) < 0.5 * abs(away.shift)
  }
}
