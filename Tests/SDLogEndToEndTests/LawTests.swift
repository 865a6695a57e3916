import TestSupport
import Testing

/// What holds for every input, however it is cut and ordered.
struct LawTests {
  @Test("any cutting into chunks gives the same report, byte for byte", arguments: SampleLog.all)
  func cutting(_ sample: SampleLog) throws {
    let bytes = try sample.bytes
    let whole = try LibraryReport.json([.init(path: sample.name, chunks: [bytes[...]])])
    for size in [1, 2, 3, 7, 64, 4096] {
      let report = try LibraryReport.json([
        .init(path: sample.name, chunks: Self.chunks(of: bytes) { size })
      ])
      #expect(report == whole, "chunks of \(size) bytes")
    }
    for seed in 0..<3 as Range<UInt64> {
      var generator = SplitMix64(state: seed)
      let report = try LibraryReport.json([
        .init(
          path: sample.name,
          chunks: Self.chunks(of: bytes) { Int.random(in: 1...300, using: &generator) })
      ])
      #expect(report == whole, "random chunks, seed \(seed)")
    }
  }

  @Test("the order in which inputs are read changes nothing", arguments: 0..<4 as Range<UInt64>)
  func order(_ seed: UInt64) throws {
    let inputs = try SampleLog.all.map { sample in
      LibraryReport.Input(path: sample.name, chunks: [try sample.bytes[...]])
    }
    var generator = SplitMix64(state: seed)
    let report = try LibraryReport.json(inputs)
    let shuffled = try LibraryReport.json(inputs.shuffled(using: &generator))
    #expect(shuffled == report)
  }

  @Test("the program reads files in any order to the same report")
  func orderOfArguments() throws {
    let names = SampleLog.all.map(\.name)
    let scan = ["scan", "--format", "json"]
    let forwards = try SDLogProgram.run(scan + names, in: SampleLog.folder)
    let backwards = try SDLogProgram.run(scan + names.reversed(), in: SampleLog.folder)
    #expect(!forwards.output.isEmpty)
    #expect(forwards.outputText == backwards.outputText)
  }

  private static func chunks(
    of bytes: [UInt8], size: () -> Int
  ) -> [ArraySlice<UInt8>] {
    var chunks: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = size()
      chunks.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return chunks
  }
}
