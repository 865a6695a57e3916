import LogTokenizer

/// A record as tests compare it.
struct PlainRecord: Equatable, CustomStringConvertible {
  var kind: Record.Kind
  var line: Int
  var frame: Int
  var prefix: String
  var text: String
  var time: LogTime?

  init(
    _ kind: Record.Kind, _ line: Int, _ frame: Int, prefix: String = "", _ text: String,
    time: LogTime? = nil
  ) {
    self.kind = kind
    self.line = line
    self.frame = frame
    self.prefix = prefix
    self.text = text
    self.time = time
  }

  init(_ kind: Record.Kind, _ line: Int, prefix: String = "", _ text: String) {
    self.init(kind, line, 0, prefix: prefix, text)
  }

  init(_ line: Int, _ frame: Int, _ text: String) {
    self.init(.line, line, frame, text)
  }

  init(_ line: Int, prefix: String = "", _ text: String) {
    self.init(.line, line, 0, prefix: prefix, text)
  }

  var description: String { "\(line).\(frame) \(kind) [\(prefix)] \(text.debugDescription)" }
}

/// Tokenizes bytes that arrive in chunks of the given size; 0 is all at once.
func records(of bytes: [UInt8], chunkSize: Int = 0) -> [PlainRecord] {
  var tokenizer = LogTokenizer()
  return records(of: bytes, chunkSize: chunkSize, by: &tokenizer)
}

/// Tokenizes bytes that arrive in chunks of the given size; 0 is all at once.
func records(
  of bytes: [UInt8], chunkSize: Int, by tokenizer: inout LogTokenizer
) -> [PlainRecord] {
  var result: [PlainRecord] = []
  let take = { (batch: borrowing RecordBatch) in
    for record in batch.records {
      result.append(
        PlainRecord(
          record.kind, record.line, record.frame,
          prefix: String(decoding: batch.prefix(of: record), as: UTF8.self),
          String(decoding: batch.text(of: record), as: UTF8.self), time: record.time))
    }
  }
  var start = 0
  while start < bytes.count {
    let end = chunkSize == 0 ? bytes.count : min(start + chunkSize, bytes.count)
    // A copy of its own, so that a record which refers to an old chunk shows.
    let chunk = Array(bytes[start..<end])
    chunk.withUnsafeBytes { tokenizer.feed($0, take) }
    start = end
  }
  tokenizer.finish(take)
  return result
}

/// Tokenizes a text and leaves out the times, which most tests do not look at.
func records(of text: String, chunkSize: Int = 0) -> [PlainRecord] {
  records(of: Array(text.utf8), chunkSize: chunkSize).map { record in
    var record = record
    record.time = nil
    return record
  }
}
