/// How a text report looks.
package struct TextStyle: Sendable, Equatable {
  /// The columns of a line, from 20 to 300.
  package let width: Int
  /// Whether colours and bold type are used.
  package let usesColor: Bool
  /// The language.
  package let language: Language

  /// Creates a style; a width out of bounds is moved to the nearest bound.
  package init(width: Int = 80, usesColor: Bool = false, language: Language = .en) {
    self.width = min(max(width, 20), 300)
    self.usesColor = usesColor
    self.language = language
  }
}

/// How a piece of text is emphasised, where colours are used.
enum TextEmphasis: Sendable, Equatable {
  case plain
  case bold
  case dim
  case good
  case notice
  case warning
  case error

  /// The parameters of the escape sequence Select Graphic Rendition.
  var parameters: String? {
    switch self {
    case .plain: nil
    case .bold: "1"
    case .dim: "2"
    case .good: "32"
    case .notice: "36"
    case .warning: "33"
    case .error: "1;31"
    }
  }
}

/// Lines of text on their way to a terminal or a file.
///
/// Every text that comes in is made harmless here, in one place, so that nothing of a log gets out
/// as it is; the escape sequences for colours are the canvas's own.
struct TextCanvas {
  let style: TextStyle
  private var bytes: [UInt8] = []
  private var endsWithBlank = true

  init(style: TextStyle) {
    self.style = style
  }
}

extension TextCanvas {
  /// The columns that are left behind an indentation, though never fewer than 8.
  func columns(behind indentation: Int) -> Int {
    max(8, style.width - indentation)
  }

  /// Appends an empty line, though never two in a row and none at the top.
  mutating func blank() {
    guard !endsWithBlank else { return }
    bytes.append(0x0A)
    endsWithBlank = true
  }

  /// Appends the heading of a section.
  mutating func heading(_ title: String) {
    blank()
    let lines = TextWrapper.lines(of: TextSanitizer.sanitized(title), columns: style.width)
    for line in lines { append(pieces: [(line, .bold)], indentation: 0) }
    let longest = lines.map { DisplayWidth.columns(of: $0) }.max() ?? 0
    let ruler = String(repeating: "─", count: longest)
    append(pieces: [(ruler, .dim)], indentation: 0)
  }

  /// Appends a paragraph.
  mutating func paragraph(_ text: String, indentation: Int = 0, _ emphasis: TextEmphasis = .plain) {
    let text = TextSanitizer.sanitized(text)
    for line in TextWrapper.lines(of: text, columns: columns(behind: indentation)) {
      append(pieces: [(line, emphasis)], indentation: indentation)
    }
  }

  /// Appends a paragraph behind a label; where the label leaves no room, the text goes below it.
  ///
  /// - Parameters:
  ///   - label: The label.
  ///   - text: The paragraph.
  ///   - indentation: The columns before the label.
  ///   - hanging: The column at which the text begins.
  ///   - lines: How many lines the text may take, the rest being left out.
  ///   - labelEmphasis: How the label looks.
  ///   - emphasis: How the text looks.
  mutating func field(
    _ label: String, _ text: String, indentation: Int = 0, hanging: Int, lines: Int = .max,
    labelEmphasis: TextEmphasis = .dim, _ emphasis: TextEmphasis = .plain
  ) {
    let label = TextSanitizer.sanitized(label)
    let wrapped = TextWrapper.lines(
      of: TextSanitizer.sanitized(text), columns: columns(behind: hanging), atMost: lines)
    guard let first = wrapped.first else { return }
    let labelColumns = hanging - indentation
    let fits = DisplayWidth.columns(of: label) < labelColumns
    if fits {
      let padded = DisplayWidth.padded(label, to: labelColumns)
      append(pieces: [(padded, labelEmphasis), (first, emphasis)], indentation: indentation)
    } else {
      append(pieces: [(label, labelEmphasis)], indentation: indentation)
    }
    for line in fits ? wrapped.dropFirst() : wrapped[...] {
      append(pieces: [(line, emphasis)], indentation: hanging)
    }
  }

  /// Appends a line as it is, cut at the width: a row of a table or a quoted line of a log.
  mutating func line(_ text: String, indentation: Int = 0, _ emphasis: TextEmphasis = .plain) {
    let text = TextSanitizer.sanitized(text)
    let cut = DisplayWidth.truncated(text, to: columns(behind: indentation))
    append(pieces: [(cut, emphasis)], indentation: indentation)
  }

  /// Appends a command to be copied, never cut or broken, whatever the width.
  mutating func command(_ text: String, indentation: Int) {
    let text = TextSanitizer.sanitized(text)
    append(pieces: [("$ ", .dim), (text, .bold)], indentation: indentation)
  }

  /// Hands over all lines.
  mutating func flush(to output: inout some ByteOutput) throws {
    try bytes.withUnsafeBytes { try output.append($0) }
    bytes.removeAll(keepingCapacity: true)
  }
}

extension TextCanvas {
  private mutating func append(pieces: [(text: String, TextEmphasis)], indentation: Int) {
    bytes.append(contentsOf: repeatElement(0x20, count: indentation))
    for (text, emphasis) in pieces {
      if style.usesColor, let parameters = emphasis.parameters, !text.isEmpty {
        bytes.append(contentsOf: "\u{1B}[\(parameters)m\(text)\u{1B}[0m".utf8)
      } else {
        bytes.append(contentsOf: text.utf8)
      }
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    bytes.append(0x0A)
    endsWithBlank = false
  }
}
