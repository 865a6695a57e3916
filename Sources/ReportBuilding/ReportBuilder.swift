package import Diagnosis
package import SessionAnalysis

/// Takes inputs, sessions and runs as they are finished, and makes the report of them.
///
/// Sessions, their entries and runs go to a store, and so do the rates of workloads, a block at a time.
/// Inputs are ordered by their paths and sessions by their printed time, else by their place, and an
/// input that comes again counts once, so that any order and any repetition of reading and merging gives
/// the same report.
package struct ReportBuilder<Store: EntryStore> {
  /// An input that counts.
  struct Input {
    var summary: InputSummary
    var identity: InputResult.Identity
    /// How often its sessions hit bounds, by name.
    var limits: [String: Int]
  }

  /// The stores of others; that of `collector` is the first.
  private var otherStores: [Int: Store] = [:]
  var inputs: [Input] = []
  var entries = EntryList()
  var series = SeriesList()
  var tally = SessionTally()
  var causes = CauseTally()
  var causeSets = CauseSets()
  var attention = AttentionTally()
  /// Ranges of inputs, which are joined when all are there.
  var ranges: [InputResult] = []
  /// Inputs whose ranges are joined as they come, by the numbers of the inputs.
  var joins: [Int: RangeJoin] = [:]
  let diagnostician: Diagnostician

  var collector: InputCollector<Store>
  private var known: Set<InputResult.Identity> = []

  /// Creates a builder over an empty store.
  ///
  /// - Parameters:
  ///   - store: Where sessions and runs wait.
  ///   - diagnostician: Finds the causes of a session.
  package init(store: Store, diagnostician: Diagnostician) {
    collector = InputCollector(store: store, diagnostician: diagnostician)
    self.diagnostician = diagnostician
  }
}

extension ReportBuilder: SessionSink {
  /// Begins an input, whose sessions follow.
  package mutating func begin(_ path: String) {
    collector.begin(path)
  }

  package mutating func add(_ run: Run) {
    collector.add(run)
  }

  package mutating func add(_ session: Session) {
    collector.add(session)
  }

  /// Ends an input: the sessions since the one before are its own.
  package mutating func add(_ input: InputSummary) {
    add(collector.finish(input), store: 0)
  }

  /// Takes what an input came to that was collected elsewhere.
  ///
  /// - Parameters:
  ///   - result: The input.
  ///   - number: The collector, from 1; its store is added when it is done.
  package mutating func add(_ result: InputResult, ofCollector number: Int) {
    add(result, store: number)
  }

  /// Takes the store of a collector, which is done.
  package mutating func add(_ store: Store, ofCollector number: Int) {
    otherStores[number] = store
  }

  /// Throws what the store reported meanwhile.
  package mutating func throwIfFailed() throws {
    try collector.throwIfFailed()
  }
}

extension ReportBuilder {
  /// The stores, as entries number them.
  var stores: [Int: Store] { otherStores.merging([0: collector.store]) { $1 } }

  /// Takes what an input or a range of one came to.
  ///
  /// - Parameters:
  ///   - result: The input.
  ///   - store: The number of the store with what waits of it; `nil` where its parts know theirs.
  mutating func add(_ result: InputResult, store: Int?) {
    guard known.insert(result.identity).inserted else { return }
    var result = result
    for index in result.parts.indices {
      if let store { result.parts[index].store = store }
      result.parts[index].input = inputs.count
    }
    guard result.summary.range == nil else {
      result.series = []
      ranges.append(result)
      return
    }
    let numbers = causeSets.join(result.causeSets)
    collector.add(result.series, to: &series, firstSession: entries.count, in: store)
    for var part in result.parts {
      part.number(causes: numbers)
      entries.append(part)
    }
    tally.add(result.tally)
    causes.add(result.causes)
    attention.add(result.attention)
    inputs.append(
      Input(summary: result.summary, identity: result.identity, limits: result.tally.limits))
  }
}
