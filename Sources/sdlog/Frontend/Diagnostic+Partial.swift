import PatternCatalogue
import ReportBuilding
import SessionAnalysis

extension Diagnostic {
  /// Says why a partial result is not in the report, and what to do.
  init(_ error: PartialError, path: String) {
    isWarning = false
    place = path
    switch error {
    case .foreign:
      message = "this is no partial result of sdlog"
      helps = ["`sdlog scan --partial --output FILE LOG...` makes one; logs go to `sdlog scan`"]
    case .newerForm(let form):
      message =
        "a later sdlog made this partial result (form \(form); up to \(PartialFile.form) is read)"
      helps = ["update sdlog here, or make the partial result with this version"]
    case .truncated:
      message = "this partial result is cut: it stops before its end"
      helps = ["copy it again, or make it anew; the others are in the report"]
    case .damaged:
      message = "this partial result is damaged"
      helps = ["copy it again, or make it anew; the others are in the report"]
    }
  }

  /// Says why the ranges of a log give no whole, and what to do.
  init(_ problem: RangeProblem) {
    isWarning = false
    place = problem.path
    notes = ["what stands behind is left out, since nobody knows its lines"]
    switch problem.gap {
    case .missing(let from, let to):
      let range = to > from ? "\(from)-\(to)" : "\(from)-"
      message = "no partial result has the bytes \(range) of this log"
      helps = ["`sdlog scan --partial --range \(range)` of it makes what is missing"]
    case .changed(let from, _):
      message = "the partial results of this log do not fit together at byte \(from)"
      helps = ["the log or the catalogue changed between the scans: scan all ranges again"]
    }
  }

  /// Says that a partial result comes from another sdlog or catalogue.
  static func otherOrigin(_ path: String) -> Diagnostic {
    Diagnostic(
      isWarning: true, message: "this partial result was made with other patterns", place: path,
      notes: ["it is merged as it is; one scan of all logs might find other messages in them"],
      helps: ["use the same version of sdlog and the same `--patterns` everywhere"])
  }

  /// Says that a log changed.
  static func changedWhileRead(_ path: String) -> Diagnostic {
    Diagnostic(
      isWarning: false, message: "the log changed while it was read", place: path,
      helps: ["what was read is reported; read it again when nothing writes to it"])
  }

  /// Says that a terminal shows no partial result.
  static var partialOnTerminal: Diagnostic {
    Diagnostic(
      isWarning: false, message: "a partial result is no text for a terminal",
      helps: ["name a file with `--output FILE`"])
  }
}

extension PartialFile.Origin {
  /// This program with a catalogue.
  init(_ catalogue: Catalogue) {
    self.init(version: Version.current, catalogueVersion: catalogue.version)
  }
}
