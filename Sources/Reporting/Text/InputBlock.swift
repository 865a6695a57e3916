/// What was read, what could not be read, and which limits were hit.
struct InputBlock {
  /// The most inputs, errors, losses or limits that are listed.
  private static let listLimit = 8

  let head: ReportHead
  let selection: SessionSelection
  let phrases: Phrases

  /// Writes one line about all inputs.
  func writeOverview(to canvas: inout TextCanvas) {
    guard !head.inputs.isEmpty else { return }
    let bytes = head.inputs.reduce(0) { $0 &+ $1.bytes }
    canvas.paragraph(
      phrases.overview(
        inputs: head.inputs.count, bytes: bytes, sessions: head.totals.sessions,
        runs: head.totals.runs), .dim)
  }

  /// Writes what was not read, and the limits.
  func writeLosses(to canvas: inout TextCanvas) {
    var losses: [String] = []
    for input in head.inputs {
      losses += input.otherErrors.map { input.path + phrases.colon + $0 }
      losses += input.lost.map { phrases.lost($0, of: input.path) }
    }
    writeList(losses, phrases.unreadHeading, .error, to: &canvas)
    let repeated = head.limits.filter { $0.what == LimitReport.repeatedSessions }
    if !repeated.isEmpty { canvas.paragraph(phrases.repeatedSessions(repeated)) }
    let limits = head.limits.filter { $0.what != LimitReport.repeatedSessions }
    guard !limits.isEmpty else { return }
    writeList(limits.map(phrases.limit), phrases.limitsHeading, .plain, to: &canvas)
    canvas.paragraph(phrases.limitsNote, .dim)
  }

  private func writeList(
    _ items: [String], _ heading: String, _ emphasis: TextEmphasis, to canvas: inout TextCanvas
  ) {
    guard !items.isEmpty else { return }
    canvas.heading(heading)
    for item in items.prefix(Self.listLimit) {
      canvas.field("-", item, hanging: 2, emphasis)
    }
    if items.count > Self.listLimit {
      canvas.paragraph(phrases.moreChanges(items.count - Self.listLimit), indentation: 2, .dim)
    }
  }
}
