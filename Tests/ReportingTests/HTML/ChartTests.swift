import TestSupport
import Testing

@testable import Reporting

/// What pictures are drawn from, and the places at which they draw.
struct ChartTests {
  // MARK: - Series

  @Test func shortSeriesKeepsEachRun() throws {
    let chart = try #require(
      SeriesChart(rates: [4, 2, 3, 9, 8], lines: [10, 20, 30, 40, 50], changes: [3]))
    #expect(chart.stretches.map(\.median) == [4, 2, 3, 9, 8])
    #expect(chart.stretches.map(\.line) == [10, 20, 30, 40, 50])
    #expect(
      chart.levels == [
        RateStretch(
          firstRun: 0, runs: 3, low: 2, lowerQuartile: 2.5, median: 3, upperQuartile: 3.5, high: 4),
        RateStretch(
          firstRun: 3, runs: 2, low: 8, lowerQuartile: 8.25, median: 8.5, upperQuartile: 8.75,
          high: 9),
      ])
  }

  @Test(arguments: [1, 2, 179, 180, 181, 1_000, 12_345])
  func everyRunIsInOneStretchAndOneBin(_ count: Int) throws {
    var random = SplitMix64(state: UInt64(count))
    let rates = (0..<count).map { _ in Double(random.next() % 1_000) / 100 + 1 }
    let chart = try #require(
      SeriesChart(rates: rates, changes: [0, count / 2, count / 2, count, -4]))
    #expect(chart.stretches.count == min(count, SeriesChart.stretchLimit))
    for parts in [chart.stretches, chart.levels] {
      var next = 0
      for part in parts {
        #expect(part.firstRun == next)
        let own = rates[next..<next + part.runs]
        #expect(part.low == own.min() && part.high == own.max())
        #expect(part.low <= part.lowerQuartile && part.lowerQuartile <= part.median)
        #expect(part.median <= part.upperQuartile && part.upperQuartile <= part.high)
        next += part.runs
      }
      #expect(next == count)
    }
    #expect(chart.bins.reduce(0) { $0 + $1.runs } == count)
    #expect(chart.bins.count <= 24)
    #expect(chart.bins.first?.low == rates.min())
  }

  @Test func equalRatesAreOneBin() throws {
    let chart = try #require(SeriesChart(rates: [3, 3, 3]))
    #expect(chart.bins == [RateBin(low: 3, high: 3, runs: 3)])
    #expect(SeriesChart(rates: []) == nil)
  }

  // MARK: - Scales

  struct Axis: Sendable, CustomTestStringConvertible {
    let values: [Double]
    let labels: [String]
    var testDescription: String { "\(values)" }
  }

  @Test(arguments: [
    Axis(values: [5.03, 6.4], labels: ["5.0", "5.5", "6.0", "6.5"]),
    Axis(values: [0.2, 9], labels: ["0", "2", "4", "6", "8"]),
    // A series that hardly moves is drawn nearly flat.
    Axis(values: [8.44, 8.45], labels: ["8.0", "8.2", "8.4", "8.6", "8.8"]),
    Axis(values: [0.021, 0.034], labels: ["0.020", "0.025", "0.030", "0.035"]),
    Axis(values: [14_000, 15_200], labels: ["14000", "14500", "15000", "15500"]),
  ])
  func axisHasRoundNumbers(_ axis: Axis) {
    let scale = RateScale(axis.values, top: 0, bottom: 100)
    #expect(scale.ticks.map(scale.label) == axis.labels)
    for value in axis.values { #expect((0...100).contains(scale.y(value))) }
  }

  @Test func oneRunFarAwayDoesNotSqueezeTheOthers() {
    let values = (0..<100).map { 6 + Double($0 % 10) / 50 } + [40]
    let scale = RateScale(values, top: 0, bottom: 100)
    #expect(scale.high < 8)
    #expect(scale.isBeyond(40) && !scale.isBeyond(6.1))
    #expect(scale.y(40) == 0)
  }

  @Test(arguments: [
    (0, []), (1, [0]), (5, [0, 1, 2, 3, 4]), (60, [0, 19, 39, 59]),
    (1_000, [0, 199, 399, 599, 799, 999]),
  ])
  func runsAreNamedByRoundNumbers(_ runs: Int, _ ticks: [Int]) {
    #expect(RunScale(runs: runs).ticks == ticks)
  }

  // MARK: - Sessions

  @Test(arguments: [1, 119, 120, 121, 240, 241, 5_000])
  func cellsHoldAllSessions(_ count: Int) {
    var course = SessionCourse()
    for number in 0..<count {
      var session = SessionReport(
        id: "\(number)", input: "x", frontend: "program-\(number % 9)", firstLine: 1, lastLine: 2)
      if number.isMultiple(of: 7) {
        session.findings = [FindingReport(pattern: "p", severity: .error, message: "m")]
      }
      course.add(session)
    }
    #expect(course.cells.count <= 120)
    #expect(course.cells.count * course.span >= count)
    #expect((course.cells.count - 1) * course.span < count)
    let parts = course.cells.flatMap(\.parts.values)
    #expect(parts.reduce(0) { $0 + $1.sessions } == count)
    #expect(parts.reduce(0) { $0 + $1.withErrors } == (count + 6) / 7)
    #expect(course.graveCount == (count + 6) / 7)
    #expect(course.lanes.count == min(count, 7))
  }

  private func session(_ torch: String, _ fingerprint: String) -> SessionReport {
    SessionReport(
      id: "s", input: "x", firstLine: 1, lastLine: 2, startedAt: "2026-11-20T01:00:00Z",
      fingerprint: fingerprint,
      facts: [
        FactReport(name: "torch", value: torch), FactReport(name: "launch_args", value: torch),
      ])
  }

  @Test func changesOfTheEnvironmentAreMarkedWhereTheyHappen() throws {
    var course = SeriesCourse(median: 5, ignoring: ["launch_args"])
    let throughput = WorkloadThroughput(workload: "w", runs: 4)
    for (number, torch) in ["2.4", "2.4", "2.5", "2.5"].enumerated() {
      course.add(throughput, of: session(torch, torch), number: number + 1)
    }
    #expect(course.runs == 16)
    #expect(course.starts.map(\.run) == [0, 4, 8, 12])
    let mark = try #require(course.marks.first)
    #expect(course.markCount == 1)
    #expect(mark.run == 8 && mark.session == 3)
    #expect(
      Phrases(language: .en, words: .builtin).mark(mark) == "Session 3: PyTorch 2.4 → 2.5")
    #expect(course.matching(runs: 17).starts.isEmpty)
  }

  @Test func manyDatesAreThinnedEvenly() {
    var course = SeriesCourse(median: 5)
    for number in 0..<1_000 {
      course.add(
        WorkloadThroughput(workload: "w", runs: 1), of: session("2.4", "\(number)"), number: number)
    }
    #expect(course.dates.count <= 64)
    let gaps = Set(zip(course.dates, course.dates.dropFirst()).map { $1.run - $0.run })
    #expect(gaps == [16])
  }

  // MARK: - Runs

  @Test func slowestRunIsDrawnBesideTheTypicalOne() throws {
    var course = SeriesCourse(median: 2)
    for (line, rate) in [2.1, 2.0, 0.5, 2.2].enumerated() {
      let stalls = rate < 1 ? [StallReport(line: 3, completed: 10, seconds: 30)] : []
      course.add(
        RunReport(
          completed: 20, total: 20, elapsedSeconds: 20 / rate, ratePerSecond: rate, stalls: stalls,
          firstLine: line, lastLine: line, workload: WorkloadReport(key: "w")),
        rate: rate, session: 1)
    }
    let picture = try #require(RunComparison(course, phrases: Phrases(language: .en)))
    #expect(
      picture.description
        == "Slowest: 40 s, 1 stall (30 s), 2.00 s/it, session 1, line 2."
        + " Typical: 10 s, 2.00 it/s, session 1, line 1.")
    #expect(picture.legend.map(\.text) == ["working", "standing still"])
  }

  @Test func slowestRunHasItsShapeDrawnWhereBarsShowIt() throws {
    var course = SeriesCourse(median: 8)
    let shapes = [[7.9, 8, 8.1, 8], [8, 6, 4, 3.5]]
    for (line, shape) in shapes.enumerated() {
      course.add(
        RunReport(
          completed: 20, total: 20, ratePerSecond: shape[3],
          shape: shape.enumerated().map {
            PaceReport(completed: Double($0.offset + 1) * 5, ratePerSecond: $0.element)
          }, firstLine: line, lastLine: line, workload: WorkloadReport(key: "w")),
        rate: shape[3], session: 1)
    }
    let phrases = Phrases(language: .en)
    let picture = try #require(RunShape(course, unit: "it", phrases: phrases))
    #expect(
      picture.description
        == "Slowest: first 8.00 it/s, last 3.50 it/s. Typical: first 7.90 it/s, last 8.00 it/s.")
    var html = HTMLWriter()
    html.element("svg") { picture.write(to: &$0) }
    var output = MemoryOutput()
    try html.flush(to: &output)
    let elements = try Markup(document: "<!DOCTYPE html>" + output.text).elements
    #expect(elements.count { $0.attributes["class"] == "curve slow" } == 7)
    #expect(elements.filter { $0.name == "title" }.map(\.content)[0] == [.text("At 5: 7.90 it/s")])
    course.add(
      RunReport(firstLine: 9, lastLine: 9, workload: WorkloadReport(key: "w")), rate: 1, session: 2)
    #expect(RunShape(course, unit: "it", phrases: phrases) == nil)
  }

  @Test("short runs are not compared: programs print whole seconds")
  func shortRunsAreLeftOut() {
    var course = SeriesCourse(median: 20)
    for (line, rate) in [20.0, 5].enumerated() {
      course.add(
        RunReport(
          completed: 20, elapsedSeconds: 20 / rate, ratePerSecond: rate, firstLine: line,
          lastLine: line, workload: WorkloadReport(key: "w")), rate: rate, session: 1)
    }
    #expect(RunComparison(course, phrases: Phrases(language: .en)) == nil)
  }

  // MARK: - Names

  @Test(arguments: [
    (
      "comfyui kind=sampling unit=it steps=20 model=a b.safetensors",
      "comfyui, sampling · 20 steps · model a b.safetensors"
    ),
    ("unknown kind=other unit=it bar=val", "Program not recognised, other · “val”"),
    ("forge · sdxl", "forge · sdxl"), ("", ""),
  ])
  func workloadsHaveNames(_ key: String, _ name: String) {
    #expect(WorkloadName(key, Phrases(language: .en)).text == name)
  }
}
