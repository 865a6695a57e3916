/// Takes what nobody wants.
struct NoSink: SessionSink {
  mutating func add(_ run: Run) {}
  mutating func add(_ session: Session) {}
}
