import ReportBuilding
import Reporting

/// Shows events while a log is watched.
protocol WatchView: AnyObject {
  /// Shows what happened.
  ///
  /// - Throws: What the output reports.
  func show(_ events: [WatchEvent]) throws

  /// Shows a text that is no event, such as a summary that was asked for.
  ///
  /// - Throws: What the output reports.
  func show(text: [UInt8]) throws

  /// Leaves the output in order, before the final report.
  ///
  /// - Throws: What the output reports.
  func end() throws
}

/// Shows nothing: the report at the end is all that is wanted.
final class SilentView: WatchView {
  func show(_ events: [WatchEvent]) {}

  func show(text: [UInt8]) throws {
    let stream = StandardStream.error
    try text.withUnsafeBytes { try stream.append($0) }
  }

  func end() {}
}

/// Writes a plain line an event.
final class LineView: WatchView {
  private var stream: StandardStream
  private let words: EventLine
  private var isEmpty = true

  init(stream: StandardStream, words: EventLine) {
    self.stream = stream
    self.words = words
  }

  func show(_ events: [WatchEvent]) throws {
    var text = ""
    for event in events {
      if let line = words.text(of: event) { text += line + "\n" }
    }
    guard !text.isEmpty else { return }
    isEmpty = false
    try stream.append(text)
  }

  func show(text: [UInt8]) throws {
    try text.withUnsafeBytes { try stream.append($0) }
  }

  func end() throws {
    if !isEmpty { try stream.append("\n") }
  }
}

/// Writes a JSON object an event.
final class NDJSONView: WatchView {
  private var stream: StandardStream
  private var writer = WatchEventWriter()

  init(stream: StandardStream) {
    self.stream = stream
  }

  func show(_ events: [WatchEvent]) throws {
    guard !events.isEmpty else { return }
    var bytes = MemoryOutput()
    for event in events { try writer.write(event, to: &bytes) }
    try bytes.bytes.withUnsafeBytes { try stream.append($0) }
  }

  func show(text: [UInt8]) throws {
    let error = StandardStream.error
    try text.withUnsafeBytes { try error.append($0) }
  }

  func end() {}
}
