import Foundation
import Reporting
import RunHistory
import TestSupport
import Testing

@testable import SummaryBuilding

/// Mornings in a row: what is told as news, what is still so, what is over.
struct SummaryBuilderTests {
  /// A drop at night 30 with its end at night 50, seen every morning.
  @Test func tellsADropAndItsEndOnceEach() throws {
    let folder = try TemporaryFolder()
    var logs = try NightlyLogs(folder.file("a.sqlite").path)
    var told: [String: [Int]] = [:]
    var open: [Int] = []
    for night in 0..<60 {
      let isLow = (30..<50).contains(night)
      try logs.take(
        NightlyLogs.Machine(
          host: "studio-1", rate: isLow ? 6.6 : 8, torch: isLow ? "2.5.0+cu121" : "2.4.1+cu121"),
        night: night)
      try logs.take(NightlyLogs.Machine(host: "studio-2", rate: 3), night: night)
      let summary = try logs.summary(night: night)
      // Until it is noted that it was told, it is news for everybody who asks.
      #expect(try logs.summary(night: night) == summary)
      for change in summary.report.regressions + summary.report.improvements {
        #expect(change.host == "studio-1")
        if change.state == .open {
          open.append(night)
        } else if change.state != .suspected {
          told[change.state.rawValue, default: []].append(night)
        }
        if change.state == .new {
          #expect(change.night == "2026-01-31")
          #expect(change.suspects.first?.subject == .fact("torch"))
          #expect(abs(change.change + 0.175) < 0.03)
          #expect(change.low.map { $0 < change.change } == true)
        }
      }
      #expect(
        summary.report.verdict.needsAttention == (told["new"] != nil && told["recovered"] == nil))
      try logs.history.complete(summary)
      let again = try logs.summary(night: night)
      #expect(again.report.quality.sessions == 0)
      #expect(!again.report.regressions.contains { $0.state == .new })
      #expect(again.report.improvements.isEmpty)
    }
    #expect(told["new"]?.count == 1 && told["new"].map { $0[0] <= 32 } == true)
    #expect(told["recovered"]?.count == 1 && told["recovered"].map { $0[0] <= 53 } == true)
    #expect(told.count == 2)
    #expect(open.count >= 16 && open == Array((open.first ?? 0)...(open.last ?? 0)))
    #expect(try logs.history.check() == [])
  }

  @Test func mentionsWhatIsAcknowledgedUntilItsDate() throws {
    let folder = try TemporaryFolder()
    var logs = try NightlyLogs(folder.file("a.sqlite").path)
    var id: String?
    for night in 0..<46 {
      try logs.take(
        NightlyLogs.Machine(host: "studio-1", rate: night < 30 ? 8 : 6), night: night)
      let summary = try logs.summary(night: night)
      if let new = summary.report.regressions.first(where: { $0.state == .new }) { id = new.id }
      try logs.history.complete(summary)
      if night == 35 {
        let notice = try #require(id)
        let acknowledgement = Acknowledgement(
          notice: notice, until: 20_454 + 41, note: "new driver", time: logs.morning(night))
        #expect(try logs.history.acknowledge(acknowledgement)?.id == notice)
        #expect(try logs.history.acknowledge(Acknowledgement(notice: "r-none", time: 0)) == nil)
      }
      guard night > 35 else { continue }
      // The mornings up to that of day 41 are those behind the nights up to 40.
      #expect(
        summary.report.regressions.first?.acknowledgement
          == (night <= 40 ? SummaryAcknowledgement(until: "2026-02-11", note: "new driver") : nil))
      #expect(summary.report.verdict.needsAttention == (night > 40))
    }
    #expect(id?.hasPrefix("r-") == true)
  }

  @Test func saysWhatWasNotJudgedAndWhy() throws {
    let folder = try TemporaryFolder()
    var logs = try NightlyLogs(folder.file("a.sqlite").path)
    try logs.take(NightlyLogs.Machine(host: "few", rate: 8), night: 0, runs: 3)
    for night in 0..<4 {
      try logs.take(NightlyLogs.Machine(host: "young", rate: 8), night: night)
    }
    let report = try logs.summary(night: 3).report
    #expect(
      report.unjudged.map { "\($0.host) \($0.reason.rawValue) \($0.nights)" } == [
        "few few_runs 1", "young few_nights 4",
      ])
    #expect(report.period.start == .everything)
    #expect(report.quality.machines == ["few", "young"])
    #expect(report.quality.inferredTimes == 5)
  }

  @Test func aSummaryOfATimeIsAboutItsSessionsAlone() throws {
    let folder = try TemporaryFolder()
    var logs = try NightlyLogs(folder.file("a.sqlite").path)
    for night in 0..<5 {
      try logs.take(NightlyLogs.Machine(host: "studio-1", rate: 8), night: night)
    }
    let since = NightlyLogs.start + 3 * NightlyLogs.day
    let report = try logs.summary(night: 4, since: .time(since)).report
    #expect(report.quality.sessions == 3)
    #expect(
      report.period
        == SummaryPeriod(start: .given, from: "2026-01-04 00:00", to: "2026-01-06 06:00"))
  }

  /// Nobody looked for a month: what is still so is told, what came and went is not.
  @Test func aFirstLookTellsWhatIsStillSo() throws {
    let folder = try TemporaryFolder()
    var logs = try NightlyLogs(folder.file("a.sqlite").path)
    for night in 0..<70 {
      let rate = (20..<35).contains(night) || night >= 60 ? 6.4 : 8.0
      try logs.take(NightlyLogs.Machine(host: "studio-1", rate: rate), night: night)
    }
    let report = try logs.summary(night: 69).report
    #expect(report.regressions.map(\.state) == [.new])
    #expect(report.regressions.first?.night == "2026-03-02")
    #expect(report.improvements.isEmpty)
  }

  /// A night before or just behind a drop that was told comes late: the drop is still there.
  @Test(arguments: [22, 29, 31]) func aLateNightDoesNotEndADrop(_ late: Int) throws {
    let folder = try TemporaryFolder()
    var logs = try NightlyLogs(folder.file("a.sqlite").path)
    func take(_ night: Int) throws {
      try logs.take(
        NightlyLogs.Machine(host: "studio-1", rate: night < 30 ? 8 : 6.4), night: night)
    }
    var states: [SummaryChange.State] = []
    for night in 0..<45 {
      if night != late { try take(night) }
      if night == 38 { try take(late) }
      let summary = try logs.summary(night: night)
      if night > 34 { states += summary.report.regressions.map(\.state) }
      #expect(summary.report.improvements.isEmpty)
      try logs.history.complete(summary)
    }
    #expect(states == [SummaryChange.State](repeating: .open, count: 10))
  }

  @Test func aWorkloadThatRanLongAgoIsNotSlowerForEver() throws {
    let folder = try TemporaryFolder()
    var logs = try NightlyLogs(folder.file("a.sqlite").path)
    for night in 0..<34 {
      try logs.take(
        NightlyLogs.Machine(host: "studio-1", rate: night < 25 ? 8 : 6), night: night)
      try logs.history.complete(logs.summary(night: night))
    }
    #expect(try logs.summary(night: 50).report.regressions.count == 1)
    let late = try logs.summary(night: 63)
    #expect(late.report.regressions.isEmpty && late.report.improvements.isEmpty)
    #expect(late.notices.map { $0.closed != nil } == [true])
  }
}
