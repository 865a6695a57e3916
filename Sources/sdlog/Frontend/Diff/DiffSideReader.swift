import Diagnosis
import Localization
import LogInput
import LogTokenizer
import PatternCatalogue
import ReportBuilding
import Reporting
import RunHistory
import SessionAnalysis
import SummaryBuilding
import Throughput

/// A side of a comparison, with what the history has to know of it.
struct DiffInput {
  /// The side.
  var side: DiffSide
  /// When its first session began, or its log was last changed, in milliseconds since 1970.
  var time: Int
  /// The contents of its sessions, where it is a log.
  var contents: [LogContent] = []
  /// The row of its session, where it is one of the history.
  var row: Int?
  /// The machine, where it is of the history.
  var host: String?
}

/// Reads the sides of a comparison from logs and from the history.
struct DiffSideReader {
  let rules: AnalysisRules
  let diagnostician: Diagnostician
  let history: HistoryFile
  /// How the bytes of logs are hashed; `nil` where nothing has to know their contents.
  let contentHash: ContentHash?

  /// Reads one side.
  ///
  /// - Parameters:
  ///   - name: What the user calls it.
  ///   - isWhole: Becomes false where a part of a log could not be read, which was said.
  /// - Returns: A side that is not empty; `nil` where nothing could be read.
  /// - Throws: `Diagnostic`.
  func read(_ name: DiffName, isWhole: inout Bool) throws -> DiffInput? {
    switch name {
    case .log(let path, let session): try readLog(path, session, &isWhole)
    case .history(let id): try readHistory(id)
    }
  }
}

// MARK: - Logs

extension DiffSideReader {
  private func readLog(
    _ path: String, _ session: Int?, _ isWhole: inout Bool
  ) throws -> DiffInput? {
    var isComplete = true
    func report(_ error: InputError) {
      error.print()
      isComplete = false
    }
    let name = SystemPath.shown(session.map { "\(path)#\($0)" } ?? path)
    var sink = DiffSink(name: name, only: session, diagnostician: diagnostician)
    let items = InputFinder.find([path], report: report)
    var time: Int?
    for item in items {
      var reader = InputReader(item)
      while let stream = reader.nextStream(report) {
        var analyzer = LogAnalyzer(path: stream.path, rules: rules, contentHash: contentHash)
        while reader.next({ analyzer.feed($0, to: &sink) }) {}
        for failure in reader.failures { report(failure.error) }
        _ = analyzer.finish(to: &sink)
      }
      time = time ?? item.modificationTime
    }
    isWhole = isWhole && isComplete
    // What could not be read at all was said already.
    if !isComplete, sink.found == 0 { return nil }
    if let session, sink.found < session || session < 1 {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "\(path) has no session \(session)", zh: "\(path) 没有第 \(session) 次会话"),
        notes: [
          LocalizedText(
            en: "it has \(sink.found) \(sink.found == 1 ? "session" : "sessions")",
            zh: "其中有 \(sink.found) 次会话")
        ],
        helps: [
          LocalizedText(en: "`sdlog scan \(path)` lists them", zh: "`sdlog scan \(path)` 会列出它们")
        ])
    }
    guard !sink.side.isEmpty else {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "\(name) has no session to compare", zh: "\(name) 中没有可比较的会话"),
        notes: [
          LocalizedText(
            en: "it holds no start of a known program, no progress bar and no known message",
            zh: "其中没有已知程序的启动、进度条或已知信息")
        ],
        helps: [
          LocalizedText(
            en: "name the console output of an image generator or trainer",
            zh: "请指定图像生成或训练程序的控制台输出")
        ])
    }
    return DiffInput(
      side: sink.side, time: sink.start ?? time ?? Environment().milliseconds,
      contents: sink.contents)
  }
}

/// Merges the sessions of a log, or picks one of them.
private struct DiffSink: SessionSink {
  /// What was merged so far.
  var side: DiffSide
  /// The number of sessions so far.
  var found = 0
  /// The first printed start, in milliseconds since 1970.
  var start: Int?
  /// What the sessions are known by; the last thousand of them.
  var contents: [LogContent] = []

  private let only: Int?
  private let diagnostician: Diagnostician
  /// The rates of the open session by workload.
  private var open: [Int: (unit: String, rates: [Double])] = [:]
  private static let contentLimit = 1000

  init(name: String, only: Int?, diagnostician: Diagnostician) {
    side = DiffSide(name: name, source: .log)
    self.only = only
    self.diagnostician = diagnostician
  }

  mutating func add(_ run: Run) {
    guard only == nil || only == found + 1, run.isCounted, let rate = run.ratePerSecond, rate > 0,
      rate.isFinite
    else { return }
    open[run.workload, default: (run.unit, [])].rates.append(rate)
  }

  mutating func add(_ session: Session) {
    found += 1
    defer { open = [:] }
    guard only == nil || only == found else { return }
    if start == nil, let first = session.start, first.precision >= .local {
      start = Int(first.milliseconds)
    }
    if let content = session.content {
      contents.append(content)
      if contents.count > Self.contentLimit { contents.removeFirst() }
    }
    let series = open.sorted { $0.key < $1.key }.compactMap { number, runs in
      session.workloads.indices.contains(number)
        ? DiffSide.Series(
          workload: "\(session.frontEnd) \(session.workloads[number].key)", unit: runs.unit,
          rates: RateSeries(session: runs.rates)) : nil
    }
    let causes = diagnostician.causes(of: session).map {
      DiffSide.NamedCause(
        id: $0.rule.id, confidence: Reporting.Confidence($0.confidence), rule: $0.rule)
    }
    side.add(session, causes: causes, series: series)
  }
}

extension RateSeries {
  /// The rates of one session.
  fileprivate init(session rates: [Double]) {
    self.init()
    append(day: 0, rates: rates)
  }
}

// MARK: - History

extension DiffSideReader {
  private func readHistory(_ id: String) throws -> DiffInput {
    do {
      let history = try history.open(.readOnly)
      return try input(session(id, of: history), of: history)
    } catch let error as HistoryError where error.code == .notFound {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(en: "there is no file \"\(id)\"", zh: "没有文件“\(id)”"),
        notes: [
          LocalizedText(
            en: "nor is there a history in which it could be a session",
            zh: "也没有可能包含该会话的历史库")
        ],
        helps: [
          LocalizedText(
            en: "check the spelling, or name the history with `--history FILE`",
            zh: "请检查拼写，或用 `--history 文件` 指定历史库")
        ])
    } catch let error as HistoryError {
      throw Diagnostic(error)
    }
  }

  private func session(_ id: String, of history: RunHistory) throws -> HistorySession {
    let found = try history.sessions(idPrefix: id)
    guard let session = found.first else {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "there is no file \"\(id)\", and no session of the history begins with it",
          zh: "没有文件“\(id)”，历史库中也没有以此开头的会话"),
        helps: [
          LocalizedText(
            en: "`sdlog history list` shows what there is", zh: "`sdlog history list` 会列出已有的会话")
        ])
    }
    guard found.count == 1 else {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "more than one session begins with \"\(id)\"", zh: "以“\(id)”开头的会话不止一次"),
        notes: found.map { LocalizedText(verbatim: $0.id) },
        helps: [LocalizedText(en: "give more digits", zh: "请多给几位")])
    }
    guard !session.isPruned else {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "session \(session.id) was pruned", zh: "会话 \(session.id) 已精简"),
        notes: [
          LocalizedText(en: "only daily summaries are left of it", zh: "只保留了每日汇总")
        ], helps: [LocalizedText(en: "name a later session", zh: "请指定更晚的会话")])
    }
    return session
  }

  /// Returns a session of the history as a side.
  func input(_ session: HistorySession, of history: RunHistory) throws(HistoryError) -> DiffInput {
    let detail = try history.detail(of: session)
    var side = DiffSide(name: session.id, source: .history, host: session.host)
    side.startedAt = HistoryTime.rfc3339(session.time)
    side.isStartPrinted = session.isTimePrinted
    side.add(
      Session(detail),
      causes: detail.causes.compactMap { cause in
        Reporting.Confidence(rawValue: cause.confidence).map {
          DiffSide.NamedCause(id: cause.id, confidence: $0)
        }
      },
      series: try history.rates(of: session).map {
        DiffSide.Series(
          workload: $0.workload, unit: $0.unit, rates: RateSeries(session: $0.rates))
      })
    return DiffInput(side: side, time: session.time, row: session.row, host: session.host)
  }
}
