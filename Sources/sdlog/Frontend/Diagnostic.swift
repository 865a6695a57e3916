import Localization
import LogInput
import PatternCatalogue
import Reporting

/// A message to the user on standard error: what was wrong, where, why, and what to do.
///
///     error: message "cuda.oom" does not match its own example
///       --> Patterns/cuda.yaml:14:7
///        | - "CUDA out of memory. Tried to allocate 2 GB"
///        |                                            ^ matched up to here
///       note: the regex was (?<size>[\d.]+) GiB
///       help: correct the example, or let the regex vary there
struct Diagnostic: Error {
  /// A line of a file with the part that is concerned.
  struct Excerpt {
    /// The line.
    var line: String
    /// The part's first Unicode scalar, from 1.
    var column: Int
    /// The part's length in Unicode scalars, at least 1.
    var length: Int
    /// What is to be said of the part.
    var label: LocalizedText?
  }

  /// Whether the work went on all the same.
  var isWarning: Bool
  /// What was wrong, in one line.
  var message: LocalizedText
  /// The place: a path, with line and column where there are such.
  var place: String?
  /// The text at the place.
  var excerpt: Excerpt?
  /// Why it matters.
  var notes: [LocalizedText] = []
  /// What to do.
  var helps: [LocalizedText] = []
}

extension Diagnostic {
  /// Takes over what is wrong with a catalogue's file.
  init(_ problem: CatalogueProblem) {
    isWarning = problem.isWarning
    message = problem.message
    place = problem.path
    if let lineNumber = problem.lineNumber, let column = problem.column {
      place = "\(problem.path):\(lineNumber):\(column)"
      excerpt = problem.line.map {
        Excerpt(line: $0, column: column, length: problem.length, label: problem.label)
      }
    }
    notes = problem.notes
    helps = problem.helps
  }

  /// Says that sdlog itself went wrong, in a way that nobody foresaw.
  static func fault(_ error: any Error) -> Diagnostic {
    Diagnostic(
      isWarning: false,
      message: LocalizedText(en: "sdlog itself went wrong", zh: "sdlog 自身出错"),
      notes: [LocalizedText(verbatim: "\(error)")],
      helps: [
        LocalizedText(
          en: "please report it with the log that it was reading", zh: "请连同当时读取的日志一起报告该问题")
      ])
  }

  /// Returns the message as lines of text, each with its LF.
  ///
  /// - Parameters:
  ///   - isColoured: Whether the terminal's colours are used.
  ///   - language: The language.
  /// - Returns: Text in which nothing foreign acts on a terminal.
  func rendered(isColoured: Bool, language: Language) -> String {
    let style = Style(isColoured: isColoured)
    let word = (isWarning ? Self.warningWord : Self.errorWord).text(in: language)
    var text = isWarning ? style.yellow(word) : style.red(word)
    text += Self.said(message, in: language)
    if let place { text += "  \(style.faint("-->")) \(TextSanitizer.sanitized(place))\n" }
    // An empty line, such as the one behind a file's end, shows nothing.
    if let excerpt, !excerpt.line.isEmpty { text += excerpt.rendered(style, language) }
    for note in notes {
      text += "  " + style.faint(Self.noteWord.text(in: language)) + Self.said(note, in: language)
    }
    for help in helps {
      text += "  " + style.faint(Self.helpWord.text(in: language)) + Self.said(help, in: language)
    }
    return SystemPath.shown(text)
  }

  private static let errorWord = LocalizedText(en: "error:", zh: "错误：")
  private static let warningWord = LocalizedText(en: "warning:", zh: "警告：")
  private static let noteWord = LocalizedText(en: "note:", zh: "说明：")
  private static let helpWord = LocalizedText(en: "help:", zh: "建议：")

  /// Returns a text as it stands behind one of these words; a Chinese colon needs no space.
  private static func said(_ text: LocalizedText, in language: Language) -> String {
    (language == .en ? " " : "") + TextSanitizer.sanitized(text.text(in: language)) + "\n"
  }

  /// Prints the message to standard error, in colour where a person at a terminal reads it.
  func print() {
    var error = StandardStream.error
    let isColoured = error.isTerminal && !Environment().forbidsColour
    // Nobody is left to be told that standard error is gone.
    try? error.append(rendered(isColoured: isColoured, language: .current))
  }
}

extension Diagnostic.Excerpt {
  /// The most columns of a line that are shown.
  private static let columns = 100
  /// The columns before the part that are shown of a long line.
  private static let columnsBefore = 60

  /// Returns the line and the marks below it.
  fileprivate func rendered(_ style: Diagnostic.Style, _ language: Language) -> String {
    let scalars = Array(line.unicodeScalars)
    let indent = scalars.prefix { $0 == " " || $0 == "\t" }.count
    let start = min(max(column - 1, 0), scalars.count)
    let end = min(start + max(length, 1), scalars.count)
    var first = min(indent, start)
    var last = scalars.count
    if last - first > Self.columns {
      first = max(first, start - Self.columnsBefore)
      last = min(last, first + Self.columns)
    }
    let before = Self.text(scalars[first..<start])
    let part = Self.text(scalars[start..<min(max(end, start), max(last, start))])
    let after = Self.text(scalars[min(max(end, start), max(last, start))..<max(last, start)])
    let lead = first > indent ? "…" : ""
    let tail = last < scalars.count ? "…" : ""
    let bar = style.faint("   |")
    let padding = DisplayWidth.columns(of: lead + before)
    let marks = String(repeating: "^", count: max(1, DisplayWidth.columns(of: part)))
    let words = label.map { " " + TextSanitizer.sanitized($0.text(in: language)) } ?? ""
    return "\(bar) \(lead)\(before)\(part)\(after)\(tail)\n"
      + "\(bar) \(String(repeating: " ", count: padding))\(style.red(marks + words))\n"
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    TextSanitizer.sanitized(String(String.UnicodeScalarView(scalars)))
  }
}

extension Diagnostic {
  /// The terminal's colours, or none.
  fileprivate struct Style {
    let isColoured: Bool

    func red(_ text: String) -> String { colour("1;31", text) }
    func yellow(_ text: String) -> String { colour("1;33", text) }
    func faint(_ text: String) -> String { colour("2", text) }

    private func colour(_ code: String, _ text: String) -> String {
      isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
  }
}
