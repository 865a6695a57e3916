/// One job of a session that has a rate: the steps of an image, of a training, the loading of a model.
package struct Run: Sendable, Equatable {
  /// What was done.
  package enum Kind: UInt8, Sendable, CaseIterable {
    case sampling
    case training
    case generation
    case load
    case download
    case other

    /// The name in reports and in the catalogue.
    package var name: String {
      switch self {
      case .sampling: "sampling"
      case .training: "training"
      case .generation: "generation"
      case .load: "load"
      case .download: "download"
      case .other: "other"
      }
    }

    /// The kind of a name.
    package init?(name: String) {
      guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = kind
    }
  }

  /// A pause within a run, far longer than a step.
  package struct Stall: Sendable, Equatable {
    /// The completed units at which it happened.
    package var completed: Double
    /// The seconds without progress.
    package var seconds: Int
    /// The 1-based line of the frame behind it.
    package var line: Int
  }

  /// The rate that a frame on the way showed.
  package struct Pace: Sendable, Equatable {
    /// The completed units.
    package var completed: Double
    /// Units per second.
    package var ratePerSecond: Double
  }

  /// Steps that took longer from some place on.
  package struct Slowing: Sendable, Equatable {
    /// The units that were completed until then.
    package var completed: Double
    /// Seconds per unit before and behind it.
    package var early: Double
    package var late: Double
    /// The seconds from there to the end.
    package var seconds: Int

    /// How many times as long a step took.
    package var factor: Double { late / early }
  }

  /// What was done.
  package var kind: Kind
  /// The bar's description, as printed.
  package var description: String
  /// What is counted: `it`, `steps`, `tok`.
  package var unit: String
  /// The units that were completed.
  package var completed: Double?
  /// The units that there were to do.
  package var total: Double?
  /// Whether all of them were done.
  package var isFinished: Bool
  /// The seconds that the program counted, truncated.
  package var elapsedSeconds: Double?
  /// Units per second of the last frame.
  package var ratePerSecond: Double?
  /// The bounds of the true mean rate, given what rounding left.
  package var rateLow: Double?
  package var rateHigh: Double?
  /// Units per second in the steady part, without the cold first step.
  package var steadyRatePerSecond: Double?
  /// Pauses within the run, the first few.
  package var stalls: [Stall]
  /// The 1-based lines of its first and last frame.
  package var firstLine: Int
  package var lastLine: Int
  /// The index of its workload in the session's list.
  package var workload: Int
  /// Whether it counts for throughput.
  package var isCounted: Bool
  /// The time printed with its last frame, in milliseconds as in `LogTime`, if any.
  package var endMilliseconds: Int64?
  /// Rates on the way, at most sixteen; none where the bar does not show them.
  package var shape: [Pace] = []
  /// What tells its bar from the others of its input, as in `LiveBar`; archives leave it out.
  package var bar: Int? = nil
  /// The seconds of its first step, truncated, where its bar shows them; archives leave them out.
  var firstStepSeconds: Int? = nil
  /// Whether its steps became slower, where its bar shows it; archives leave it out.
  var slowing: Slowing? = nil
}

extension Run {
  /// Units per second of the steps: the rate, without the first step where that took most of the time;
  /// `nil` where nothing is known but a slow first step.
  var paceRate: Double? {
    guard let rate = ratePerSecond, rate < Self.leastCertainRate, let firstStepSeconds,
      let completed, let elapsedSeconds
    else { return ratePerSecond }
    guard completed >= 2 else { return nil }
    // Both clocks are truncated to seconds.
    let settled = (completed - 1) / max(elapsedSeconds - Double(firstStepSeconds), 0.5)
    return settled > 2 * rate ? settled : rate
  }

  /// Above this rate a first step is not looked at: seconds are too coarse a measure for it.
  private static let leastCertainRate = 0.5
}

/// What makes runs comparable.
package struct Workload: Sendable, Hashable {
  /// The names and values that are known, in a fixed order.
  package var parts: [Part]

  /// A name and its value.
  package struct Part: Sendable, Hashable {
    package var name: String
    package var value: String

    /// Creates a part.
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Creates a workload.
  package init(parts: [Part]) {
    self.parts = parts
  }

  /// The parts as one text: `sampling it total=20 model=...`.
  package var key: String { key(behind: nil) }

  /// The key with a word in front of it.
  package func key(behind word: String?) -> String {
    let partsCount = parts.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 2 }
    var text = ""
    text.reserveCapacity((word?.utf8.count ?? 0) + 1 + partsCount)
    if let word {
      text += word
      text += " "
    }
    for index in parts.indices {
      if index > 0 { text += " " }
      text += parts[index].name
      text += "="
      text += parts[index].value
    }
    return text
  }

  /// Whether the size of what was made is unknown, so that the key is only a proxy.
  package var isProxy: Bool {
    !parts.contains { $0.name == "width" || $0.name == "resolution" || $0.name == "tokens" }
  }
}
