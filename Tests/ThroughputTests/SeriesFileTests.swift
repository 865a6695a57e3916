import Localization
import Testing

@testable import Throughput

struct SeriesFileTests {
  private static func read(_ text: String) -> SeriesFile {
    SeriesFile(Array(text.utf8), name: "file")
  }

  private static func said(_ errors: [SeriesFileError]) -> [String] {
    errors.map { "\($0.line): \($0.reason.en)" }
  }

  @Test func readsALineOfJSON() throws {
    let file = Self.read(
      #"{"id":"a\u00e9\ud83d\ude00\"","mode":"nightly","truth":[{"i":[1,{}]}],"v":[1.5,2e0,null],"#
        + #" "s":[[4,1],[4,2]], "x": null}"#)
    #expect(file.errors.isEmpty)
    let series = try #require(file.series.first)
    #expect(series.id == "aé😀\"")
    #expect(series.mode == .nightly)
    #expect(series.rates.sessions == [.init(day: 4, runs: 1), .init(day: 4, runs: 2)])
    #expect(Array(series.rates.rates.prefix(2)) == [1.5, 2])
    #expect(series.rates.rates[2].isNaN)
  }

  @Test("a mark of UTF-8 in front is no content", arguments: ["{\"v\":[1,2]}\n", "2026-01-01,4\n"])
  func byteOrderMark(_ text: String) {
    #expect(Self.read("\u{FEFF}" + text) == Self.read(text))
    #expect(!Self.read(text).series.isEmpty)
    #expect(Self.read(text).errors.isEmpty)
  }

  @Test func namesWhatHasNoName() {
    let file = Self.read("\n{\"v\":[1,2]}\r\n")
    #expect(file.series.map(\.id) == ["line-2"])
    #expect(file.series.map(\.mode) == [.both])
    #expect(file.series.map(\.rates.sessions) == [[.init(day: 0, runs: 2)]])
  }

  @Test(arguments: [
    (#"{"id":"a","s":[]}"#, "the rates \"v\" are missing"),
    (#"{"v":[1],"s":[[0,2]]}"#, "the sessions \"s\" do not add up to the number of rates"),
    (#"{"v":[1],"s":[[0]]}"#, "a session is not a pair of day and number of runs"),
    (#"{"v":[1],"s":[[0,1.5]]}"#, "a day or a number of runs is not a whole number"),
    (#"{"v":[1],"mode":"daily"}"#, "the mode \"daily\" is neither \"offline\" nor \"nightly\""),
    (#"{"v":["1"]}"#, "a number was expected"),
    (#"{"v":[1]"#, "a comma or the end of an object was expected"),
    (#"{"v":[1]} {}"#, "more follows behind the object"),
    (#"{"id":"a"#, "a string does not end"),
  ])
  func saysWhatIsWrongWithALine(line: String, reason: String) {
    let file = Self.read("{\"v\":[1,2]}\n\(line)\n{\"v\":[3]}")
    #expect(Self.said(file.errors) == ["2: " + reason])
    #expect(file.series.map(\.id) == ["line-1", "line-3"])
  }

  @Test func refusesANameThatIsTaken() {
    let file = Self.read("{\"id\":\"a\",\"v\":[1]}\n{\"id\":\"a\",\"v\":[2]}")
    #expect(file.series.count == 1)
    #expect(
      Self.said(file.errors) == ["2: line 1 has the id \"a\" as well"])
  }

  @Test func survivesDeepNesting() {
    let file = Self.read("{\"x\":" + String(repeating: "[", count: 100_000))
    #expect(Self.said(file.errors) == ["1: values are nested too deeply"])
  }

  @Test func readsATable() throws {
    let file = Self.read(
      """
      \u{FEFF}time,rate,session
      2026-01-31T23:50:00Z,8.1,a
      2026-02-01 00:10:00,"8,2",a
      2026-02-01,2.0 s/it,b
      1769990400,8.44it/s,b
      2026-02-02,,"c,d"
      """)
    #expect(
      Self.said(file.errors) == ["3: the rate \"8,2\" is not a number"])
    let series = try #require(file.series.first)
    #expect(series.id == "file")
    #expect(series.mode == .both)
    #expect(Array(series.rates.rates.prefix(3)) == [8.1, 0.5, 8.44])
    #expect(series.rates.rates[3].isNaN)
    #expect(series.rates.sessions.map(\.runs) == [1, 2, 1])
    #expect(series.rates.sessions.map(\.day) == [20484, 20485, 20486])
  }

  @Test func takesADayForASessionWhereNoneIsNamed() throws {
    let file = Self.read("2026-03-01,5\n2026-03-01,6\n2026-03-02,7\nnoon,8\n2026-03-03\n")
    #expect(file.series.first?.rates.sessions.map(\.runs) == [2, 1])
    #expect(
      Self.said(file.errors) == [
        "4: the time \"noon\" is not a date or a number", "5: a time and a rate were expected",
      ])
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29", 11016), ("1969-12-31", -1), ("2024-03-01T00:00:00Z", 19783),
    ("86400", 1), ("86399.9", 0), ("-1", -1),
  ])
  func countsDays(text: String, day: Int) {
    #expect(CalendarDay.number(of: text) == day)
  }

  @Test(arguments: ["", "2026-1-01", "2026-13-01", "1e300", "nan"])
  func refusesWhatIsNoDay(text: String) {
    #expect(CalendarDay.number(of: text) == nil)
  }
}
