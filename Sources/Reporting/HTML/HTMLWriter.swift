/// Writes HTML piece by piece, in the form that is well-formed XML as well.
///
/// The names of elements and attributes are texts of the program's source, so nothing that a log
/// holds can become one. Every other text is escaped: what acts upon a reader becomes visible as
/// ``TextSanitizer`` shows it, and what HTML would read as markup becomes a character reference.
/// Finished bytes wait in the writer until `flush(to:)` or `flushIfFull(to:)` hands them over.
///
/// A writer is a value for one thread at a time.
package struct HTMLWriter {
  /// The attributes of an element, in the order in which they are written.
  package typealias Attributes = KeyValuePairs<StaticString, String>

  /// The number of bytes from which on `flushIfFull(to:)` hands over.
  private static let flushSize = 64 << 10
  /// The most bytes of one text; what is longer ends with an ellipsis.
  private static let textLimit = 8 << 10

  private var buffer: [UInt8] = []
  /// The elements that are open, the outermost first.
  private var open: [StaticString] = []

  /// Creates a writer without output.
  package init() {
    buffer.reserveCapacity(Self.flushSize + 4096)
  }
}

// MARK: - Elements

extension HTMLWriter {
  /// Writes an element with what a function writes into it.
  package mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: (inout HTMLWriter) -> Void
  ) {
    begin(name, attributes)
    content(&self)
    end()
  }

  /// Writes an element that holds a text and nothing else.
  package mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], text: String
  ) {
    begin(name, attributes)
    self.text(text)
    end()
  }

  /// Writes an element that can hold nothing, such as `meta`, or that holds nothing in SVG.
  package mutating func empty(_ name: StaticString, _ attributes: Attributes = [:]) {
    appendTag(name, attributes)
    append("/>")
  }

  /// Starts an element, which ``end()`` ends.
  package mutating func begin(_ name: StaticString, _ attributes: Attributes = [:]) {
    appendTag(name, attributes)
    append(">")
    open.append(name)
  }

  /// Ends the element that was started last.
  ///
  /// - Precondition: An element is open.
  package mutating func end() {
    let name = open.removeLast()
    append("</")
    append(name)
    append(">")
  }

  /// Starts a new line of the file, for whoever reads its source.
  package mutating func newLine() {
    append("\n")
  }
}

// MARK: - Text

extension HTMLWriter {
  /// Writes a text on one line, escaped.
  package mutating func text(_ text: String) {
    appendEscaped(TextSanitizer.sanitized(Self.cut(text)))
  }

  /// Writes the lines of a text, each escaped, with line ends between them.
  package mutating func lines(_ lines: [String]) {
    for (index, line) in lines.enumerated() {
      if index > 0 { newLine() }
      text(line)
    }
  }

  /// Writes text of the program's source as it is.
  mutating func source(_ text: StaticString) {
    append(text)
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > textLimit else { return text }
    return String(text.prefix(textLimit / 4)) + "…"
  }
}

// MARK: - Output

extension HTMLWriter {
  /// The number of bytes that wait.
  package var pendingCount: Int { buffer.count }

  /// Hands over what is finished if it is much.
  package mutating func flushIfFull(to output: inout some ByteOutput) throws {
    if buffer.count >= Self.flushSize { try flush(to: &output) }
  }

  /// Hands over everything that is finished.
  package mutating func flush(to output: inout some ByteOutput) throws {
    try buffer.withUnsafeBytes { try output.append($0) }
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func appendTag(_ name: StaticString, _ attributes: Attributes) {
    append("<")
    append(name)
    for (name, value) in attributes {
      append(" ")
      append(name)
      append("=\"")
      text(value)
      append("\"")
    }
  }

  private mutating func append(_ text: StaticString) {
    buffer.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func appendEscaped(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&quot;")
      case UInt8(ascii: "'"): append("&#39;")
      default: buffer.append(byte)
      }
    }
  }
}
