internal import LogTokenizer
internal import PatternCatalogue

/// Builds the sessions of one input from its records and their matches, in the order of the log.
///
/// A session is one start of a program. Markers within one start-up are merged: a marker opens a
/// session only if the program had started to work, if the same marker came before, or if it is another
/// program's. Everything kept is bounded, and what is finished goes to the sink.
struct SessionBuilder: ~Copyable {
  let rules: AnalysisRules
  let input: Int
  var ordinal = 0
  var bars = BarTracker()
  var classifier = BarClassifier()
  var state = OpenSession()
  var derived = DerivedValues()
  /// Whether no session is open until a line marks the start of a program: the log is read from
  /// somewhere in its middle.
  var isWaiting = false
  /// Whether records are looked at that may go on, so that more may become known of them.
  var looksAhead = false
  /// The number of records so far, and of sessions that began.
  private(set) var records = 0
  private(set) var sessionsBegun = 0
  /// The sources in whose lines programs began.
  private(set) var sources = ProgramSources()
  /// Hashes the input's bytes, where that is wanted.
  var content: ContentDigester?
}

/// What is known of the session that is being read.
struct OpenSession {
  /// How far the program has come.
  enum Phase {
    /// No marker was seen.
    case unknown
    case starting
    /// It was ready, or did work.
    case working
  }

  var phase = Phase.unknown
  /// The markers of the start-up, with the lines they stand in.
  var markers: [Int: Int] = [:]
  /// The front ends that lines identified, in order, and the one among them that the session is of.
  private(set) var identified: [Int] = []
  private(set) var program: Int?
  var facts = FactStore()
  /// The values of facts that belong to the current job or workload.
  var workloadValues: [String: String] = [:]
  /// Counts the changes of `workloadValues`.
  var workloadGeneration = 0
  var workloads: [Workload] = []
  /// Which workload the last run of each kind had, and what it was found by: most runs repeat it.
  var lastWorkloads: [Run.Kind: (question: WorkloadQuestion, index: Int)] = [:]
  /// By message, `workloadGeneration` at its last line that states the mean of an interval.
  private var intervalGenerations: [Int: Int] = [:]
  var findings: [OpenFinding] = []
  /// The positions in `findings` by message.
  var findingIndex: [Int: Int] = [:]
  var isInJob = false
  /// The last line that may be a text of the user's which began before; 0 for none.
  var lastUserLine = 0
  /// The units that counted runs completed since a run that spans them, by the kinds' numbers.
  var spannedUnits = [Double](repeating: 0, count: Run.Kind.allCases.count)
  /// The message that came last among those that bar rules name.
  var lastNamed: String?
  var firstLine = 0
  var lastLine = 0
  /// The bar of the last training that was full.
  var lastTraining: LastTraining?
  /// The message of the last error of which nothing else is known, and the line behind it.
  var lastUnknownError: (message: Int, end: Int)?
  /// The last line of its counted runs so far.
  var lastWork = 0
  /// The last line that is not about the program's end.
  var lastSpokenLine = 0
  /// The number of records before the first one.
  var recordsBefore = 0
  var start: LogTime?
  var end: LogTime?
  var runCount = 0
  var runDigests: [RunDigest] = []
  var unknownRecords = 0
  var limits: [String: Int] = [:]
  /// Counts what became known: facts, programs, findings, and that one of them was repaired.
  var revision = 0
  /// Counts the findings that came again.
  var repetitions = 0

  /// Whether nothing was read yet.
  var isEmpty: Bool { firstLine == 0 }

  /// Takes a front end that a line identified.
  mutating func identify(_ frontEnd: Int, _ rules: AnalysisRules) {
    guard !identified.contains(frontEnd) else { return }
    identified.append(frontEnd)
    program = rules.decide(among: identified)
    revision += 1
  }

  /// Whether a message came before in this session, and no fact that runs are told apart by has changed
  /// since its last line.
  mutating func isSameSinceLine(of message: Int) -> Bool {
    intervalGenerations.updateValue(workloadGeneration, forKey: message) == workloadGeneration
  }

  /// Returns the units that counted runs of a kind completed since it was asked for last.
  mutating func takeSpannedUnits(of kind: Run.Kind) -> Double {
    defer { spannedUnits[Int(kind.rawValue)] = 0 }
    return spannedUnits[Int(kind.rawValue)]
  }
}

/// What decides which workload a run has.
struct WorkloadQuestion: Equatable {
  var kind: Run.Kind
  var description: String
  var unit: String
  var total: Double?
  var program: Int?
  /// The session's count of the changes of the values that runs are told apart by.
  var generation: Int
}

/// A finding while its session is open.
struct OpenFinding {
  var finding: Finding
  var emitters: FrontEndSet
}

extension SessionBuilder {
  /// How many different findings a session keeps.
  static let findingLimit = 2000
  /// How many bytes of a message are kept.
  static let messageLimit = 1000
  /// How many lines a text of the user's has at most.
  static let userLineLimit = 100
  /// How many workloads a session keeps apart.
  static let workloadLimit = 2048
  /// A marker that comes again within so many lines is another process of the same start.
  static let repeatDistance = 10
  /// How far a log's time goes back where another log was put behind it; less is another time zone.
  static let stepBack: Int64 = 26 * 3_600_000
  /// Without a year, a step back that is longer than this is the turn of the year.
  static let turnOfYear: Int64 = 300 * 86_400_000
}

extension SessionBuilder {
  /// Returns a builder that goes on from here by itself.
  func copy() -> SessionBuilder {
    SessionBuilder(
      rules: rules, input: input, ordinal: ordinal, bars: bars.copy(), classifier: classifier,
      state: state, derived: derived, isWaiting: isWaiting, records: records,
      sessionsBegun: sessionsBegun, sources: sources, content: content)
  }
}

// MARK: - Reading

extension SessionBuilder {
  /// Takes a record without progress, with what matched in it.
  mutating func add(
    _ record: Record, in batch: borrowing RecordBatch, matches: [MatchView],
    to sink: inout some SessionSink
  ) {
    records += 1
    if record.source != 0 { sources.noteLine(of: record.source) }
    if isWaiting {
      guard rules.mayOpenSession(matches) else { return }
      isWaiting = false
    }
    if bars.hasLeftBehind(atLine: record.line) { closeBars(beforeLine: record.line, &sink) }
    if let time = record.time, goesBack(to: time) { endSession(before: record.line, &sink) }
    if matches.isEmpty || isUserLine(record, matches) {
      note(record)
      noteLinesOfLastError(record, in: batch)
      state.unknownRecords += 1
      state.lastSpokenLine = state.lastLine
      return
    }
    openIfMarked(record, matches, &sink)
    note(record)
    take(matches, of: record, in: batch, to: &sink)
    if matches.contains(where: { rules.messages[$0.message].effect != .endsSession }) {
      state.lastSpokenLine = state.lastLine
    }
  }

  /// Whether a line goes on with a text of the user's, so that what it says did not happen.
  ///
  /// Such a text ends at the latest where the program says something that is no error, where a line has a
  /// prefix, at a traceback and at a bar.
  private mutating func isUserLine(_ record: Record, _ matches: [MatchView]) -> Bool {
    guard record.line <= state.lastUserLine else { return false }
    let isQuoted =
      record.kind == .line && record.prefix.count == 0
      && matches.allSatisfy { rules.messages[$0.message].severity != nil }
    if !isQuoted { state.lastUserLine = 0 }
    return isQuoted
  }

  /// Whether the log's dates go back, so that another log begins.
  private func goesBack(to time: LogTime) -> Bool {
    guard let last = state.end, last.precision == time.precision, time.precision >= .noYear else {
      return false
    }
    let step = last.milliseconds - time.milliseconds
    return step > Self.stepBack && (time.precision > .noYear || step < Self.turnOfYear)
  }

  /// Takes a progress frame, with what matched in its description and postfix.
  ///
  /// Frames are most of a log: the record and its meter are read where they lie.
  mutating func add(
    _ record: UnsafePointer<Record>, _ meter: UnsafePointer<Meter>, in batch: borrowing RecordBatch,
    matches: [MatchView], to sink: inout some SessionSink
  ) {
    records += 1
    guard !isWaiting else { return }
    if bars.hasLeftBehind(atLine: record.pointee.line) {
      closeBars(beforeLine: record.pointee.line, &sink)
    }
    note(record.pointee)
    state.lastSpokenLine = state.lastLine
    if state.lastUserLine != 0 { state.lastUserLine = 0 }
    let text = batch.text(of: record.pointee)
    if let frame = BarFrame(record, meter, text), !bars.update(frame) {
      begin(frame, &sink)
    }
    if !matches.isEmpty { take(matches, of: record.pointee, in: batch, to: &sink) }
  }

  /// Ends the open session: the log has ended.
  mutating func finish(to sink: inout some SessionSink) {
    endSession(before: nil, &sink)
  }

  private mutating func begin(_ frame: borrowing BarFrame, _ sink: inout some SessionSink) {
    var kind = classifier.classify(
      frame, isNested: bars.isNested(frame), rules: rules, session: &state)
    if frame.isRemnant {
      kind.isRemnant = true
      kind.isCounted = false
    }
    if kind.kind == .training, kind.isCounted, isDrawnAgain(frame) { kind.isCounted = false }
    if kind.isCounted { state.phase = .working }
    var closed: [ClosedBar] = []
    bars.begin(frame, kind) { closed.append($0) }
    end(&closed, &sink)
  }

  /// Closes the full bars that the log has left behind.
  private mutating func closeBars(beforeLine line: Int, _ sink: inout some SessionSink) {
    var closed: [ClosedBar] = []
    bars.advance(toLine: line) { closed.append($0) }
    end(&closed, &sink)
  }

  /// Closes the full bars, and those of a kind: the log says that what they were part of is done.
  mutating func closeBars(of kind: Run.Kind, _ sink: inout some SessionSink) {
    var closed: [ClosedBar] = []
    bars.closeFinished(and: kind) { closed.append($0) }
    end(&closed, &sink)
  }

  @inline(__always)
  private mutating func note(_ record: Record) {
    if state.firstLine == 0 { begin(at: record.line) }
    state.lastLine = max(state.lastLine, record.line + record.extraLines)
    if let time = record.time {
      if state.start == nil { state.start = time }
      state.end = time
    }
  }

  private mutating func begin(at line: Int) {
    state.firstLine = line
    state.recordsBefore = records - 1
    sessionsBegun += 1
  }

  private mutating func take(
    _ matches: [MatchView], of record: Record, in batch: borrowing RecordBatch,
    to sink: inout some SessionSink
  ) {
    for match in matches {
      let rule = rules.messages[match.message]
      if isExcepted(rule) { continue }
      if looksAhead, rule.definition.isFallback { continue }
      if rule.definition.isInPrefix, knowsProgram { continue }
      let line = batch.line(of: record, atOffset: match.range.lowerBound)
      apply(rule, match.message, line: line)
      for (fact, behaviour) in zip(rule.definition.facts, rule.behaviours) {
        takeFact(fact, behaviour, rule, match, line: line)
      }
      if let run = rule.definition.run { takeRun(run, rule, match, record, line: line, &sink) }
      if let severity = rule.severity { takeFinding(severity, rule, match, line: line) }
      if rule.definition.isOfLastLine {
        state.lastUnknownError = (match.message, record.line + record.extraLines)
      }
      for resolved in rule.resolves {
        if let index = state.findingIndex[resolved] {
          if !state.findings[index].finding.isResolved { state.revision += 1 }
          state.findings[index].finding.isResolved = true
        }
      }
      if rule.isNamed { state.lastNamed = rule.definition.id }
      if rule.definition.hasUserLines { state.lastUserLine = line + Self.userLineLimit }
    }
  }
}

// MARK: - Structure

extension SessionBuilder {
  /// Ends the open session if one of the matches begins another.
  private mutating func openIfMarked(
    _ record: Record, _ matches: [MatchView], _ sink: inout some SessionSink
  ) {
    if !state.isEmpty,
      matches.contains(where: { isMarker($0) && opensAnother($0.message, line: record.line) })
    {
      endSession(before: record.line, &sink)
    }
    for match in matches where isMarker(match) {
      if state.phase == .unknown { state.phase = .starting }
      if record.source != 0 { sources.noteStart(of: record.source) }
      if state.markers[match.message] == nil { state.markers[match.message] = record.line }
    }
  }

  private func isMarker(_ match: MatchView) -> Bool {
    let rule = rules.messages[match.message]
    return rule.effect == .opensSession && isOfOpenSession(rule) && !isExcepted(rule)
  }

  /// Whether a line does not count because of what the line before named.
  private func isExcepted(_ rule: MessageRule) -> Bool {
    guard let exception = rule.definition.exception else { return false }
    return state.workloadValues[exception.fact] == exception.value
  }

  /// Whether a line may say something about the structure of the open session: it is its program's, its
  /// program is not known yet, or the line shows another program by itself.
  private func isOfOpenSession(_ rule: MessageRule) -> Bool {
    guard rule.emitters != .any, rule.identifies == nil,
      let program = state.program
    else { return true }
    return !rule.emitters.isDisjoint(with: rules.linesOf(program))
  }

  /// Whether a marker begins another session than the open one.
  ///
  /// While that starts, only its first marker does so when it comes again: what stands behind it may be
  /// printed by parts that carry a copy of the program's code.
  private func opensAnother(_ message: Int, line: Int) -> Bool {
    if state.phase == .working { return true }
    if let before = state.markers[message], line - before >= Self.repeatDistance,
      !state.markers.values.contains(where: { $0 < before })
    {
      return true
    }
    guard let program = rules.messages[message].identifies,
      let current = state.program
    else { return false }
    return !rules.areRelated(program, current)
  }

  private mutating func apply(_ rule: MessageRule, _ message: Int, line: Int) {
    if let program = rule.identifies { state.identify(program, rules) }
    guard isOfOpenSession(rule) else { return }
    switch rule.effect {
    case .none, .opensSession:
      break
    case .isReady:
      state.phase = .working
    case .opensJob:
      state.phase = .working
      state.lastTraining = nil
      state.isInJob = true
      let before = state.workloadValues.count
      state.workloadValues = state.workloadValues.filter { rules.facts[$0.key]?.scope != .job }
      if state.workloadValues.count != before { state.workloadGeneration += 1 }
    case .endsJob:
      state.isInJob = false
    case .endsSession:
      state.phase = .working
    }
  }

  /// Whether it is known which program the open session is of; a library may be part of any.
  var knowsProgram: Bool { state.program.map { rules.frontEnds[$0].rank >= 3 } ?? false }

  /// Whether the open session may be a piece of one that began before the input.
  var isHeadless: Bool { ordinal == 0 && content?.beginsInput == true }

  private mutating func endSession(before line: Int?, _ sink: inout some SessionSink) {
    guard !state.isEmpty else { return }
    var closed: [ClosedBar] = []
    bars.closeAll { closed.append($0) }
    end(&closed, &sink)
    raiseLastError()
    var session = rules.close(state, input: input, ordinal: ordinal, derived: &derived)
    session.content = content?.endSession(before: line)
    session.content?.isHeadless = isHeadless
    sink.add(session)
    ordinal += 1
    // Nothing goes over from one session to the next, so that one may be read without the other.
    state = OpenSession()
    bars = BarTracker()
    classifier = BarClassifier()
  }

  /// Hands out the runs of bars, which stay where they are, since each copy counts a dozen references.
  private mutating func end(_ closed: inout [ClosedBar], _ sink: inout some SessionSink) {
    // Nearly always none; an array without memory would be given some to be changed in place.
    guard !closed.isEmpty else { return }
    closed.withUnsafeMutableBufferPointer { closed in
      for index in closed.indices {
        BarClassifier.settle(&closed[index], rules: rules, session: &state)
        emit(closed[index].run, &sink)
        if closed[index].run.kind == .training, let bar = LastTraining(closed[index].run) {
          state.lastTraining = bar
        }
      }
    }
  }
}
