import Diagnosis
import PatternCatalogue
import SessionAnalysis

/// What was told of the open session.
struct OpenAnnouncements: Sendable {
  /// A finding as it was told.
  struct ToldFinding: Sendable {
    var finding: Finding
    var time: Double

    init(_ finding: Finding, at time: Double) {
      self.finding = finding
      self.time = time
    }
  }

  /// A bar's progress as it was told.
  struct ToldProgress: Sendable {
    var completed: Double?
    var time: Double
  }

  /// How long a full bar rests before it is said to have ended, in seconds.
  static let rest = 1.0
  /// How many bars that have ended are remembered.
  private static let barLimit = 256

  var ordinal: Int?
  var id: String?
  var frontEnd: String?
  var facts: Set<String> = []
  var findings: [String: ToldFinding] = [:]
  /// When a finding's update that was put off is due.
  var updatesDueAt: Double?
  /// The surest form in which each cause was told.
  private var causes: [String: Int] = [:]
  /// The numbers of runs by bar.
  private(set) var runNumbers: [Int: Int] = [:]
  var nextRun = 0
  var progress: [Int: ToldProgress] = [:]
  var finishedBars: Set<Int> = []
  private var knowledge = 0
}

extension OpenAnnouncements {
  /// Returns the run's number of a bar, which is given one if it has none.
  mutating func number(ofBar bar: Int) -> Int {
    if let number = runNumbers[bar] { return number }
    let number = nextRun
    runNumbers[bar] = number
    nextRun += 1
    return number
  }

  /// Whether a full bar has got no frame for a while.
  mutating func hasRested(_ bar: LiveBar, at seconds: Double) -> Bool {
    guard let last = progress[bar.number] else { return false }
    if last.completed != bar.run.completed {
      progress[bar.number] = ToldProgress(completed: bar.run.completed, time: seconds)
      return false
    }
    return seconds >= last.time + Self.rest
  }

  /// Whether a cause was not told yet, or is surer than when it was.
  mutating func isNews(_ cause: Cause) -> Bool {
    let rank = cause.confidence.rank
    guard rank > causes[cause.rule.id] ?? 0 else { return false }
    causes[cause.rule.id] = rank
    return true
  }

  /// Whether a session shows more than when this was asked last.
  mutating func noteKnowledge(of session: Session) -> Bool {
    let sum = session.facts.count + session.findings.reduce(0) { $0 + ($1.isResolved ? 3 : 1) }
    defer { knowledge = sum }
    return sum != knowledge
  }

  /// Forgets old bars that are not open any more.
  mutating func forgetBars(besides open: [LiveBar]) {
    guard runNumbers.count > Self.barLimit else { return }
    let kept = Set(open.map(\.number))
    runNumbers = runNumbers.filter { kept.contains($0.key) }
    progress = progress.filter { kept.contains($0.key) }
    finishedBars = finishedBars.intersection(kept)
  }
}
