internal import LogTokenizer

/// The texts of a log that sdlog matches: lines and blocks, and of bars what is not the meter.
///
/// A description that the frame before had too is left out, as analysis does.
struct TextList: Sendable {
  /// The bytes of all texts, one behind the other.
  private var bytes: [UInt8] = []
  /// Where each text ends.
  private var ends: [Int] = []

  /// Collects the texts of a log.
  init(of log: [UInt8]) {
    var tokenizer = LogTokenizer()
    var description: [UInt8] = []
    log.withUnsafeBytes { all in
      tokenizer.feed(all) { add($0, &description) }
    }
    tokenizer.finish { add($0, &description) }
  }

  private mutating func add(_ batch: borrowing RecordBatch, _ description: inout [UInt8]) {
    for record in batch.records {
      let text = batch.text(of: record)
      guard let meter = batch.meter(of: record) else {
        add(text)
        continue
      }
      let label = UnsafeRawBufferPointer(rebasing: text[meter.pointee.description])
      if !label.elementsEqual(description) {
        description = Array(label)
        add(label)
      }
      add(UnsafeRawBufferPointer(rebasing: text[meter.pointee.postfix]))
    }
  }

  private mutating func add(_ text: UnsafeRawBufferPointer) {
    guard text.count > 0 else { return }
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }
}

extension TextList {
  /// The number of bytes.
  var byteCount: Int { bytes.count }

  /// Hands over each text.
  @inline(__always)
  func visit(_ body: (UnsafeRawBufferPointer) -> Void) {
    bytes.withUnsafeBytes { all in
      var start = 0
      for end in ends {
        body(UnsafeRawBufferPointer(rebasing: all[start..<end]))
        start = end
      }
    }
  }
}
