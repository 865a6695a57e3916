import Foundation
import TestSupport
import Testing

@testable import Reporting

struct HTMLReportTests {
  private func page(_ sample: SampleReport, _ language: Language = .en) throws -> Markup {
    try Markup(document: Self.withoutStyle(sample.written(as: HTMLReport(language: language))))
  }

  /// Leaves out the style, which is no markup and changes for its own reasons.
  static func withoutStyle(_ html: String) throws -> String {
    let start = try #require(html.range(of: "<style>")).upperBound
    let end = try #require(html.range(of: "</style>")).lowerBound
    return html.replacingCharacters(in: start..<end, with: "")
  }

  @Test(arguments: SampleReport.all, Language.allCases)
  func isOneWellFormedPage(_ sample: SampleReport, _ language: Language) throws {
    let page = try page(sample, language)
    let elements = page.elements
    func all(_ name: String) -> [[String: String]] {
      elements.filter { $0.name == name }.map(\.attributes)
    }
    #expect(all("html") == [["lang": language.tag]])
    for name in ["h1", "main", "header", "footer", "style"] {
      #expect(elements.count { $0.name == name } == 1, "\(name)")
    }
    #expect(elements.allSatisfy { Self.elements.contains($0.name) })
    let policies = all("meta").filter { $0["http-equiv"] == "Content-Security-Policy" }
    let policy =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    #expect(policies.map { $0["content"] } == [policy])
    #expect(
      elements[3].attributes["http-equiv"] != nil, "the policy comes right behind the charset")

    let ids = elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let targets = elements.compactMap { $0.attributes["href"] }
    #expect(targets.allSatisfy { $0.hasPrefix("#") && ids.contains(String($0.dropFirst())) })
    #expect(all("th").allSatisfy { $0["scope"] == "col" || $0["scope"] == "row" })
    #expect(elements.count { $0.name == "caption" } == elements.count { $0.name == "table" })
    let pictures = all("svg").filter { $0["role"] == "img" }
    #expect(pictures.allSatisfy { $0["aria-label"]?.isEmpty == false })
  }

  /// All that a page may be made of; nothing here loads, runs or sends anything.
  private static let elements: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer",
    "section", "article", "div", "p", "span", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt",
    "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption",
    "details", "summary", "pre", "code", "small", "b", "br", "svg", "g", "line", "rect", "circle",
    "path", "text",
  ]

  @Test(
    arguments: [SampleReport.slowerAfterUpdate, .windowsWithoutFlash, .emptyInput],
    Language.allCases)
  func equalsGoldenText(_ sample: SampleReport, _ language: Language) throws {
    let html = try Self.withoutStyle(sample.written(as: HTMLReport(language: language)))
    try GoldenText.check(html, against: "\(sample.name).\(language.rawValue).html")
  }

  @Test("what users ask comes before everything else")
  func beginsWithTheAnswers() throws {
    let sample = SampleReport.windowsWithoutFlash
    let text = try page(sample).text
    let cause = try #require(sample.head.leading?.cause)
    var rest = text[...]
    for part in [
      sample.head.verdict.text.en, cause.title.en, cause.remedy.text.en, cause.remedy.commands[0],
      "Speed by workload", "What was read",
    ] {
      let found = try #require(rest.range(of: part), "\(part) is missing or too early")
      rest = rest[found.upperBound...]
    }
  }

  // MARK: - Text of logs

  private static let attacks = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)", "\" onfocus=\"alert(1)\" autofocus=\"", "</style><style>*{}", "<!--",
    "-->", "]]>", "<![CDATA[x]]>", "<?xml?>", "</title><h1>x</h1>",
    "</code></pre><a href=//e>x</a>",
    "<a href=\"javascript:alert(1)\">x</a>", "&lt;script&gt;", "&#60;b&#62;", "&amp;lt;", "&",
    "https://evil.example/x", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
    "<details open ontoggle=alert(1)>", "\u{2028}<b>", "\u{0}<b>", "`${alert(1)}`", "{{x}}", "\\\"",
  ]

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

  @Test(arguments: attacks + HostileText.all.map(\.text))
  func textOfLogsMakesNoMarkup(_ text: String) throws {
    for written in [text, "a\(text)b"] {
      let page = try page(report(of: written))
      // Words with a value make the parts of a workload's name; no other character makes anything.
      let plain = try self.page(
        report(of: String(written.map { $0.isLetter || $0 == " " || $0 == "=" ? $0 : "." })))
      #expect(page.skeleton == plain.skeleton)
      #expect(page.text.contains(TextSanitizer.sanitized(written)))
      let seen =
        page.text.unicodeScalars
        + page.elements.flatMap(\.attributes.values).joined()
        .unicodeScalars
      #expect(!seen.contains { HiddenScalars.contains($0.value) && $0 != "\n" })
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
