import LogInput
import LogTokenizer
import Reporting

/// Prints what the tokenizer makes of logs, record by record.
struct RecordsFrontend {
  /// How records are printed.
  enum Format {
    /// One JSON object a line.
    case ndjson
    /// Line, frame and kind in columns, then the text with what a terminal would act upon escaped.
    case text
  }

  var paths: [String]
  var format: Format

  /// Reads the inputs and prints their records.
  ///
  /// - Returns: The exit status.
  /// - Throws: What standard output reports.
  func run() throws -> ExitStatus {
    var status = ExitStatus.clean
    let items = InputFinder.find(paths) { error in
      error.print()
      status = .trouble
    }
    for item in items {
      if try !read(item) { status = .trouble }
    }
    return status
  }

  /// Prints the records of one item.
  ///
  /// - Returns: Whether everything could be read; what could not was said.
  private func read(_ item: InputItem) throws -> Bool {
    var isWhole = true
    func report(_ error: InputError) {
      error.print()
      isWhole = false
    }
    var reader = InputReader(item)
    var output = StandardStream.output
    while let stream = reader.nextStream(report) {
      var decoder = EncodingDecoder()
      var tokenizer = LogTokenizer()
      var writer = RecordWriter(input: stream.path, format: format)
      func write(_ chunk: UnsafeRawBufferPointer, isLast: Bool = false) {
        decoder.decode(chunk, isLast: isLast) { bytes in
          tokenizer.feed(bytes) { writer.write($0) }
        }
      }
      while reader.next({ write($0) }) { try writer.flush(to: &output) }
      write(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
      tokenizer.finish { writer.write($0) }
      try writer.flush(to: &output)
      for failure in reader.failures { report(failure.error) }
    }
    return isWhole
  }
}

/// Formats records.
private struct RecordWriter {
  let input: String
  let format: RecordsFrontend.Format
  private var json = JSONWriter()
  private var text = ""

  init(input: String, format: RecordsFrontend.Format) {
    self.input = input
    self.format = format
  }

  mutating func write(_ batch: borrowing RecordBatch) {
    for record in batch.records {
      switch format {
      case .ndjson: writeJSON(record, batch)
      case .text: writeText(record, batch)
      }
    }
  }

  mutating func flush(to output: inout StandardStream) throws {
    try json.flush(to: &output)
    try output.append(text)
    text = ""
  }

  private mutating func writeText(_ record: Record, _ batch: borrowing RecordBatch) {
    let place = "\(record.line).\(record.frame)"
    let content = String(decoding: batch.text(of: record), as: UTF8.self)
    text += place + String(repeating: " ", count: max(1, 10 - place.count))
    text += record.kind.name + String(repeating: " ", count: 10 - record.kind.name.count)
    text += TextSanitizer.sanitized(content) + "\n"
  }

  private mutating func writeJSON(_ record: Record, _ batch: borrowing RecordBatch) {
    let bytes = batch.text(of: record)
    json.beginObject()
    json.key("emitter_prefix")
    json.value(lossy: batch.prefix(of: record))
    json.key("frame")
    json.value(record.frame)
    json.key("input")
    json.value(input)
    json.key("kind")
    json.value(record.kind.name)
    json.key("line")
    json.value(record.line)
    json.key("progress")
    if let meter = batch.meter(of: record) {
      writeMeter(meter.pointee, bytes)
    } else {
      json.null()
    }
    json.key("text")
    json.value(lossy: bytes)
    json.endObject()
    json.endLine()
  }

  private mutating func writeMeter(_ meter: Meter, _ text: UnsafeRawBufferPointer) {
    json.beginObject()
    json.key("completed")
    write(meter.completed)
    json.key("description")
    write(meter.description, text)
    json.key("elapsed_s")
    write(meter.elapsedSeconds.map(Double.init))
    json.key("finished")
    json.value(meter.isFinished)
    json.key("percent")
    write(meter.percent.map(Double.init))
    json.key("postfix")
    write(meter.postfix, text)
    json.key("rate_high")
    write(meter.rateHigh)
    json.key("rate_low")
    write(meter.rateLow)
    json.key("rate_per_s")
    write(meter.ratePerSecond)
    json.key("remaining_s")
    write(meter.remainingSeconds.map(Double.init))
    json.key("total")
    write(meter.total)
    json.key("unit")
    write(meter.unit, text)
    json.endObject()
  }

  private mutating func write(_ number: Double?) {
    if let number { json.value(number) } else { json.null() }
  }

  private mutating func write(_ range: Range<Int>, _ text: UnsafeRawBufferPointer) {
    if range.isEmpty { json.null() } else { json.value(lossy: text[range]) }
  }
}

extension Record.Kind {
  /// The name in output.
  fileprivate var name: String {
    switch self {
    case .line: "line"
    case .progress: "progress"
    case .warning: "warning"
    case .traceback: "traceback"
    case .block: "block"
    }
  }
}
