import ArgumentParser
import SessionAnalysis

/// The options with which a scan makes a part of a report.
struct PartialOptions: ParsableArguments {
  @Flag(help: "Write a partial result for `sdlog merge` instead of a report.")
  var partial = false

  @Option(
    help: ArgumentHelp(
      "Read only the sessions that begin within these bytes of one plain log, such as 0-1000 or 1000- (needs --partial).",
      valueName: "from-to"))
  var range: RangeArgument?

  /// Refuses options that do not go together.
  static func validate(isPartial: Bool, isRedacted: Bool) throws {
    if isPartial, isRedacted {
      throw ValidationError("--redact is for reports: give it to the `sdlog merge` that makes one")
    }
  }

  /// Refuses options that do not go together with each other or with paths.
  func validate(paths: [String], isRedacted: Bool) throws {
    try Self.validate(isPartial: partial, isRedacted: isRedacted)
    guard range != nil else { return }
    if !partial {
      throw ValidationError("--range makes a part of a report: add --partial, and merge the parts")
    }
    if paths.count != 1 || paths[0] == "-" {
      throw ValidationError("--range is for one plain file")
    }
  }
}

/// `--range FROM-TO`.
struct RangeArgument: ExpressibleByArgument {
  var range: Range<Int>

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let from = Int(parts[0]),
      let to = parts[1].isEmpty ? InputRange.openEnd : Int(parts[1]),
      0 <= from, from < to, to <= InputRange.openEnd
    else { return nil }
    range = from..<to
  }
}
