import Localization
import LogInput
import LogTokenizer
import PCRE
import PatternCatalogue
import Reporting

/// Tells which messages match which lines, whoever emits them.
struct PatternsTestFrontend {
  /// How the result is printed.
  enum Format {
    /// The lines with the messages below them.
    case text
    /// One JSON object a line.
    case ndjson
  }

  /// The messages that are tried.
  var messages: [MessageDefinition]
  /// Whether to say why a line is not matched; for one message.
  var explainsMisses = false
  /// How the result is printed.
  var format: Format
  /// The language of the text.
  var language = Language.en

  /// Tries every line of a file.
  ///
  /// Each line is tokenized by itself, so that prefixes and escapes are taken off as in a log.
  ///
  /// - Parameters:
  ///   - path: The file, or `-`.
  ///   - output: Takes the result.
  /// - Returns: The exit status: 2 where the file could not be read.
  /// - Throws: What the output reports.
  func run(_ path: String, _ output: inout some ByteOutput) throws -> ExitStatus {
    var status = ExitStatus.clean
    let items = InputFinder.find([path]) { error in
      error.print()
      status = .trouble
    }
    let trial = PatternTrial(messages: messages)
    for item in items {
      do {
        try run(item, trial, &output)
      } catch let error as InputError {
        error.print()
        status = .trouble
      }
    }
    return status
  }
}

extension PatternsTestFrontend {
  private func run(_ item: InputItem, _ trial: PatternTrial, _ output: inout some ByteOutput) throws
  {
    var reader = try ChunkReader(item)
    var lines = LineSplitter()
    var writer = Writer(format: format, language: language)
    while try reader.next({ chunk in
      lines.feed(chunk) { write($0, number: $1, trial, &writer) }
    }) {
      try writer.flush(to: &output)
    }
    lines.finish { write($0, number: $1, trial, &writer) }
    try writer.flush(to: &output)
  }

  private func write(
    _ line: [UInt8], number: Int, _ trial: PatternTrial, _ writer: inout Writer
  ) {
    let records = Self.records(of: line)
    var hits: [PatternTrial.Hit] = []
    for text in records {
      for hit in trial.hits(in: text) where !hits.contains(where: { $0.number == hit.number }) {
        hits.append(hit)
      }
    }
    hits.sort { $0.number < $1.number }
    let text = records.first ?? ""
    let miss = explainsMisses && hits.isEmpty ? messages.first?.nearMiss(in: text) : nil
    writer.write(
      Writer.Line(
        number: number, text: text, miss: miss, literals: messages.first?.literals ?? []),
      hits.map { (trial.messages[$0.number], $0.match) })
  }

  /// Returns the records of one line.
  private static func records(of line: [UInt8]) -> [String] {
    var texts: [String] = []
    var tokenizer = LogTokenizer()
    let take = { (batch: borrowing RecordBatch) in
      for record in batch.records {
        texts.append(String(decoding: batch.text(of: record), as: UTF8.self))
      }
    }
    line.withUnsafeBytes { tokenizer.feed($0, take) }
    tokenizer.finish(take)
    return texts
  }
}

/// Cuts bytes into lines at LF.
private struct LineSplitter {
  private var pending: [UInt8] = []
  private var number = 0

  /// Hands over the lines that a chunk completes, without their terminators.
  mutating func feed(_ chunk: UnsafeRawBufferPointer, _ body: ([UInt8], Int) -> Void) {
    var start = 0
    for end in chunk.indices where chunk[end] == UInt8(ascii: "\n") {
      pending.append(contentsOf: chunk[start..<end])
      emit(body)
      start = end + 1
    }
    pending.append(contentsOf: chunk[start...])
  }

  /// Hands over a last line that has no terminator.
  mutating func finish(_ body: ([UInt8], Int) -> Void) {
    if !pending.isEmpty { emit(body) }
  }

  private mutating func emit(_ body: ([UInt8], Int) -> Void) {
    if pending.last == UInt8(ascii: "\r") { pending.removeLast() }
    number += 1
    body(pending, number)
    pending.removeAll(keepingCapacity: true)
  }
}
