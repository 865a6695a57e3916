import Diagnosis
import PatternCatalogue
import ReportBuilding
import Reporting
import SessionAnalysis
import Testing

@testable import sdlog

/// Makes reports as the program does, with the reading in the test's hands.
enum LibraryReport {
  private static let parts = Result {
    let catalogue = try CatalogueLoader.load(
      builtin: true, directories: [], validation: .trusting)
    return (catalogue: catalogue, rules: AnalysisRules(catalogue))
  }

  /// Something to read, cut into chunks.
  struct Input {
    var path: String
    var chunks: [ArraySlice<UInt8>]
  }

  /// A part of an input.
  struct Part {
    var path: String
    var bytes: [UInt8]
    var range: Range<Int>
  }

  /// Returns the report in JSON of what is read in this order.
  static func json(_ inputs: [Input]) throws -> String {
    try json(try builder(of: inputs))
  }

  /// Returns the partial result of what is read in this order.
  static func partial(_ inputs: [Input]) throws -> [UInt8] {
    var builder = try builder(of: inputs)
    return try partial(&builder)
  }

  /// Returns the partial result of a range, which is read in chunks of some size.
  static func partial(_ part: Part, chunkSize: Int = 4096) throws -> [UInt8] {
    let (_, rules) = try parts.get()
    var builder = try emptyBuilder()
    builder.begin(part.path)
    var analyzer = RangeAnalyzer(
      path: part.path, rules: rules, range: part.range,
      head: Array(part.bytes.prefix(RangeAnalyzer.headSize)))
    var rest = part.bytes[min(RangeAnalyzer.firstByte(of: part.range), part.bytes.count)...]
    while !rest.isEmpty {
      let chunk = rest.prefix(chunkSize)
      rest = rest.dropFirst(chunkSize)
      guard chunk.withUnsafeBytes({ analyzer.feed($0, to: &builder) }) else { break }
    }
    builder.add(analyzer.finish(size: part.bytes.count, to: &builder))
    return try partial(&builder)
  }

  /// Returns the report in JSON of partial results.
  static func json(merging partials: [[UInt8]]) throws -> String {
    var builder = try builder(of: partials)
    #expect(try builder.joinRanges() == [])
    return try json(builder)
  }

  /// Returns what is missing in ranges.
  static func gaps(merging partials: [[UInt8]]) throws -> [RangeChain.Gap] {
    var builder = try builder(of: partials)
    return try builder.joinRanges().map(\.gap)
  }

  /// Returns the inputs of a partial result.
  static func inputs(of partial: [UInt8]) throws -> [InputSummary] {
    var parser = PartialParser()
    parser.feed(partial)
    var inputs: [InputSummary] = []
    while let item = try parser.next() {
      if case .entry(.input(let input)) = item { inputs.append(input) }
    }
    return inputs
  }

  /// Returns the report in JSON of a partial result of one input, whose runs claim to be of a workload.
  static func json(_ partial: [UInt8], path: String, claiming workload: Int) throws -> String {
    var builder = try emptyBuilder()
    builder.begin(path)
    var parser = PartialParser()
    parser.feed(partial)
    while let item = try parser.next() {
      switch item {
      case .entry(.run(var run)):
        run.workload = workload
        builder.add(run)
      case .entry(.session(let session)): builder.add(session)
      case .entry(.input(let input)): builder.add(input)
      case .begin, .entry(.end): break
      }
    }
    return try json(builder)
  }

  /// Returns the partial result that partial results give.
  static func partial(merging partials: [[UInt8]]) throws -> [UInt8] {
    var builder = try builder(of: partials)
    return try partial(&builder)
  }

  private static func emptyBuilder() throws -> ReportBuilder<MemoryStore> {
    ReportBuilder(store: MemoryStore(), diagnostician: Diagnostician(try parts.get().catalogue))
  }

  private static func builder(of partials: [[UInt8]]) throws -> ReportBuilder<MemoryStore> {
    var builder = try emptyBuilder()
    for partial in partials {
      var check = PartialCheck()
      try check.feed(partial)
      try check.finish()
      var store = MemoryStore()
      store.append(partial)
      try builder.addPartial(store, checked: check)
    }
    return builder
  }

  private static func partial(_ builder: inout ReportBuilder<MemoryStore>) throws -> [UInt8] {
    var output = MemoryOutput()
    try builder.writePartial(
      PartialFile.Origin(version: "test", catalogueVersion: "test"), to: &output)
    return output.bytes
  }

  private static func builder(of inputs: [Input]) throws -> ReportBuilder<MemoryStore> {
    let (_, rules) = try parts.get()
    var builder = try emptyBuilder()
    for input in inputs {
      builder.begin(input.path)
      var analyzer = LogAnalyzer(path: input.path, rules: rules)
      for chunk in input.chunks {
        chunk.withUnsafeBytes { analyzer.feed($0, to: &builder) }
      }
      builder.add(analyzer.finish(to: &builder))
    }
    return builder
  }

  private static func json(_ builder: ReportBuilder<MemoryStore>) throws -> String {
    let (catalogue, rules) = try parts.get()
    var report = try builder.finish(
      tool: ToolReport(
        version: "test", catalogueVersion: "test", words: CatalogueWords(catalogue)),
      glossary: Glossary(catalogue, rules))
    var output = MemoryOutput()
    try JSONReport().write(&report, to: &output)
    return output.text
  }
}
