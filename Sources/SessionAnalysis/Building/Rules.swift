internal import PCRE

/// What the catalogue says about a program, as analysis needs it.
struct FrontEndRule: Sendable {
  var id: String
  var rank: Int
  /// The programs whose lines it prints too, itself included.
  var prints: FrontEndSet
  /// The indices of the programs that it extends.
  var extends: [Int]
  /// The names of facts that make its runs comparable.
  var workload: [String]
}

/// What the catalogue says about a message, with names resolved to indices.
struct MessageRule: Sendable {
  var id: String
  var category: String
  var severity: Finding.Severity?
  var emitters: FrontEndSet
  /// The front end that a match shows the session to be.
  var identifies: Int?
  /// What the match does to the session and its jobs.
  var effect: Effect
  /// Whether what follows is the user's own text.
  var isUserText: Bool
  var facts: [FactAction]
  var run: RunAction?
  /// The indices of the messages that a match shows to be repaired.
  var resolves: [Int]
  /// The captures' names and group numbers.
  var captures: [(name: String, group: Int)]

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

/// How a match gives a fact.
struct FactAction: Sendable {
  /// Where the value comes from.
  enum Source: Sendable {
    /// A fixed text.
    case value(String)
    /// A capture's text, by group.
    case capture(group: Int)
    /// A capture that holds a number with a unit, as megabytes.
    case megabytes(group: Int)
    /// A row of a table, by a key made of text and captures.
    case table(name: String, key: [KeyPart])
  }

  /// A part of a table's key.
  enum KeyPart: Sendable {
    case text(String)
    case capture(group: Int)
  }

  var name: String
  var source: Source
  /// Renames captured values; `fallback` is what the others become, if anything.
  var map: [String: String]?
  var fallback: String?
  var condition: CaptureCondition?
  var origin: Fact.Origin

  /// A condition on the captures of a match.
  indirect enum CaptureCondition: Sendable {
    case equals(group: Int, [String])
    case contains(group: Int, [String])
    case matches(group: Int, CompiledPattern)
    case within(group: Int, @Sendable (String) -> Bool)
    case all([CaptureCondition])
    case any([CaptureCondition])
    case not(CaptureCondition)
  }
}

/// How a line without a bar states throughput.
struct RunAction: Sendable {
  /// A number: fixed, or a capture's.
  enum Number: Sendable {
    case fixed(Double)
    case capture(group: Int)
    case seconds(group: Int)
  }

  var kind: Run.Kind
  var description: String
  var unit: String
  var rate: Number?
  var completed: Number?
  var total: Number?
  var elapsed: Number?
  var isCounted: Bool
}

/// What a bar is, by its description, unit and total.
struct BarAction: Sendable {
  /// The whole description must match; `nil` fits any.
  var description: CompiledPattern?
  var units: [String]
  var total: ClosedRange<Double>?
  /// Only inside (`true`) or outside of a job.
  var inJob: Bool?
  /// The message that must have come last among those that rules name.
  var after: Int?
  /// Whose sessions the rule holds for.
  var frontEnds: FrontEndSet
  var kind: Run.Kind
  var isCounted: Bool
}

/// How a name's values behave.
struct FactRule: Sendable {
  /// How long a value holds.
  enum Scope: Sendable {
    case session
    case workload
    case job
  }

  var scope: Scope
  /// Whether a later value replaces an earlier one instead of contradicting it.
  var takesLatest: Bool
  /// Whether it belongs to the environment's fingerprint.
  var isFingerprint: Bool
}

/// A derivation of one fact from another by a table.
struct Derivation: Sendable {
  var source: String
  var table: String
  var column: String
  var target: String
}
