import TestSupport
import Testing

@testable import Reporting

struct HTMLReportTests {
  private func page(_ sample: SampleReport, _ language: Language = .en) throws -> WrittenPage {
    try WrittenPage(sample.written(as: HTMLReport(language: language)))
  }

  @Test(arguments: SampleReport.all, Language.allCases)
  func isOneWellFormedPage(_ sample: SampleReport, _ language: Language) throws {
    try page(sample, language).check(language)
  }

  @Test(
    arguments: [SampleReport.slowerAfterUpdate, .windowsWithoutFlash, .emptyInput],
    Language.allCases)
  func equalsGoldenText(_ sample: SampleReport, _ language: Language) throws {
    try page(sample, language).equals("\(sample.name).\(language.rawValue).html")
  }

  @Test("what users ask comes before everything else")
  func beginsWithTheAnswers() throws {
    let sample = SampleReport.windowsWithoutFlash
    let cause = try #require(sample.head.leading?.cause)
    try page(sample).holds([
      sample.head.verdict.text.en, cause.title.en, cause.remedy.text.en, cause.remedy.commands[0],
      "Speed by workload", "What was read",
    ])
  }

  // MARK: - Text of logs

  /// A report whose every text is another one.
  private func report(of text: String) -> SampleReport {
    var head = SampleReport.slowerAfterUpdate.head
    head.leading = SampleReport.windowsWithoutFlash.head.leading
    head.attention = SampleReport.windowsWithoutFlash.head.attention
    head.limits = [LimitReport(what: "x", place: "x", count: 2)]
    var sessions = SampleReport.slowerAfterUpdate.sessions
    sessions[0].session.findings = SampleReport.outOfMemory.sessions[0].session.findings
    sessions[1] = SampleReport.windowsWithoutFlash.sessions[0]
    head.mapTexts { _ in text }
    for index in sessions.indices {
      sessions[index].session.mapTexts { _ in text }
      sessions[index].session.frontendTitle = text
      sessions[index].session.startedAt = text
      for run in sessions[index].runs.indices { sessions[index].runs[run].mapTexts { _ in text } }
    }
    return SampleReport(name: text, head: head, sessions: sessions)
  }

  @Test(arguments: WrittenPage.attacks)
  func textOfLogsMakesNoMarkup(_ text: String) throws {
    try WrittenPage.checkThatTextMakesNoMarkup(text) {
      try report(of: $0).written(as: HTMLReport())
    }
  }

  // MARK: - Size

  /// A year of nights of twelve machines, made as it is read.
  private struct Year: ReportContent {
    let head: ReportHead
    private var number = 0
    private var runs = 0
    private static let workloads = (0..<12).map { "comfyui kind=sampling unit=it steps=\($0 + 10)" }

    init() {
      var random = SplitMix64(state: 7)
      let series = Self.workloads.map { workload in
        let rates = (0..<365 * 20).map { run -> Double in
          let noise = Double(random.next() % 1000) / 2000
          return run < 4000 ? 8 + noise : 6.5 + noise
        }
        return SeriesReport(
          workload: workload, runs: rates.count, medianRatePerSecond: 8, spread: 0.1,
          chart: SeriesChart(rates: rates, changes: [4000]))
      }
      let changes = Self.workloads.map {
        ChangeReport(
          workload: $0, fromRatePerSecond: 8.2, toRatePerSecond: 6.7, change: -0.18, low: -0.2,
          high: -0.16, at: ChangePlace(session: "2400", run: 4000))
      }
      head = ReportHead(
        tool: SampleReport.tool,
        inputs: (0..<4380).map { InputReport(path: "logs/host-\($0 % 12)/\($0).log", sessions: 1) },
        totals: TotalsReport(sessions: 4380, runs: 87600), series: series, regressions: changes,
        verdict: SampleReport.slowerAfterUpdate.head.verdict)
    }

    mutating func nextSession() -> SessionReport? {
      guard number < 4380 else { return nil }
      number += 1
      runs = 20
      var session =
        number.isMultiple(of: 9)
        ? SampleReport.outOfMemory.sessions[0].session
        : SampleReport.windowsWithoutFlash.sessions[0].session
      session.id = String(number)
      session.startedAt = "2026-\(10 + number / 400)-\(10 + number % 18)T01:00:00Z"
      session.fingerprint = number < 2400 ? "a" : "b"
      session.throughput = [
        WorkloadThroughput(
          workload: Self.workloads[number % 12], runs: 20, medianRatePerSecond: 8)
      ]
      return session
    }

    mutating func nextRun() -> RunReport? {
      guard runs > 0 else { return nil }
      runs -= 1
      return RunReport(
        completed: 20, total: 20, elapsedSeconds: Double(10 + runs), ratePerSecond: 8,
        firstLine: 20 - runs, lastLine: 20 - runs,
        workload: WorkloadReport(key: Self.workloads[number % 12]))
    }
  }

  /// Counts what it takes, and the largest piece.
  private struct CountingOutput: ByteOutput {
    var count = 0
    var largest = 0

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
      count += bytes.count
      largest = max(largest, bytes.count)
    }
  }

  @Test("a year of nightly logs of twelve machines stays below 2 MB, written in pieces")
  func yearIsSmall() throws {
    var content = Year()
    var output = CountingOutput()
    try HTMLReport().write(&content, to: &output)
    #expect(output.count < 2_000_000)
    #expect(output.count > 300_000, "the charts are missing")
    #expect(output.largest < 400_000)
  }
}
