import CatalogueSyntax
package import Localization

/// A message that a program prints: how it is recognised and what it means.
package struct MessageDefinition: Sendable {
  /// The id; never changes its meaning.
  package let id: String
  /// Ids that it had before.
  package let aliases: [String]
  /// What it says, in short.
  package let title: LocalizedText
  /// What it is about.
  package let category: MessageCategory
  /// How much it matters; `nil` where a match is no finding.
  package let severity: Severity?
  /// In whose sessions it may appear.
  package let emitters: Emitters
  /// Texts of which at least one lies in every text that matches; empty for the slow second tier.
  package let literals: [String]
  /// The PCRE2 regex.
  package let regex: String
  /// The types of the captures that are not `text`.
  package let captureTypes: [String: CaptureType]
  /// What must not have been the latest value of a fact for a match to count; `nil` where each does.
  package let exception: FactException?
  /// What a match states or lets one derive.
  package let facts: [FactRule]
  /// Whether it opens a session: `session_start`, or said so.
  package let startsSession: Bool
  /// The front end whose session a match shows it to be.
  package let identifies: String?
  /// Throughput that the line states without a bar.
  package let run: RunRule?
  /// Ids of findings that a match shows to be repaired.
  package let resolves: [String]
  /// Whether what follows the match's start is the user's text.
  package let isUserText: Bool
  /// Whether the user's text may go on in the lines behind.
  package let hasUserLines: Bool
  /// Whether a match counts only in a record in which nothing else is a finding.
  package let isFallback: Bool
  /// Whether it says that something failed, and other lines what: its capture `error` quotes them, if any.
  package let isWrapper: Bool
  /// Whether each line of a block may match by itself.
  package let isOfEachLine: Bool
  /// Whether in a traceback its last line decides, which the match is looked for in by itself.
  package let isOfLastLine: Bool
  /// Whether it is what any record says that a logger marks as an error and that no other entry matches.
  package let isMarkedError: Bool
  /// Whether it is looked for in what loggers put in front of a message, to know the program by that.
  package let isInPrefix: Bool
  /// The capture that tells occurrences apart that are to be named one by one.
  package let distinct: String?
  /// How often it can come; `nil` for any number of times.
  package let oncePer: Recurrence?
  /// The versions of what prints it.
  package let versions: [VersionedComponent]
  /// Entries that may match the same texts.
  package let overlaps: [String]
  /// What it means for the user; there wherever there is a severity.
  package let verdict: Verdict?
  /// Which program and version prints it.
  package let source: String
  /// Where the entry stands.
  package let origin: Origin
  /// The entry as it was written.
  let node: SyntaxNode
}

extension MessageDefinition {
  /// Returns what a capture's text stands for.
  package func captureType(_ name: String) -> CaptureType { captureTypes[name] ?? .text }
}

/// In whose sessions a message may appear.
package enum Emitters: Hashable, Sendable {
  /// Everybody's: the message is a library's.
  case any
  /// Those of these front ends, and of front ends that extend them.
  case frontEnds([String])
}

extension Emitters {
  /// Returns whether there is a session in which both may appear for the same reason.
  package func overlap(_ other: Emitters) -> Bool {
    switch (self, other) {
    case (.any, .any): true
    case (.frontEnds(let ids), .frontEnds(let others)): ids.contains { others.contains($0) }
    default: false
    }
  }
}

/// A value of a workload's or a job's fact behind which a message does not count: what the program said just
/// before shows that another thing is meant.
package struct FactException: Hashable, Sendable {
  /// The fact.
  package let fact: String
  /// The value.
  package let value: String
}

/// What a finding means for the user.
package struct Verdict: Hashable, Sendable {
  /// What it does.
  package let effect: Effect
  /// The words for it.
  package let text: LocalizedText
}

/// A component and the versions of it that print a message.
package struct VersionedComponent: Sendable {
  /// The fact that holds the version: `torch`.
  package let fact: String
  /// The versions.
  package let range: VersionRange
}

/// Where an entry of the catalogue stands.
package struct Origin: Hashable, Sendable {
  /// The file: below `Patterns/` for a built-in one.
  package let path: String
  /// The line, from 1.
  package let line: Int
  /// Whether the file is inside the binary.
  package let isBuiltin: Bool
}
