import Foundation
import LogInput
import Testing

/// Files of a folder, and the items that they make.
struct FolderCase: CustomTestStringConvertible {
  var testDescription: String
  var files: [String]
  /// The parts of each item, by name.
  var items: [[String]]

  static let all = [
    FolderCase(
      testDescription: "numbers count by value",
      files: ["run-10.log", "run-2.log", "run-1.log"],
      items: [["run-1.log"], ["run-2.log"], ["run-10.log"]]),
    FolderCase(
      testDescription: "folders are entered, hidden files are not read",
      files: ["b/x.log", "a/10/x.log", "a/9/x.log", ".git/x.log", ".x.log"],
      items: [["a/9/x.log"], ["a/10/x.log"], ["b/x.log"]]),
    FolderCase(
      testDescription: "numbered rotation, the oldest first",
      files: ["x.log", "x.log.1", "x.log.2.gz", "x.log.10.gz"]
        + (3...9).map { "x.log.\($0).gz" },
      items: [(2...10).reversed().map { "x.log.\($0).gz" } + ["x.log.1", "x.log"]]),
    FolderCase(
      testDescription: "a gap in the numbers parts a set",
      files: ["x.log", "x.log.1", "x.log.3.gz", "x.log.4.gz"],
      items: [["x.log.1", "x.log"], ["x.log.4.gz", "x.log.3.gz"]]),
    FolderCase(
      testDescription: "the current file is missing",
      files: ["x.log.1", "x.log.2"], items: [["x.log.2", "x.log.1"]]),
    FolderCase(
      testDescription: "numbers of something else",
      files: ["run.1", "run.2"], items: [["run.1"], ["run.2"]]),
    FolderCase(
      testDescription: "the file without an ending makes it a set",
      files: ["console", "console.0", "console.1"],
      items: [["console.1", "console.0", "console"]]),
    FolderCase(
      testDescription: "dates as Python writes them",
      files: ["x.log", "x.log.2026-05-02", "x.log.2026-04-30", "x.log.2026-05-01"],
      items: [["x.log.2026-04-30", "x.log.2026-05-01", "x.log.2026-05-02", "x.log"]]),
    FolderCase(
      testDescription: "hours and minutes as Python writes them",
      files: ["x.log.2026-05-01_09-30", "x.log.2026-05-01_10-00"],
      items: [["x.log.2026-05-01_09-30", "x.log.2026-05-01_10-00"]]),
    FolderCase(
      testDescription: "dates as logrotate writes them",
      files: ["x.log", "x.log-20260502", "x.log-20260501.gz"],
      items: [["x.log-20260501.gz", "x.log-20260502", "x.log"]]),
    FolderCase(
      testDescription: "no dates",
      files: ["x-12345678.log", "x.log-99999999", "x.log-20261399"],
      items: [["x-12345678.log"], ["x.log-20261399"], ["x.log-99999999"]]),
    FolderCase(
      testDescription: "a copy that was compressed stays apart",
      files: ["x.log", "x.log.1", "x.log.1.gz"],
      items: [["x.log.1", "x.log"], ["x.log.1.gz"]]),
    FolderCase(
      testDescription: "logs of different programs",
      files: ["a.log", "a.log.1", "b.log", "b.log.1", "a/a.log"],
      items: [["a.log.1", "a.log"], ["b.log.1", "b.log"], ["a/a.log"]]),
  ]
}

@Suite struct InputFinderTests {
  @Test(arguments: FolderCase.all)
  func findsTheItemsOfAFolder(_ example: FolderCase) throws {
    let folder = try TemporaryFolder()
    for file in example.files { try folder.write(file, "\(file)\n".utf8) }
    var errors: [InputError] = []
    let items = InputFinder.find([folder.path]) { errors.append($0) }
    #expect(errors == [])
    let names = items.map { $0.parts.map { String($0.dropFirst(folder.path.count + 1)) } }
    #expect(Set(names) == Set(example.items))
    #expect(names == example.items.sorted { first($0, names) < first($1, names) })
    #expect(items.map(\.path) == items.compactMap(\.parts.last))
  }

  private func first(_ item: [String], _ names: [[String]]) -> Int {
    names.firstIndex(of: item) ?? .max
  }

  @Test func joinsNamedFilesOnlyAmongThemselves() throws {
    let folder = try TemporaryFolder()
    let paths = try ["x.log", "x.log.1", "x.log.2"].map { try folder.write($0, "a\n".utf8) }
    let alone = InputFinder.find([paths[0]]) { _ in }
    #expect(alone == [InputItem(path: paths[0], isNamed: true)])
    let all = InputFinder.find(paths) { _ in }
    #expect(all == [InputItem(path: paths[0], isNamed: true, parts: paths.reversed())])
  }

  @Test func reportsWhatItCannotEnter() throws {
    let folder = try TemporaryFolder()
    let missing = "\(folder.path)/missing"
    var errors: [InputError] = []
    let items = InputFinder.find([missing, folder.path]) { errors.append($0) }
    #expect(items == [])
    #expect(
      errors == [
        InputError(code: .notFound, path: missing),
        InputError(code: .emptyFolder, path: folder.path),
      ])
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
  func reportsAFolderThatMayNotBeRead() throws {
    let folder = try TemporaryFolder()
    try folder.write("open.log", "a\n".utf8)
    let closed = "\(folder.path)/closed"
    try #require(mkdir(closed, 0) == 0)
    var errors: [InputError] = []
    let items = InputFinder.find([folder.path]) { errors.append($0) }
    #expect(items.map(\.path) == ["\(folder.path)/open.log"])
    #expect(errors == [InputError(code: .permissionDenied, path: closed)])
  }
}

@Suite struct RotatedStreamTests {
  @Test func readsTheSetAsOneStream() throws {
    let folder = try TemporaryFolder()
    try folder.write("plain.log", "the end".utf8)
    try folder.write("plain.log.1", "the middle".utf8)
    let packed = try Data(contentsOf: URL(filePath: fixturePath("plain.log.gz")))
    try folder.write("plain.log.2.gz", packed)
    let items = InputFinder.find([folder.path]) { _ in }
    let item = try #require(items.first)
    let plain = try String(contentsOfFile: fixturePath("plain.log"), encoding: .utf8)
    let start = plain.hasSuffix("\n") ? plain : plain + "\n"
    let reading = Reading(item)
    #expect(
      reading.streams == [
        Reading.Stream(
          path: "\(folder.path)/plain.log", text: start + "the middle\nthe end",
          compression: "gzip")
      ])
  }

  @Test func goesOnBehindAPartThatIsDamaged() throws {
    let folder = try TemporaryFolder()
    try folder.write("x.log", "the end\n".utf8)
    let packed = try Data(contentsOf: URL(filePath: fixturePath("plain.log.xz")))
    let cut = try folder.write("x.log.1.xz", packed.prefix(packed.count * 8 / 10))
    try folder.write("x.log.2", "the start\n".utf8)
    let item = try #require(InputFinder.find([folder.path]) { _ in }.first)
    let stream = try #require(Reading(item).streams.first)
    #expect(stream.text.hasPrefix("the start\n"))
    #expect(stream.text.hasSuffix("\nthe end\n"))
    #expect(stream.failures.map(\.error) == [InputError(code: .truncated, path: cut)])
  }

  @Test func insertsAnEndOfLineAsWideAsTheText() throws {
    let folder = try TemporaryFolder()
    try folder.write("x.log.1", [0x61, 0, 0x62, 0])
    try folder.write("x.log", [0x63, 0, 0x0A, 0])
    let item = try #require(InputFinder.find([folder.path]) { _ in }.first)
    #expect(Reading(item).streams.map(\.text) == ["a\0b\0\n\0c\0\n\0"])
  }
}
