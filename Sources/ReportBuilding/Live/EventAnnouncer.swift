package import Diagnosis
import PatternCatalogue
package import Reporting
package import SessionAnalysis

/// Tells what is new in one log that is being followed.
///
/// It is shown the state of the log again and again, and compares it with what it has said: so nothing is
/// said twice, whatever it is shown, and a look ahead that turns out wrong spoils no count.
package struct EventAnnouncer: Sendable {
  /// How often a finding's count is told at most, in seconds.
  static let updateInterval = 0.25
  /// How often a run's progress is told at most, in seconds.
  package static let progressInterval = 0.25
  /// How long facts and findings may gather before their causes are looked for, in seconds.
  static let causeDelay = 0.2

  /// How many facts are remembered as told; a value that changes for weeks would fill the memory.
  static let factLimit = 8192

  /// What is to be told, in its order; whoever takes it removes it.
  package private(set) var events: [WatchEvent] = []
  /// The open session's state as it was shown last.
  package private(set) var session: Session?
  /// The open bars as they were shown last.
  package private(set) var bars: [LiveBar] = []
  /// When causes are to be looked for, in seconds of the moments' clock.
  package private(set) var causesDueAt: Double?
  /// The causes of the open session, as of the last look.
  package private(set) var causes: [CauseReport] = []

  /// What the latest sessions with runs that have ended state, by their ids.
  private var ended: [(id: String, statement: SessionStatement)] = []
  /// How many of them are kept.
  private static let endedLimit = 16

  let path: String
  let diagnostician: Diagnostician
  let conversion: SessionConversion
  var open = OpenAnnouncements()
  var stall = StallWatch()
  var now = Moment(seconds: 0)

  /// Creates an announcer at the start of a log.
  ///
  /// - Parameters:
  ///   - path: The log's path, as reports show it.
  ///   - glossary: The catalogue's words.
  ///   - diagnostician: Finds the causes of a session.
  package init(path: String, glossary: Glossary, diagnostician: Diagnostician) {
    self.path = path
    self.diagnostician = diagnostician
    conversion = SessionConversion(
      inputs: [InputSummary(path: path)], order: [0], glossary: glossary,
      diagnostician: diagnostician)
  }
}

// MARK: - Showing

extension EventAnnouncer {
  /// Returns what is to be told, and forgets it.
  package mutating func takeEvents() -> [WatchEvent] {
    defer { events.removeAll(keepingCapacity: true) }
    return events
  }

  /// Takes what the analyser has handed out, then the session that is open behind it.
  ///
  /// - Parameters:
  ///   - entries: Finished runs and sessions.
  ///   - session: The open session; `nil` where none is.
  ///   - bars: The open bars.
  ///   - now: When it was seen.
  package mutating func show(
    _ entries: [FinishedEntry], session: Session?, bars: [LiveBar], at now: Moment
  ) {
    self.now = now
    var runs: [Run] = []
    for entry in entries {
      switch entry {
      case .run(let run):
        runs.append(run)
      case .session(let session):
        present(session, runs, [])
        end(session)
        runs = []
      }
    }
    self.session = session
    self.bars = bars
    if let session { present(session, runs, bars) }
  }

  /// Takes what a look ahead has shown.
  ///
  /// A bar that nothing else has shown is not told: a frame that was cut may look like another bar's.
  ///
  /// - Parameters:
  ///   - preview: What is open if the lines that wait are taken as they are.
  ///   - now: When it was seen.
  package mutating func show(_ preview: LogPreview, at now: Moment) {
    self.now = now
    session = preview.session
    bars = preview.bars
    guard let session else { return }
    present(session, [], bars.filter { open.runNumbers[$0.number] != nil })
  }

  /// Tells what was put off, as far as its time has come.
  ///
  /// - Parameters:
  ///   - openLine: The line that the log has come to: bars of lines before it have ended.
  ///   - now: The present.
  package mutating func tick(openLine: Int, at now: Moment) {
    self.now = now
    guard let session else { return }
    for bar in bars where bar.run.isFinished && open.runNumbers[bar.number] != nil {
      let isBehind = openLine > bar.run.lastLine
      if isBehind || open.hasRested(bar, at: now.seconds) { tellEnd(of: bar.run, in: session) }
    }
    tellUpdates(of: session)
    if let due = causesDueAt, now.seconds >= due { tellCauses(of: session) }
  }

  /// Tells that bytes were never seen.
  package mutating func tell(_ loss: InputSummary.Loss, at now: Moment) {
    self.now = now
    add(.loss(input: path, LostRange(from: loss.from, to: loss.to, why: loss.why)))
  }

  /// Tells that throughput fell, and what changed there as far as it is known by then.
  package mutating func tell(_ slowdown: RegressionWatch.Slowdown, at now: Moment) {
    self.now = now
    var report = slowdown.report
    if let before = slowdown.session.flatMap(statement),
      let after = statement(of: report.at.session)
    {
      let first = slowdown.line + 1
      report.suspects =
        Suspects(
          before: before, after: after, glossary: conversion.glossary,
          lines: first..<max(first, (report.at.line ?? 0) + 1)
        ).list
    }
    add(.regression(report))
  }

  /// Returns what a session states, if it is open or ended lately.
  private func statement(of id: String) -> SessionStatement? {
    if let session, conversion.id(of: session) == id { return SessionStatement(session) }
    return ended.last { $0.id == id }?.statement
  }

  /// When something that was put off is to be told next, in seconds of the moments' clock.
  package var nextDue: Double? {
    let updates = open.updatesDueAt
    let rests = bars.contains { $0.run.isFinished && !open.finishedBars.contains($0.number) }
    let all = [causesDueAt, updates, rests ? now.seconds + 0.25 : nil].compactMap(\.self)
    return all.min()
  }
}

// MARK: - A session

extension EventAnnouncer {
  private mutating func present(_ session: Session, _ runs: [Run], _ bars: [LiveBar]) {
    if open.ordinal != session.ordinal {
      open = OpenAnnouncements()
      open.ordinal = session.ordinal
      causes = []
      causesDueAt = nil
    }
    open.id = conversion.id(of: session)
    tellStart(of: session)
    tellFacts(of: session)
    tellFindings(of: session)
    for run in runs { tellEnd(of: run, in: session) }
    for bar in bars { tellProgress(of: bar) }
    if open.noteKnowledge(of: session) {
      causesDueAt = causesDueAt ?? now.seconds + Self.causeDelay
    }
  }

  private mutating func end(_ session: Session) {
    tellUpdates(of: session, all: true)
    if causesDueAt != nil { tellCauses(of: session) }
    add(.sessionEnded(line: session.lastLine, runs: session.runCount))
    if session.runCount > 0 {
      ended.append((conversion.id(of: session), SessionStatement(session)))
      if ended.count > Self.endedLimit { ended.removeFirst() }
    }
    open = OpenAnnouncements()
    self.session = nil
    causes = []
    causesDueAt = nil
  }

  /// Tells that the session began, once there is something to tell of it.
  private mutating func tellStart(of session: Session) {
    if open.frontEnd == nil {
      open.frontEnd = session.frontEnd
      add(
        .sessionStarted(
          input: path, line: max(1, session.firstLine), frontend: session.frontEnd))
    } else if open.frontEnd != session.frontEnd {
      open.frontEnd = session.frontEnd
      add(.fact(FactReport(name: "frontend", value: session.frontEnd, line: nil, how: .derived)))
    }
  }

  private mutating func tellFacts(of session: Session) {
    if open.facts.count > Self.factLimit {
      open.facts = Set(session.facts.map { "\($0.name)=\($0.value)" })
      return
    }
    for fact in session.facts where !conversion.glossary.hiddenFacts.contains(fact.name) {
      guard open.facts.insert("\(fact.name)=\(fact.value)").inserted else { continue }
      add(
        .fact(
          FactReport(
            name: fact.name, value: fact.value, line: fact.line,
            how: fact.origin == .printed ? .printed : .derived)))
    }
  }

  private mutating func tellFindings(of session: Session) {
    for finding in session.findings where open.findings[finding.pattern] == nil {
      open.findings[finding.pattern] = .init(finding, at: now.seconds)
      add(.finding(id: id(of: finding), conversion.report(of: finding)))
    }
  }

  private mutating func tellUpdates(of session: Session, all: Bool = false) {
    open.updatesDueAt = nil
    for finding in session.findings {
      // A look ahead may have shown more than is certain yet; what was told is not taken back.
      guard let told = open.findings[finding.pattern], told.finding != finding,
        finding.count >= told.finding.count
      else { continue }
      let due = told.time + Self.updateInterval
      guard all || now.seconds >= due else {
        open.updatesDueAt = min(open.updatesDueAt ?? due, due)
        continue
      }
      open.findings[finding.pattern] = .init(finding, at: now.seconds)
      add(.findingUpdate(id: id(of: finding), conversion.report(of: finding)))
    }
  }

  private func id(of finding: Finding) -> String {
    "\(open.id ?? path)/\(finding.pattern)"
  }

  private mutating func tellCauses(of session: Session) {
    causesDueAt = nil
    let found = diagnostician.diagnose(session).causes
    causes = found.map(CauseReport.init)
    // Besides the best only what is likely: weak ones come and go while a log is read.
    for (position, cause) in found.enumerated()
    where (position == 0 || cause.confidence >= .likely) && open.isNews(cause) {
      add(.cause(CauseReport(cause)))
    }
  }

  mutating func add(_ change: WatchEvent.Change) {
    events.append(WatchEvent(time: now.text, session: open.id, change: change))
  }
}

// MARK: - Runs

extension EventAnnouncer {
  private mutating func tellProgress(of bar: LiveBar) {
    let run = bar.run
    if open.runNumbers[bar.number] == nil {
      let number = open.number(ofBar: bar.number)
      open.progress[bar.number] = .init(completed: run.completed, time: now.seconds)
      add(.runStarted(progress(of: run, number: number)))
      return
    }
    guard !open.finishedBars.contains(bar.number), let number = open.runNumbers[bar.number],
      let last = open.progress[bar.number], last.completed != run.completed,
      now.seconds >= last.time + Self.progressInterval
    else { return }
    open.progress[bar.number] = .init(completed: run.completed, time: now.seconds)
    add(.runProgress(progress(of: run, number: number)))
  }

  private mutating func tellEnd(of run: Run, in session: Session) {
    if let bar = run.bar, open.finishedBars.contains(bar) { return }
    var number: Int
    if let bar = run.bar {
      let isNew = open.runNumbers[bar] == nil
      number = open.number(ofBar: bar)
      if isNew { add(.runStarted(progress(of: run, number: number))) }
      open.finishedBars.insert(bar)
      open.progress[bar] = nil
    } else {
      number = open.nextRun
      open.nextRun += 1
    }
    let workload = conversion.workload(run.workload, of: session)
    add(.runFinished(run: number, conversion.report(of: run, workload: workload)))
    if run.isCounted { causesDueAt = causesDueAt ?? now.seconds + Self.causeDelay }
    open.forgetBars(besides: bars)
  }

  private func progress(of run: Run, number: Int) -> WatchEvent.RunProgress {
    WatchEvent.RunProgress(
      run: number, kind: RunKind(run.kind), description: run.description, unit: run.unit,
      completed: run.completed, total: run.total, elapsedSeconds: run.elapsedSeconds,
      ratePerSecond: run.ratePerSecond, line: max(1, run.lastLine))
  }
}
