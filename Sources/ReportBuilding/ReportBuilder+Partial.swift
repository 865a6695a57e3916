package import Reporting
package import SessionAnalysis

extension ReportBuilder {
  /// Takes partial results.
  ///
  /// - Parameters:
  ///   - file: Their bytes.
  ///   - check: The check that found them whole.
  /// - Throws: What a store reports.
  package mutating func addPartial(
    _ file: some EntryStore, checked check: PartialCheck
  ) throws {
    var file = file
    var parser = PartialParser()
    var left = check.paths[...]
    begin(left.popFirst() ?? "")
    var offset = 0
    while offset < file.count {
      let bytes = try file.read(at: offset, count: 256 << 10)
      guard !bytes.isEmpty else { throw CorruptDataError(offset: offset) }
      offset += bytes.count
      parser.feed(bytes)
      while let item = try parser.next() {
        switch item {
        case .entry(.run(let run)): add(run)
        case .entry(.session(let session)): add(session)
        case .entry(.input(let input)):
          add(input)
          begin(left.popFirst() ?? "")
        case .begin, .entry(.end): break
        }
      }
      try throwIfFailed()
    }
  }

  /// Writes everything that was added as a partial result; the same content gives the same bytes.
  ///
  /// - Parameters:
  ///   - origin: Who makes it.
  ///   - output: Where it goes.
  /// - Throws: What the store or the output reports.
  package mutating func writePartial(
    _ origin: PartialFile.Origin, to output: inout some ByteOutput
  ) throws {
    try collector.flush()
    var frame = PartialFrame()
    try output.append(frame.begin(origin))
    var reader = EntryReader(stores: stores)
    for number in sortedInputs {
      try write(
        Array(entries.parts(ofInput: number)), inputs[number].summary, &reader, &frame,
        &output)
    }
    for range in ranges.sorted(by: { InputResult.precedes($0.identity, $1.identity) }) {
      try write(range.parts, range.summary, &reader, &frame, &output)
    }
    try output.append(frame.end())
  }

  private func write(
    _ parts: [EntryBlocks], _ summary: InputSummary,
    _ reader: inout EntryReader<Store>, _ frame: inout PartialFrame,
    _ output: inout some ByteOutput
  ) throws {
    for blocks in parts {
      for index in 0..<blocks.count {
        let entry = try reader.entry(at: index, of: blocks)
        try reader.copy(entry) { bytes in
          frame.note(bytes)
          try output.append(bytes)
        }
      }
    }
    var writer = SessionArchiveWriter()
    writer.add(summary)
    frame.note(writer.pendingBytes)
    try output.append(writer.pendingBytes)
  }
}
