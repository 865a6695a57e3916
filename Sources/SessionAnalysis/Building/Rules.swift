internal import PatternCatalogue

/// What the catalogue says about a program, with names resolved to indices.
struct FrontEndRule: Sendable {
  var id: String
  var rank: Int
  /// The programs whose lines it prints too, itself included.
  var prints: FrontEndSet
  /// The indices of the programs that it extends, directly or not.
  var extends: Set<Int>
  /// The bar rules that hold in its sessions, the nearest first.
  var bars: [BarRule]
  /// The names of facts that make its runs comparable.
  var workload: [String]
}

/// What the catalogue says about a message, with names resolved to indices.
///
/// A class, so that a match refers to it without copying its texts.
final class MessageRule: Sendable {
  let definition: MessageDefinition
  let severity: Finding.Severity?
  let emitters: FrontEndSet
  /// The front end that a match shows the session to be.
  let identifies: Int?
  /// What the match does to the session and its jobs.
  let effect: Effect
  /// The indices of the messages that a match shows to be repaired.
  let resolves: [Int]
  /// How the values of the definition's facts behave, in their order.
  let behaviours: [FactBehaviour]
  /// Whether bar rules ask for the message by its id.
  let isNamed: Bool

  init(
    definition: MessageDefinition, severity: Finding.Severity?, emitters: FrontEndSet,
    identifies: Int?, effect: Effect, resolves: [Int], behaviours: [FactBehaviour], isNamed: Bool
  ) {
    self.definition = definition
    self.severity = severity
    self.emitters = emitters
    self.identifies = identifies
    self.effect = effect
    self.resolves = resolves
    self.behaviours = behaviours
    self.isNamed = isNamed
  }

  /// What a line does to the structure of the session.
  enum Effect: Sendable {
    case none
    case opensSession
    case isReady
    case endsSession
    case opensJob
    case endsJob
  }
}

/// How a fact's values behave, from `Patterns/tables/facts.yaml`.
struct FactBehaviour: Sendable {
  /// How long a value holds.
  enum Scope: String, Sendable {
    case session
    case workload
    case job
  }

  var scope = Scope.session
  /// Whether a later value replaces an earlier one instead of contradicting it.
  var takesLatest = false
  /// Whether it belongs to the environment's fingerprint.
  var isFingerprint = false
  /// Whether it only serves rules and remedies.
  var isHidden = false
  /// Whether its values are those of a list, which stand side by side.
  var isList = false

  /// How many different values a session keeps.
  var valueLimit: Int { isList ? Fact.listLimit : Fact.valueLimit }
}

/// A derivation of one fact from another by a table, from `Patterns/tables/derivations.yaml`.
struct Derivation: Sendable {
  var source: String
  var target: String
  /// The index of the ``TableLookup`` that gives the value, and its place among what that gives.
  var lookup: Int
  var cell: Int
  /// Whether it counts only where the log states no value of the target.
  var yieldsToStated: Bool
}

/// What is looked up of a fact in one table: several facts may follow from one row.
struct TableLookup: Sendable {
  var source: String
  var table: Table
  var columns: [String]
}
