/// What the lines at the bottom of a watching terminal show.
package struct LiveStatus: Sendable, Equatable {
  /// The run that is going on.
  package struct Run: Sendable, Equatable {
    /// What it does, and what its bar says.
    package var kind: RunKind
    package var description: String
    /// What it counts, how many units are done, and how many there are.
    package var unit: String
    package var completed: Double?
    package var total: Double?
    /// Units per second.
    package var ratePerSecond: Double?
    /// The seconds to go.
    package var remainingSeconds: Double?

    /// Creates the value from its parts.
    package init(
      kind: RunKind = .sampling, description: String = "", unit: String = "it",
      completed: Double? = nil, total: Double? = nil, ratePerSecond: Double? = nil,
      remainingSeconds: Double? = nil
    ) {
      self.kind = kind
      self.description = description
      self.unit = unit
      self.completed = completed
      self.total = total
      self.ratePerSecond = ratePerSecond
      self.remainingSeconds = remainingSeconds
    }
  }

  /// The log, where more than one is watched.
  package var input: String?
  /// The program's name for humans.
  package var program: String?
  /// The id of the attention backend in use.
  package var attention: String?
  /// The run that is going on.
  package var run: Run?
  /// The rates of the last counted runs of one workload, the oldest first, and what they count.
  package var rates: [Double] = []
  package var unit = "it"
  /// How the last of them compares with earlier nights.
  package var deviation: LiveDeviation?
  /// The seconds since the last byte came; `nil` where that is too short to be told.
  package var silentSeconds: Double?
  /// Whether a run stands still.
  package var isStalled = false
  /// Whether nothing has come yet.
  package var isWaiting = false
  /// The bytes that were never seen.
  package var lostBytes = 0
  /// Whether the view is paused, and whether the keys are explained.
  package var isPaused = false
  package var showsHelp = false
  /// Whether keys are read.
  package var hasKeys = false

  /// Creates a status that shows nothing.
  package init() {}
}
