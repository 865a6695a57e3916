import Localization
import PatternCatalogue
import Reporting

/// Lists the messages of a catalogue.
struct PatternsListFrontend {
  /// How the list is printed.
  enum Format {
    /// A table.
    case text
    /// One JSON object.
    case json
  }

  /// What is listed.
  var catalogue: Catalogue
  /// How it is printed.
  var format: Format
  /// The columns of the terminal.
  var width: Int
  /// The language of the table.
  var language = Language.en

  /// Writes the list.
  ///
  /// - Parameter output: Takes it.
  /// - Throws: What the output reports.
  func run(_ output: inout some ByteOutput) throws {
    switch format {
    case .text: try output.append(table())
    case .json:
      var json = JSONWriter()
      writeJSON(&json)
      try json.flush(to: &output)
    }
  }
}

extension PatternsListFrontend {
  private func table() -> String {
    let rows = catalogue.messages.map {
      [
        $0.id, $0.category.rawValue, $0.severity?.rawValue ?? "-", $0.title.text(in: language),
      ]
    }
    return ListTable(Self.head.map { $0.text(in: language) }, rows)
      .text(width: width, leaving: 20)
  }

  private static let head = [
    LocalizedText(en: "ID", zh: "ID"), LocalizedText(en: "CATEGORY", zh: "类别"),
    LocalizedText(en: "SEVERITY", zh: "级别"), LocalizedText(en: "TITLE", zh: "标题"),
  ]

  private func writeJSON(_ json: inout JSONWriter) {
    json.beginObject()
    json.key("catalogue_version")
    json.value(catalogue.version)
    json.key("patterns")
    json.beginArray()
    for message in catalogue.messages { json.write(message) }
    json.endArray()
    json.key("schema_version")
    json.value(1)
    json.endObject()
    json.endLine()
  }
}

extension JSONWriter {
  /// Writes what others can use of a message.
  mutating func write(_ message: MessageDefinition) {
    beginObject()
    key("category")
    value(message.category.rawValue)
    key("emitters")
    write(message.emitters.names)
    key("id")
    value(message.id)
    key("literals")
    write(message.literals)
    key("regex")
    value(message.regex)
    key("severity")
    if let severity = message.severity { value(severity.rawValue) } else { null() }
    key("source")
    value(message.source)
    key("title")
    beginObject()
    key("en")
    value(message.title.en)
    key("zh")
    value(message.title.zh)
    endObject()
    endObject()
  }

  /// Writes a list of texts.
  mutating func write(_ texts: [String]) {
    beginArray()
    for text in texts { value(text) }
    endArray()
  }
}

extension Emitters {
  /// The front ends' ids, or `any` alone.
  var names: [String] {
    switch self {
    case .any: ["any"]
    case .frontEnds(let ids): ids
    }
  }
}
