extension SummaryReport {
  /// Returns the report with everything private replaced: machines are numbered, and of paths and
  /// messages goes what ``Redactor`` knows.
  package func redacted() -> SummaryReport {
    var report = self
    let hosts = Set(
      quality.machines + (regressions + improvements).map(\.host) + causes.map(\.host)
        + incidents.map(\.host) + unjudged.map(\.host) + workloads.map(\.host)
    ).filter { !$0.isEmpty }.sorted()
    var names: [String: String] = [:]
    for (number, host) in hosts.enumerated() { names[host] = "machine-\(number + 1)" }
    func machine(_ host: String) -> String { names[host] ?? host }
    func text(_ text: String) -> String {
      var text = text
      // The longest name first, which may hold a shorter one.
      for host in hosts.sorted(by: { ($0.count, $0) > ($1.count, $1) }) where host.count > 2 {
        text = text.replacing(host, with: machine(host))
      }
      return Redactor.redacted(text)
    }
    report.verdict.text = LocalizedText(en: text(verdict.text.en), zh: text(verdict.text.zh))
    report.quality.machines = quality.machines.map(machine)
    report.quality.missing = quality.missing.map(text)
    report.quality.losses = quality.losses.map {
      SummaryLoss(
        path: text($0.path), from: $0.from, to: $0.to,
        why: LocalizedText(en: text($0.why.en), zh: text($0.why.zh)))
    }
    report.quality.errors = quality.errors.map {
      SummaryReadError(
        path: text($0.path),
        why: LocalizedText(en: text($0.why.en), zh: text($0.why.zh)))
    }
    report.quality.limits = quality.limits.map {
      LimitReport(what: $0.what, place: text($0.place), count: $0.count)
    }
    func session(_ session: SummarySession?) -> SummarySession? {
      guard var session else { return nil }
      session.path = session.path.map(text)
      return session
    }
    func known(_ acknowledgement: SummaryAcknowledgement?) -> SummaryAcknowledgement? {
      acknowledgement.map { SummaryAcknowledgement(until: $0.until, note: $0.note.map(text)) }
    }
    func change(_ change: SummaryChange) -> SummaryChange {
      var change = change
      change.host = machine(change.host)
      change.workload = text(change.workload)
      change.session = session(change.session)
      change.suspects = change.suspects.map {
        var suspect = $0
        suspect.mapTexts(text)
        return suspect
      }
      change.acknowledgement = known(change.acknowledgement)
      return change
    }
    report.regressions = regressions.map(change)
    report.improvements = improvements.map(change)
    for index in causes.indices {
      report.causes[index].host = machine(causes[index].host)
      report.causes[index].session = session(causes[index].session)
      report.causes[index].acknowledgement = known(causes[index].acknowledgement)
    }
    for index in incidents.indices {
      report.incidents[index].host = machine(incidents[index].host)
      report.incidents[index].session =
        session(incidents[index].session) ?? incidents[index].session
      report.incidents[index].message = incidents[index].message.map(text)
    }
    for index in unjudged.indices {
      report.unjudged[index].host = machine(unjudged[index].host)
      report.unjudged[index].workload = text(unjudged[index].workload)
    }
    for index in workloads.indices {
      report.workloads[index].host = machine(workloads[index].host)
      report.workloads[index].workload = text(workloads[index].workload)
    }
    report.commands = SummaryCommands(
      look: commands.look.map(text), acknowledge: commands.acknowledge.map(text))
    return report
  }
}
