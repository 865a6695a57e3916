import ReportBuilding
import Reporting
import RunHistory

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Watcher {
  /// Waits and hands on until there is nothing more to come.
  func loop() throws -> End {
    while true {
      let ready = wait()
      for number in signals.takeSignals() {
        if let end = try handle(number) { return end }
      }
      if ready.keys, try handleKeys() { return .input }
      group?.note(isTold: ready.input, at: clock.seconds)
      var isRead = false
      for lane in lanes where lane.followed?.hasMore ?? ready.input {
        isRead = true
        guard try read(lane) else { return .input }
      }
      try tick(isRead: isRead)
    }
  }

  /// Does what is due.
  private func tick(isRead: Bool) throws {
    let now = clock.moment()
    for lane in lanes where !lane.source.hasMore { try lane.stream.tick(at: now) }
    try tell()
    if isRead { terminal?.noteChange(at: now.seconds) }
    if let terminal, now.seconds >= terminal.dueAt {
      try terminal.draw(liveStatus(at: now), at: now.seconds)
      try tell()
    }
    try watchSpeed(at: now)
    hooks?.tick(at: now.seconds)
    for warning in hooks?.takeWarnings() ?? [] { try tell(warning) }
    for lane in lanes {
      if let due = lane.stream.storeDue, now.seconds >= due {
        lane.stream.storeOpenSession(at: now.seconds)
      }
    }
    if let error = feed?.takeFailure() { try tell(error) }
    if let metrics, now.seconds >= metrics.dueAt {
      try metrics.write(gauges, hooks: hooks?.outcomes ?? [:], at: now.seconds)
    }
    if group != nil, now.seconds >= places.dueAt { try places.keep(lanes, at: now.seconds) }
  }

  /// Waits for something to do.
  ///
  /// - Returns: Whether there may be bytes to read, and keys.
  private func wait() -> (input: Bool, keys: Bool) {
    let source = group?.descriptor ?? lanes[0].source.descriptor
    var places = [
      pollfd(fd: source, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      // A number below zero is left out.
      pollfd(
        fd: keys?.isReading == true ? keys?.descriptor ?? -1 : -1, events: Int16(POLLIN),
        revents: 0),
    ]
    let count = poll(&places, nfds_t(places.count), timeout)
    guard count > 0 else { return (false, false) }
    return (places[0].revents != 0, places[2].revents != 0)
  }

  /// The milliseconds to the next thing that is due; -1 where nothing is.
  private var timeout: Int32 {
    if lanes.contains(where: { $0.followed?.hasMore == true }) { return 0 }
    var dues = lanes.compactMap(\.stream.nextDue)
    dues += [terminal?.dueAt, metrics?.dueAt, hooks?.nextDue, group?.nextLook, speed.dueAt]
      .compactMap(\.self)
    dues += lanes.compactMap(\.stream.storeDue)
    guard let due = dues.min() else { return -1 }
    return Int32(min(max(((due - clock.seconds) * 1000).rounded(.up), 0), 60_000))
  }

  /// Reads what is there.
  ///
  /// - Returns: Whether there may be more.
  func read(_ lane: Lane) throws -> Bool {
    try lane.source.read(WatchConsumer(stream: lane.stream, now: clock.moment()))
  }

  /// Shows what has happened.
  func tell() throws {
    var events = lanes.flatMap { $0.stream.takeEvents() }
    guard !events.isEmpty else { return }
    for event in events {
      guard case .runFinished(_, let run) = event.change else { continue }
      recent.add(run)
      speed.add(run, session: event.session ?? "", at: clock.seconds)
    }
    metrics?.note(events)
    if options.report.isRedacted { events = events.map { $0.redacted() } }
    hooks?.note(events, at: clock.seconds)
    try view.show(events)
  }

  /// Looks for slowdowns, as far as it is time to.
  func watchSpeed(at now: Moment, isLast: Bool = false) throws {
    for (lane, change) in speed.look(at: now.seconds, isLast: isLast, feed, lanes) {
      lanes[lane].stream.tell(change, at: now)
    }
    try tell()
  }

  /// Says that the history could not be written.
  func tell(_ error: HistoryError) throws {
    status = .trouble
    try tell(Diagnostic(error))
  }

  /// Says what went wrong, above the view where there is one.
  private func tell(_ words: Diagnostic) throws {
    if terminal == nil {
      words.print()
    } else {
      let text = words.rendered(
        isColoured: options.report.isColoured, language: options.report.language)
      try view.show(text: Array(text.utf8))
    }
  }

  /// Reads what a program that was interrupted at the same time has still to say.
  func drain(after end: End) throws {
    guard case .signal(let number) = end else { return }
    let limit = clock.seconds + (number == SIGINT && group == nil ? 0.5 : 0)
    while group == nil {
      var place = pollfd(fd: lanes[0].source.descriptor, events: Int16(POLLIN), revents: 0)
      let left = max(0, limit - clock.seconds)
      guard poll(&place, 1, Int32(left * 1000)) > 0, place.revents != 0 else { break }
      guard signals.takeSignals().isEmpty, try read(lanes[0]) else { break }
      try tell()
    }
    guard let group else { return }
    group.note(isTold: true, at: .infinity)
    for lane in lanes {
      while lane.followed?.hasMore == true, signals.takeSignals().isEmpty { _ = try read(lane) }
    }
    try tell()
  }
}
