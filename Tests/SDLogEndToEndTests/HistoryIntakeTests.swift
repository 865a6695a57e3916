import Diagnosis
import Foundation
import Localization
import LogInput
import PatternCatalogue
import RunHistory
import SessionAnalysis
import TestSupport
import Testing
import Threading

@testable import sdlog

/// Several threads that take logs into one history.
struct HistoryIntakeTests {
  private static let parts = Result {
    let catalogue = try CatalogueLoader.load(
      builtin: true, directories: [], validation: .trusting)
    return (rules: AnalysisRules(catalogue), diagnostician: Diagnostician(catalogue))
  }

  private let folder: TemporaryFolder
  private let items: [InputItem]

  init() throws {
    folder = try TemporaryFolder()
    for day in 0..<12 {
      // Long ones, short ones, and one that comes twice.
      let number = day == 8 ? 3 : day
      let log = HistoryLogs.session(
        HistoryLogs.rates(8, count: number % 5 == 0 ? 3 : 40, seed: UInt64(number)))
      try folder.writeLog(
        String(repeating: log, count: number % 3 + 1), to: "\(day).log", day: day)
    }
    // Two that are the same in length, in the first 4 KiB and in the last 256 bytes.
    let lines = String(repeating: "a line that says nothing\n", count: 200)
    for (number, rate) in [(12, "4.00"), (13, "5.00")] {
      let bar = "\r100%|##########| 20/20 [00:05<00:00,  \(rate)it/s]\n"
      try folder.writeLog(
        HistoryLogs.session([]) + lines + bar + lines, to: "\(number).log", day: 12)
    }
    items = try (0..<14).map { [folder] in
      InputItem(path: folder.file("\($0).log").path, isNamed: true)
    }
  }

  @Test(
    "any number of threads makes the same file, however little may wait",
    arguments: [2, 3, 8],
    [
      HistoryIntake.Limits(), .init(waiting: 0, input: .max), .init(waiting: .max, input: 0),
      .init(waiting: 0, input: 0), .init(waiting: 3000, input: 3000),
    ])
  func threads(_ jobs: Int, _ limits: HistoryIntake.Limits) throws {
    let expected = try file(named: "one", jobs: 1, HistoryIntake.Limits(input: limits.input))
    #expect(try file(named: "many", jobs: jobs, limits) == expected)
  }

  private func file(named name: String, jobs: Int, _ limits: HistoryIntake.Limits) throws -> Data {
    let (rules, diagnostician) = try Self.parts.get()
    let path = folder.file("\(name).sqlite").path
    do {
      let history = try RunHistory(path: path, mode: .readWrite)
      let intake = HistoryIntake(
        history, host: "studio", diagnostician: diagnostician, limits: limits)
      let reading = ImportReading(
        items, rules: rules, intake: intake,
        progress: ScanProgress(isShown: false, inputs: items.count, language: .en))
      #expect(reading.run(jobs: jobs))
      let taken = try intake.result()
      #expect(taken.added == items.count - 1)
      #expect(taken.known == 1)
      try history.checkpoint()
    }
    return try Data(contentsOf: folder.file("\(name).sqlite"))
  }

  @Test("who waits for a turn that never comes goes on when the intake is given up")
  func cancels() throws {
    let (rules, diagnostician) = try Self.parts.get()
    let history = try RunHistory(path: folder.file("a.sqlite").path, mode: .readWrite)
    let intake = HistoryIntake(
      history, host: "studio", diagnostician: diagnostician, limits: .init(waiting: 0, input: 0))
    // Nobody reads the first item.
    let waiting = Team(3) { [items] number in
      var part = IntakePart(intake)
      guard part.begin(items[number + 1], at: number + 1) else { return }
      part.begin(items[number + 1].path, of: items[number + 1])
      var analyzer = LogAnalyzer(path: "a", rules: rules, contentHash: part.contentHash)
      let bytes = (try? Data(contentsOf: URL(filePath: items[number + 1].path))) ?? Data()
      bytes.withUnsafeBytes { analyzer.feed($0, to: &part) }
      part.end(analyzer.finish(to: &part))
      part.endItem()
    }
    intake.cancel()
    waiting.wait()
    #expect(throws: HistoryError.self) { try intake.result() }
    #expect(try history.sources().isEmpty)
  }
}

extension HistoryIntake.Limits: CustomTestStringConvertible {
  var testDescription: String { "\(waiting) and \(input) bytes" }
}
