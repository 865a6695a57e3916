import Diagnosis
import Localization
import LogInput
import PatternCatalogue
import ReportBuilding
import Reporting
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
  enum End {
    case input
    case signal(Int32)
  }

  let options: WatchOptions
  let catalogue: Catalogue
  let glossary: Glossary
  let diagnostician: Diagnostician
  let clock = WatchClock()
  let signals: SignalPipe
  let lanes: [Lane]
  let group: FollowGroup?
  var places = FollowPlaces(FollowState(environment: Environment()))
  let view: any WatchView
  let terminal: TerminalView?
  let keys: TerminalKeys?
  let metrics: MetricsFile?
  let hooks: WatchHooks?
  let feed: HistoryFeed?
  var recent = RecentRuns()
  var speed = SpeedWatch()
  var status = ExitStatus.clean

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
    let words = CatalogueWords(catalogue)
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
    feed = Self.feed(for: options, diagnostician, glossary)
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
      lanes = try options.followed.enumerated().map { [places] lane, path in
        let start: FollowedFile.Start =
          options.fromStart
          ? .beginning : places.state.checkpoint(of: path).map { .checkpoint($0) } ?? .end
        let source = FollowSource(
          FollowedFile(path: path, start: start),
          passingTo: options.passesThrough ? .output : nil)
        group.add(source)
        return Lane(stream: try stream(SystemPath.shown(path), lane), source: source)
      }
      self.group = group
    }
    terminal =
      hasTerminal
      ? TerminalView(
        stream: options.viewStream, language: options.report.language,
        isColoured: options.report.isColoured, words: words,
        sharesTerminal: options.sharesTerminal) : nil
    // What is typed is the log where nothing else is read.
    let isTyped = options.followed.isEmpty && isatty(0) == 1
    keys = hasTerminal && !options.sharesTerminal && !isTyped ? TerminalKeys() : nil
    view = terminal ?? Self.plainView(options, words)
  }

  private static func feed(
    for options: WatchOptions, _ diagnostician: Diagnostician, _ glossary: Glossary
  ) -> HistoryFeed? {
    guard let (history, host) = options.history?.open() else { return nil }
    return HistoryFeed(
      history, host: host, diagnostician: diagnostician, glossary: glossary)
  }

  private static func plainView(
    _ options: WatchOptions, _ words: CatalogueWords
  ) -> any WatchView {
    switch options.report.format {
    case .ndjson where !options.isQuiet: return NDJSONView(stream: options.viewStream)
    case .json, .ndjson, .markdown, .html: return SilentView()
    case .text:
      if options.isQuiet { return SilentView() }
      return LineView(
        stream: options.viewStream,
        words: EventLine(language: options.report.language, words: words))
    }
  }
}

extension Watcher {
  /// Watches until the end, then writes the report.
  ///
  /// - Returns: The exit status as a number.
  /// - Throws: What an output or a temporary file reports.
  func run() throws -> Int32 {
    keys?.turnOn()
    defer { keys?.turnOff() }
    if !options.isQuiet { announceInput() }
    ProcessMemory.beginStage()
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
    try? places.keep(lanes)
    _ = feed?.finish()
    try? metrics?.write(gauges, hooks: hooks?.outcomes ?? [:], at: clock.seconds)
  }
}
