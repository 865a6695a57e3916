import Foundation
import TestSupport
import Testing

@testable import LogInput

/// Following a log through every way of rotating it: each byte is handed out once, or reported as lost.
struct RotationTests {
  enum Rotation: String, CaseIterable, Sendable {
    case rename, copyAndTruncate, deleteAndCreate, switchLink, compress
  }

  enum Reader: String, CaseIterable, Sendable {
    /// Looks after every step.
    case running
    /// Does not look while the log is rotated.
    case stopped
    /// Ends before the log is rotated; another one goes on where it stopped.
    case restarted
  }

  enum Successor: String, CaseIterable, Sendable {
    case smaller, sameSize, larger, sameHead
  }

  enum Cut: String, CaseIterable, Sendable {
    case line, bar, character, escape
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let rotation: Rotation
    let reader: Reader
    let successor: Successor
    let cut: Cut
    var testDescription: String {
      "\(rotation.rawValue), \(reader.rawValue), \(successor.rawValue), cut in a \(cut.rawValue)"
    }
  }

  static let cases = Rotation.allCases.flatMap { rotation in
    Reader.allCases.flatMap { reader in
      Successor.allCases.flatMap { successor in
        Cut.allCases.map {
          Case(rotation: rotation, reader: reader, successor: successor, cut: $0)
        }
      }
    }
  }

  @Test func thereAreManyCases() {
    #expect(Self.cases.count == 240)
  }

  /// The reader stops at the end of what is there, or within the head that files may share.
  @Test("each byte once, or in a reported loss", arguments: cases, [false, true])
  func rotation(_ test: Case, stopsInHead: Bool) throws {
    let log = try RotatingLog(test)
    var reader = try log.makeReader(start: .beginning)
    try log.write(test.successor == .sameHead ? RotatingLog.head : [])
    if stopsInHead { try log.read(&reader) }
    for _ in 0..<20 {
      try log.writeLine()
      if test.reader == .running { try log.read(&reader) }
    }
    if !stopsInHead { try log.read(&reader) }
    if test.reader == .restarted {
      let checkpoint = try #require(reader.checkpoint(time: log.time))
      reader = try log.makeReader(start: .checkpoint(checkpoint))
    }
    if test.reader != .running { try log.pause() }
    for _ in 0..<5 { try log.writeLine() }
    try log.writeFirstHalf()
    if test.reader == .running { try log.read(&reader) }
    try log.rotate()
    try log.writeSecondHalf()
    try log.fill(test.successor)
    try log.read(&reader)
    for _ in 0..<3 {
      try log.writeLine()
      try log.read(&reader)
    }
    try log.check()
  }

  @Test("no descriptor is left open", .timeLimit(.minutes(2)))
  func descriptors() throws {
    let log = try RotatingLog(
      Case(rotation: .rename, reader: .running, successor: .smaller, cut: .line))
    var reader = try log.makeReader(start: .beginning)
    var counts: [Int] = []
    for round in 0..<400 {
      try log.writeLine()
      try log.read(&reader)
      try log.rotate()
      try log.writeLine()
      try log.read(&reader)
      if round % 100 == 99 {
        counts.append(
          try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count)
      }
    }
    try log.check()
    // Other tests open files meanwhile.
    #expect(try #require(counts.last) < counts[0] + 100)
  }
}

/// A log that numbers its lines and is rotated, with what a reader of it was handed.
final class RotatingLog {
  static let head = Array(
    (String(repeating: "=", count: 60) + "\nstarting up, as always\n").utf8)
  private static let time = 1_700_000_000

  private let test: RotationTests.Case
  private let folder: TestSupport.TemporaryFolder
  private var writer: FileHandle
  private var number = 0
  private var secondHalf: [UInt8] = []
  private var generation = 0
  /// The bytes of each file that the log had, and the offset in the whole at which each begins.
  private var files: [[UInt8]] = [[]]
  private var received: [UInt8] = []
  private var losses: [(from: Int, to: Int)] = []
  private var clock = 0.0

  init(_ test: RotationTests.Case) throws {
    self.test = test
    folder = try TestSupport.TemporaryFolder()
    let name = test.rotation == .switchLink ? "x-1.log" : "x.log"
    try folder.write("", to: name)
    if test.rotation == .switchLink {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file("x.log").path, withDestinationPath: name)
    }
    writer = try FileHandle(forWritingTo: folder.file(name))
  }

  var time: Int { Int(Date().timeIntervalSince1970 * 1e9) }

  func makeReader(start: FollowedFile.Start) throws -> FollowedFile {
    FollowedFile(path: folder.file("x.log").path, start: start)
  }

  /// Lets the file system's clock go on, as it does while a reader is away.
  func pause() throws {
    let before = time
    while time < before + 12_000_000 { sched_yield() }
  }

  // MARK: - Writing

  func write(_ bytes: [UInt8]) throws {
    try writer.write(contentsOf: bytes)
    files[files.count - 1] += bytes
  }

  private func nextLine() -> [UInt8] {
    number += 1
    let text =
      switch test.cut {
      case .line: "<\(number)> a line of text\n"
      case .bar: "<\(number)>\r 50%|#####     | 10/20 [00:02<00:02,  4.80it/s]\n"
      case .character: "<\(number)> 正在加载模型██é\n"
      case .escape: "<\(number)> \u{1B}[31;1mred\u{1B}[0m\n"
      }
    return Array(text.utf8)
  }

  func writeLine() throws { try write(nextLine()) }

  /// Writes a line up to the middle of what the case is about.
  func writeFirstHalf() throws {
    let line = nextLine()
    let cut: Int
    switch test.cut {
    case .line: cut = line.count / 2
    case .bar: cut = line.count - 20
    case .character: cut = line.count - 2
    case .escape: cut = (line.firstIndex(of: 0x1B) ?? 0) + 3
    }
    try write(Array(line[..<cut]))
    secondHalf = Array(line[cut...])
  }

  func writeSecondHalf() throws {
    // A new file that begins like the old one has its head in front.
    if test.successor == .sameHead { try write(Self.head) }
    try write(secondHalf)
    secondHalf = []
  }

  /// Writes lines until the new file has the size that the case asks for.
  func fill(_ successor: RotationTests.Successor) throws {
    let before = files[files.count - 2].count
    switch successor {
    case .smaller: break
    case .sameSize:
      while files[files.count - 1].count < before - 60 { try writeLine() }
      let rest = before - files[files.count - 1].count
      if rest > 0 { try write(Array(repeating: UInt8(ascii: "."), count: rest - 1) + [0x0A]) }
    case .larger, .sameHead:
      while files[files.count - 1].count < before + 500 { try writeLine() }
    }
  }

  func rotate() throws {
    generation += 1
    let manager = FileManager.default
    let path = folder.file("x.log").path
    let old = folder.file("x.log.\(generation)").path
    switch test.rotation {
    case .rename, .compress:
      try manager.moveItem(atPath: path, toPath: old)
      if test.rotation == .compress {
        let outcome = try Command(
          URL(filePath: "/bin/gzip"), [old], in: folder.url, environment: ["PATH": "/bin:/usr/bin"]
        ).run()
        #expect(outcome.status == .exited(0))
      }
      try begin("x.log")
    case .copyAndTruncate:
      try manager.copyItem(atPath: path, toPath: old)
      try writer.truncate(atOffset: 0)
      files.append([])
    case .deleteAndCreate:
      try manager.removeItem(atPath: path)
      try begin("x.log")
    case .switchLink:
      let name = "x-\(generation + 1).log"
      try begin(name)
      let link = folder.file("x.new").path
      try manager.createSymbolicLink(atPath: link, withDestinationPath: name)
      #expect(Foundation.rename(link, path) == 0)
    }
  }

  private func begin(_ name: String) throws {
    try folder.write("", to: name)
    try writer.close()
    writer = try FileHandle(forWritingTo: folder.file(name))
    files.append([])
  }

  // MARK: - Reading

  func read(_ reader: inout FollowedFile) throws {
    clock += 1
    while reader.next(
      at: clock,
      { piece in
        switch piece {
        case .bytes(let bytes): received += Array(bytes)
        case .loss(let from, let to, _): losses.append((from, to))
        }
      })
    {}
  }

  /// Compares what was handed out with what was written.
  func check() throws {
    let whole = files.flatMap(\.self)
    if received == whole {
      // A loss of unknown size may have been none.
      #expect(losses.allSatisfy { $0.from == $0.to })
      return
    }
    let numbers = received.split(separator: UInt8(ascii: "<")).dropFirst().compactMap {
      Int(String(decoding: $0.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self))
    }
    let twice = Dictionary(grouping: numbers, by: \.self).filter { $0.value.count > 1 }
    #expect(twice.isEmpty, "handed out twice: \(twice.keys.sorted())")
    // What is missing lies in the old file, behind the place that a loss names.
    let loss = try #require(losses.first, "bytes are missing, and nobody said so")
    let old = files[files.count - 2]
    var expected = Array(files.dropLast(2).flatMap(\.self)) + old[..<loss.from]
    if loss.to > loss.from, loss.to < old.count { expected += old[loss.to...] }
    // A head that both files begin with need not be handed out twice.
    let new = files[files.count - 1]
    let isAlike = old[..<loss.from] == new.prefix(loss.from) && loss.from <= Self.head.count
    let forms = [new[...]] + (isAlike ? [new.dropFirst(loss.from)] : [])
    #expect(
      forms.contains { expected + $0 == received },
      "losses \(losses), received \(String(decoding: received, as: UTF8.self))")
  }
}
