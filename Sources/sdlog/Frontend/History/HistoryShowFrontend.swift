import Localization
import Reporting
import RunHistory
import SessionAnalysis

/// Shows what a history keeps of a session.
struct HistoryShowFrontend {
  /// Where it is.
  var history: RunHistory
  /// Its id, or the beginning of it.
  var id: String
  /// The facts that text leaves out, as reports do.
  var hiddenFacts: Set<String> = []
  /// How it is printed.
  var format: HistoryListFrontend.Format
  /// The language of the text.
  var language = Language.en

  /// Writes the session.
  ///
  /// - Throws: `Diagnostic` where there is no such session or more than one, else what the history and
  ///   the output report.
  func run(_ output: inout some ByteOutput) throws {
    let found = try history.sessions(idPrefix: id)
    guard let session = found.first, !id.isEmpty else {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(en: "there is no session \"\(id)\"", zh: "没有会话“\(id)”"),
        helps: [
          LocalizedText(
            en: "`sdlog history list` shows what there is", zh: "`sdlog history list` 列出已有的会话")
        ])
    }
    guard found.count == 1 else {
      throw Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "more than one session begins with \"\(id)\"", zh: "有多个会话以“\(id)”开头"),
        notes: found.map { LocalizedText(verbatim: $0.id) },
        helps: [LocalizedText(en: "give more digits", zh: "请多给几位")])
    }
    let detail = try history.detail(of: session)
    switch format {
    case .text: try output.append(text(detail))
    case .json:
      var json = JSONWriter(layout: .pretty)
      json.beginObject()
      json.writeMembers(of: detail)
      json.endObject()
      json.endLine()
      try json.flush(to: &output)
    }
  }

  private func text(_ detail: HistoryDetail) -> String {
    let words = HistoryWords(language: language)
    var detail = detail
    detail.facts.removeAll { hiddenFacts.contains($0.name) }
    return words.lines(of: detail).map { name, value in
      DisplayWidth.padded(name, to: 10) + TextSanitizer.sanitized(value) + "\n"
    }.joined()
  }
}
