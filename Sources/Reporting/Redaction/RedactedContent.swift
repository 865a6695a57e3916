/// A report with everything private replaced, for any format.
///
/// Every text is changed that came from a log, or into which a log's text was filled.
package struct RedactedContent<Base: ReportContent>: ReportContent {
  package let head: ReportHead
  private var base: Base

  /// Creates the content; the sessions are changed as they are read.
  package init(_ base: Base) {
    self.base = base
    var head = base.head
    head.mapTexts(Redactor.redacted)
    self.head = head
  }

  package mutating func nextSession() throws -> SessionReport? {
    guard var session = try base.nextSession() else { return nil }
    session.mapTexts(Redactor.redacted)
    return session
  }

  package mutating func outline(at index: Int) throws -> SessionOutline? {
    guard var outline = try base.outline(at: index) else { return nil }
    outline.id = Redactor.redacted(outline.id)
    return outline
  }

  package mutating func skipSession() throws { try base.skipSession() }

  package mutating func nextRun() throws -> RunReport? {
    guard var run = try base.nextRun() else { return nil }
    run.mapTexts(Redactor.redacted)
    return run
  }
}

extension RedactedContent: Sendable where Base: Sendable {}

extension WatchEvent {
  /// Returns the event with everything private replaced.
  package func redacted() -> WatchEvent {
    var event = self
    event.session = event.session.map(Redactor.redacted)
    event.change.mapTexts(Redactor.redacted)
    return event
  }
}
