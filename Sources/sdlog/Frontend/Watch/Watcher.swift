import Diagnosis
import Localization
import LogInput
import PatternCatalogue
import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The loop of a watch: waits for bytes, signals, keys and the time, and hands on what comes.
final class Watcher {
  /// Why the loop ended.
  private enum End {
    case input
    case signal(Int32)
  }

  /// How often the places in followed files are kept, in seconds.
  private static let checkpointInterval = 5.0

  private let options: WatchOptions
  private let catalogue: Catalogue
  private let glossary: Glossary
  private let diagnostician: Diagnostician
  private let clock = WatchClock()
  private let signals: SignalPipe
  private let lanes: [Lane]
  private let group: FollowGroup?
  private let state = FollowState(environment: Environment())
  private let view: any WatchView
  private let terminal: TerminalView?
  private let keys: TerminalKeys?
  private let metrics: MetricsFile?
  private let hooks: WatchHooks?
  private let feed: HistoryFeed?
  private var recent = RecentRuns()
  private var speed = SpeedWatch()
  private var checkpointDueAt = Watcher.checkpointInterval
  private var kept: [String: FollowCheckpoint] = [:]
  private var status = ExitStatus.clean

  /// Prepares a watch.
  ///
  /// - Throws: What keeps it from beginning.
  init(_ options: WatchOptions, _ catalogue: Catalogue) throws {
    self.options = options
    self.catalogue = catalogue
    let rules = AnalysisRules(catalogue)
    glossary = Glossary(catalogue, rules)
    diagnostician = Diagnostician(catalogue)
    let hasTerminal = options.hasTerminalView
    var numbers = [SIGINT, SIGTERM, SIGHUP, SIGUSR1]
    if hasTerminal { numbers += [SIGWINCH, SIGTSTP, SIGCONT] }
    if options.onFinding != nil || options.onRegression != nil { numbers.append(SIGCHLD) }
    guard let signals = SignalPipe(numbers) else {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "cannot make a pipe: \(Errno(rawValue: errno))",
          zh: "无法创建管道：\(Errno(rawValue: errno).chinese)"))
    }
    self.signals = signals
    feed = Self.feed(for: options, diagnostician, rules)
    if options.history != nil, feed == nil { status = .trouble }
    metrics = options.metricsFile.map(MetricsFile.init)
    hooks = WatchHooks(options, isQuiet: hasTerminal)
    let (glossary, diagnostician, feed) = (glossary, diagnostician, feed)
    func stream(_ path: String, _ lane: Int) throws -> WatchStream {
      try WatchStream(
        path: path, rules: rules, glossary: glossary, diagnostician: diagnostician,
        temporaryFolder: options.temporaryFolder, feed: feed, lane: lane)
    }
    if options.followed.isEmpty {
      group = nil
      let source: any WatchSource =
        options.passesThrough ? try PassThroughSource() : StandardInputSource()
      lanes = [Lane(stream: try stream("-", 0), source: source)]
    } else {
      let group = FollowGroup(options.followed, isPolling: options.isPolling)
      lanes = try options.followed.enumerated().map { [state] lane, path in
        let start: FollowedFile.Start =
          options.fromStart
          ? .beginning : state.checkpoint(of: path).map { .checkpoint($0) } ?? .end
        let source = FollowSource(
          FollowedFile(path: path, start: start),
          passingTo: options.passesThrough ? .output : nil)
        group.add(source)
        return Lane(stream: try stream(path, lane), source: source)
      }
      self.group = group
    }
    terminal =
      hasTerminal
      ? TerminalView(
        stream: options.viewStream, language: options.report.language,
        isColoured: options.report.isColoured, programs: glossary.frontEndTitles,
        sharesTerminal: options.sharesTerminal) : nil
    // What is typed is the log where nothing else is read.
    let isTyped = options.followed.isEmpty && isatty(0) == 1
    keys = hasTerminal && !options.sharesTerminal && !isTyped ? TerminalKeys() : nil
    view = terminal ?? Self.plainView(options, glossary)
  }

  private static func feed(
    for options: WatchOptions, _ diagnostician: Diagnostician, _ rules: AnalysisRules
  ) -> HistoryFeed? {
    guard let (history, host) = options.history?.open() else { return nil }
    return HistoryFeed(
      history, host: host, diagnostician: diagnostician, hidden: rules.hiddenFacts)
  }

  private static func plainView(_ options: WatchOptions, _ glossary: Glossary) -> any WatchView {
    switch options.report.format {
    case .ndjson: return NDJSONView(stream: options.viewStream)
    case .json, .markdown, .html: return SilentView()
    case .text:
      if options.isQuiet { return SilentView() }
      return LineView(
        stream: options.viewStream,
        words: EventLine(
          language: options.report.language, programs: glossary.frontEndTitles))
    }
  }
}

// MARK: - The loop

extension Watcher {
  /// Watches until the end, then writes the report.
  ///
  /// - Returns: The exit status as a number.
  /// - Throws: What an output or a temporary file reports.
  func run() throws -> Int32 {
    keys?.turnOn()
    defer { keys?.turnOff() }
    if !options.isQuiet { announceInput() }
    let end = try loop()
    try drain(after: end)
    let status = try finish()
    switch end {
    case .input: return status.rawValue
    case .signal(let number): return 128 + number
    }
  }

  /// Keeps what outlives the watch, though nobody reads what it writes any more.
  func abandon() {
    keys?.turnOff()
    try? keepPlaces()
    _ = feed?.finish()
    try? metrics?.write(gauges, hooks: hooks?.outcomes ?? [:], at: clock.seconds)
  }

  private func loop() throws -> End {
    while true {
      let ready = wait()
      for number in signals.takeSignals() {
        if let end = try handle(number) { return end }
      }
      if ready.keys, try handleKeys() { return .input }
      group?.note(isTold: ready.input, at: clock.seconds)
      var isRead = false
      for lane in lanes where lane.followed?.hasMore ?? ready.input {
        isRead = true
        guard try read(lane) else { return .input }
      }
      try tick(isRead: isRead)
    }
  }

  /// Does what is due.
  private func tick(isRead: Bool) throws {
    let now = clock.moment()
    for lane in lanes where !lane.source.hasMore { try lane.stream.tick(at: now) }
    try tell()
    if isRead { terminal?.noteChange(at: now.seconds) }
    if let terminal, now.seconds >= terminal.dueAt {
      try terminal.draw(liveStatus(at: now), at: now.seconds)
      try tell()
    }
    try watchSpeed(at: now)
    hooks?.tick(at: now.seconds)
    for lane in lanes {
      if let due = lane.stream.storeDue, now.seconds >= due {
        lane.stream.storeOpenSession(at: now.seconds)
      }
    }
    if let error = feed?.takeFailure() { try tell(error) }
    if let metrics, now.seconds >= metrics.dueAt {
      try metrics.write(gauges, hooks: hooks?.outcomes ?? [:], at: now.seconds)
    }
    if group != nil, now.seconds >= checkpointDueAt {
      checkpointDueAt = now.seconds + Self.checkpointInterval
      try keepPlaces()
    }
  }

  /// Waits for something to do.
  ///
  /// - Returns: Whether there may be bytes to read, and keys.
  private func wait() -> (input: Bool, keys: Bool) {
    let source = group?.descriptor ?? lanes[0].source.descriptor
    var places = [
      pollfd(fd: source, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      // A number below zero is left out.
      pollfd(
        fd: keys?.isReading == true ? keys?.descriptor ?? -1 : -1, events: Int16(POLLIN),
        revents: 0),
    ]
    let count = poll(&places, nfds_t(places.count), timeout)
    guard count > 0 else { return (false, false) }
    return (places[0].revents != 0, places[2].revents != 0)
  }

  /// The milliseconds to the next thing that is due; -1 where nothing is.
  private var timeout: Int32 {
    if lanes.contains(where: { $0.followed?.hasMore == true }) { return 0 }
    var dues = lanes.compactMap(\.stream.nextDue)
    dues += [terminal?.dueAt, metrics?.dueAt, hooks?.nextDue, group?.nextLook, speed.dueAt]
      .compactMap(\.self)
    dues += lanes.compactMap(\.stream.storeDue)
    guard let due = dues.min() else { return -1 }
    return Int32(min(max(((due - clock.seconds) * 1000).rounded(.up), 0), 60_000))
  }

  /// Reads what is there.
  ///
  /// - Returns: Whether there may be more.
  private func read(_ lane: Lane) throws -> Bool {
    try lane.source.read(WatchConsumer(stream: lane.stream, now: clock.moment()))
  }

  private func tell() throws {
    var events = lanes.flatMap { $0.stream.takeEvents() }
    guard !events.isEmpty else { return }
    for event in events {
      guard case .runFinished(_, let run) = event.change else { continue }
      recent.add(run)
      speed.add(run, session: event.session ?? "", at: clock.seconds)
    }
    metrics?.note(events)
    if options.report.isRedacted { events = events.map { $0.redacted() } }
    hooks?.note(events, at: clock.seconds)
    try view.show(events)
  }

  /// Looks for slowdowns, as far as it is time to.
  private func watchSpeed(at now: Moment, isLast: Bool = false) throws {
    for (lane, change) in speed.look(at: now.seconds, isLast: isLast, feed, lanes) {
      lanes[lane].stream.tell(change, at: now)
    }
    try tell()
  }

  /// Says that the history could not be written.
  private func tell(_ error: HistoryError) throws {
    status = .trouble
    let words = Diagnostic(error)
    if terminal == nil {
      words.print()
    } else {
      let text = words.rendered(
        isColoured: options.report.isColoured, language: options.report.language)
      try view.show(text: Array(text.utf8))
    }
  }

  /// Reads what a program that was interrupted at the same time has still to say.
  private func drain(after end: End) throws {
    guard case .signal(let number) = end else { return }
    let limit = clock.seconds + (number == SIGINT && group == nil ? 0.5 : 0)
    while group == nil {
      var place = pollfd(fd: lanes[0].source.descriptor, events: Int16(POLLIN), revents: 0)
      let left = max(0, limit - clock.seconds)
      guard poll(&place, 1, Int32(left * 1000)) > 0, place.revents != 0 else { break }
      guard signals.takeSignals().isEmpty, try read(lanes[0]) else { break }
      try tell()
    }
    guard let group else { return }
    group.note(isTold: true, at: .infinity)
    for lane in lanes {
      while lane.followed?.hasMore == true, signals.takeSignals().isEmpty { _ = try read(lane) }
    }
    try tell()
  }
}

// MARK: - Signals and keys

extension Watcher {
  /// Does what a signal asks for.
  ///
  /// - Returns: The end, if it asks for that.
  private func handle(_ number: Int32) throws -> End? {
    switch number {
    case SIGUSR1: try showSummary()
    case SIGCHLD: hooks?.tick(at: clock.seconds)
    case SIGWINCH: try terminal?.resize(at: clock.seconds)
    case SIGTSTP: try suspend()
    case SIGCONT:
      keys?.turnOn()
      try terminal?.resume(at: clock.seconds)
    default: return .signal(number)
    }
    return nil
  }

  /// Stops as any program does, with the terminal as it was.
  private func suspend() throws {
    keys?.turnOff()
    try terminal?.suspend()
    signals.stop()
  }

  /// Does what keys ask for.
  ///
  /// - Returns: Whether they ask for the end.
  private func handleKeys() throws -> Bool {
    for key in keys?.takeKeys() ?? [] {
      switch key {
      case UInt8(ascii: "q"), UInt8(ascii: "Q"): return true
      case UInt8(ascii: "p"), UInt8(ascii: "P"): try terminal?.togglePause()
      case UInt8(ascii: "?"), UInt8(ascii: "h"): terminal?.toggleHelp()
      default: break
      }
    }
    return false
  }
}

// MARK: - How things stand

extension Watcher {
  private func liveStatus(at now: Moment) throws -> LiveStatus {
    var status = LiveStatus()
    let lane = lanes.max { $0.stream.lastByteAt ?? -1 < $1.stream.lastByteAt ?? -1 } ?? lanes[0]
    try lane.stream.refresh(at: now)
    let announcer = lane.stream.announcer
    if lanes.count > 1 { status.input = lane.stream.path }
    if let session = announcer.session, session.frontEnd != "unknown" {
      status.program = glossary.frontEndTitles[session.frontEnd] ?? session.frontEnd
    }
    status.attention = announcer.session?.values(of: "attention_backend").last?.value
    status.run = announcer.currentBar.map(LiveStatus.Run.init)
    status.rates = recent.rates
    status.unit = recent.unit
    status.deviation = speed.deviation(of: recent)
    status.isWaiting = lane.stream.lastByteAt == nil
    let silence = lane.stream.silence(at: now.seconds)
    if silence >= 5 { status.silentSeconds = silence.rounded(.down) }
    status.isStalled = announcer.isStalled
    status.lostBytes = lanes.reduce(0) { $0 + $1.stream.lostBytes }
    status.isPaused = terminal?.isPaused ?? false
    status.showsHelp = terminal?.showsHelp ?? false
    status.hasKeys = keys?.isReading ?? false
    return status
  }

  private var gauges: [WatchMetrics.Gauges] {
    let seconds = clock.seconds
    return lanes.map { lane in
      WatchMetrics.Gauges(
        input: lane.stream.path, bytes: lane.stream.byteCount, lagBytes: lane.source.backlog,
        silenceSeconds: lane.stream.lastByteAt.map { seconds - $0 },
        isStalled: lane.stream.announcer.isStalled)
    }
  }

  /// Says that what is read is typed, or which followed files are not there.
  private func announceInput() {
    if options.followed.isEmpty, isatty(0) == 1 {
      var error = StandardStream.error
      try? error.append(LogReading.waiting.text(in: options.report.language))
    }
    for path in options.followed where access(path, F_OK) != 0 {
      Diagnostic(
        isWarning: true,
        message: LocalizedText(
          en: "\(path) is not there yet; it is read when it appears",
          zh: "\(path) 还不存在，出现后即开始读取")
      ).print()
    }
  }

  /// Keeps the places in followed files.
  private func keepPlaces() throws {
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

// MARK: - Reports

extension Watcher {
  private func finish() throws -> ExitStatus {
    for lane in lanes { try lane.stream.show(at: clock.moment()) }
    try tell()
    try watchSpeed(at: clock.moment(), isLast: true)
    let summaries = try lanes.map { try $0.stream.finish(at: clock.moment()) }
    try tell()
    try keepPlaces()
    keys?.turnOff()
    try view.end()
    for case let source as StandardInputSource in lanes.map(\.source) {
      guard let reason = source.failure else { continue }
      Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "cannot read standard input: \(reason)", zh: "无法读取标准输入：\(reason.chinese)")
      ).print()
      self.status = .trouble
    }
    let kept = feed?.finish()
    if let error = feed?.takeFailure() { try tell(error) }
    if kept?.hasFailed == true { status = .trouble }
    var report = try makeReport { builder in
      for (lane, summary) in zip(lanes, summaries) { try lane.stream.add(summary, to: &builder) }
    }
    report.note(kept?.reports ?? [])
    if options.failOn.isReached(by: report.head) { status = max(status, .findings) }
    // Events are the whole of NDJSON; its report is written where a file is named for it.
    if options.report.format != .ndjson || options.report.output != nil {
      try options.report.write(report, to: options.viewStream)
    }
    hooks?.finish(clock)
    try metrics?.write(gauges, hooks: hooks?.outcomes ?? [:], at: clock.seconds)
    return status
  }

  private func showSummary() throws {
    var report = try makeReport { builder in
      for lane in lanes { try lane.stream.addSoFar(to: &builder) }
    }
    var text = MemoryOutput()
    var summary = options.report
    summary.format = .text
    try summary.write(&report, to: &text)
    try view.show(text: text.bytes)
  }

  private func makeReport(
    _ fill: (inout ReportBuilder<SpillFile>) throws -> Void
  ) throws -> BuiltReport<SpillFile> {
    var builder = ReportBuilder(
      store: try SpillFile(folder: options.temporaryFolder), diagnostician: diagnostician)
    try fill(&builder)
    return try builder.finish(
      tool: ToolReport(catalogue),
      glossary: glossary)
  }
}

extension LiveStatus.Run {
  fileprivate init(_ bar: LiveBar) {
    let run = bar.run
    var remaining = bar.remainingSeconds.map(Double.init)
    if remaining == nil, let total = run.total, let completed = run.completed,
      let rate = run.ratePerSecond, rate > 0
    {
      remaining = max(0, total - completed) / rate
    }
    self.init(
      kind: RunKind(rawValue: run.kind.name) ?? .other, description: run.description,
      unit: run.unit, completed: run.completed, total: run.total,
      ratePerSecond: run.ratePerSecond, remainingSeconds: remaining)
  }
}
