package import Reporting
import SessionAnalysis

/// A report whose sessions and runs are read back from their stores as the format asks for them.
package struct BuiltReport<Store: EntryStore>: ReportContent {
  package private(set) var head: ReportHead

  private var reader: EntryReader<Store>
  private let entries: [SessionEntry]
  private let conversion: SessionConversion
  private var next = 0
  private var runsLeft = 0
  private var session: Session?

  init(
    head: ReportHead, stores: [Int: Store], entries: [SessionEntry], conversion: SessionConversion
  ) {
    self.head = head
    reader = EntryReader(stores: stores)
    self.entries = entries
    self.conversion = conversion
  }

  package mutating func nextSession() throws -> SessionReport? {
    guard next < entries.count else { return nil }
    let entry = entries[next]
    next += 1
    // The session stands behind its runs, but is shown first.
    let session = try reader.session(of: entry)
    self.session = session
    runsLeft = Int(entry.runs)
    return conversion.report(of: session)
  }

  package func outline(at index: Int) -> SessionOutline? {
    guard index < entries.count else { return nil }
    let entry = entries[index]
    return SessionOutline(
      id: conversion.id(ofInput: Int(entry.input), line: Int(entry.line)),
      program: conversion.glossary.frontEndTitles[entry.frontEnd] ?? entry.frontEnd,
      gravity: Int(entry.gravity))
  }

  package mutating func skipSession() {
    next = min(next + 1, entries.count)
    runsLeft = 0
  }

  package mutating func nextRun() throws -> RunReport? {
    guard runsLeft > 0, let session else { return nil }
    runsLeft -= 1
    return conversion.report(of: try reader.run(), in: session)
  }
}

extension BuiltReport {
  /// Adds what the runs are against earlier ones; the verdict takes account of what is slower.
  package mutating func note(_ baselines: [BaselineReport]) {
    head.baselines = baselines
    let slower = baselines.filter { $0.verdict == .slower }
    if let worst = slower.min(by: { $0.change < $1.change }) { head.verdict.note(worst) }
  }
}
