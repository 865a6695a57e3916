package import Reporting
import SessionAnalysis

/// A report whose sessions and runs are read back from their stores as the format asks for them.
package struct BuiltReport<Store: EntryStore>: ReportContent {
  package private(set) var head: ReportHead

  private var reader: EntryReader<Store>
  private let entries: EntryList
  private let order: EntryOrder
  private let conversion: SessionConversion
  private var next = 0
  private var runsLeft = 0
  private var session: Session?
  /// The workloads of the session that its runs have named, by their positions there.
  ///
  /// A session has many runs of few workloads, and each would be written out anew.
  private var workloads: [Int: WorkloadReport] = [:]

  init(
    head: ReportHead, reader: EntryReader<Store>, entries: EntryList, order: EntryOrder,
    conversion: SessionConversion
  ) {
    self.head = head
    self.reader = reader
    self.entries = entries
    self.order = order
    self.conversion = conversion
  }

  package mutating func nextSession() throws -> SessionReport? {
    guard next < entries.count else { return nil }
    let entry = try reader.entry(order.number(at: next), of: entries)
    next += 1
    // The session stands behind its runs, but is shown first.
    let session = try reader.session(of: entry)
    self.session = session
    workloads.removeAll(keepingCapacity: true)
    runsLeft = Int(entry.runs)
    return conversion.report(of: session)
  }

  package mutating func outline(at index: Int) throws -> SessionOutline? {
    guard index < entries.count else { return nil }
    let entry = try reader.entry(order.number(at: index), of: entries)
    return SessionOutline(
      id: conversion.id(ofInput: entry.input, line: Int(entry.line)),
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
    let run = try reader.run()
    let workload = workloads[run.workload] ?? conversion.workload(run.workload, of: session)
    workloads[run.workload] = workload
    return conversion.report(of: run, workload: workload)
  }
}

extension BuiltReport {
  /// Adds what the runs are against earlier ones; the verdict takes account of what is slower.
  package mutating func note(_ baselines: [BaselineReport]) {
    head.baselines = baselines
    let slower = baselines.filter { $0.verdict == .slower }
    if let worst = slower.min(by: { $0.change < $1.change }) { head.note(worst) }
  }
}
