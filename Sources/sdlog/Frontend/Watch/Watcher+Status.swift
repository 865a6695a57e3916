import Localization
import LogInput
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Watcher {
  /// What the lines at the bottom of a terminal show.
  func liveStatus(at now: Moment) throws -> LiveStatus {
    var status = LiveStatus()
    let lane = lanes.max { $0.stream.lastByteAt ?? -1 < $1.stream.lastByteAt ?? -1 } ?? lanes[0]
    try lane.stream.refresh(at: now)
    let announcer = lane.stream.announcer
    if lanes.count > 1 { status.input = lane.stream.path }
    if let session = announcer.session, session.frontEnd != SessionReport.unknownProgram {
      status.program = glossary.frontEndTitles[session.frontEnd] ?? session.frontEnd
    }
    status.attention = announcer.session?.values(of: AttentionPlace.inUse.factName).last?.value
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

  /// What the metrics file says of each log.
  var gauges: [WatchMetrics.Gauges] {
    let seconds = clock.seconds
    return lanes.map { lane in
      WatchMetrics.Gauges(
        input: lane.stream.path, bytes: lane.stream.byteCount, lagBytes: lane.source.backlog,
        silenceSeconds: lane.stream.lastByteAt.map { seconds - $0 },
        isStalled: lane.stream.announcer.isStalled)
    }
  }

  /// Says that what is read is typed, or which followed files cannot be read now.
  func announceInput() {
    if options.followed.isEmpty, isatty(0) == 1 {
      var error = StandardStream.error
      try? error.append(LogReading.waiting.text(in: options.report.language))
    }
    for path in options.followed {
      guard let message = Self.obstacle(at: path) else { continue }
      Diagnostic(isWarning: true, message: message).print()
    }
  }

  /// Why a file cannot be followed now; `nil` where it can.
  private static func obstacle(at path: String) -> LocalizedText? {
    var status = stat()
    let name = SystemPath.bytes(of: path)
    let path = SystemPath.shown(path)
    guard stat(name, &status) == 0 else {
      return LocalizedText(
        en: "\(path) is not there yet; it is read when it appears",
        zh: "\(path) 还不存在，出现后即开始读取")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return LocalizedText(
        en: "\(path) is no file that can be followed; nothing is read unless one takes its place",
        zh: "\(path) 不是可以跟踪的文件，除非换成普通文件，否则不会读取")
    }
    guard access(name, R_OK) == 0 else {
      return LocalizedText(
        en: "\(path) may not be read; nothing is until that changes",
        zh: "没有读取 \(path) 的权限，获得权限后才会读取")
    }
    return nil
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
