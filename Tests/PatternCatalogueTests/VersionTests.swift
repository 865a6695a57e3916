import PatternCatalogue
import Testing

struct VersionTests {
  @Test(arguments: [
    ("2.3.1+cu121", [2, 3, 1]), ("2.6.0.dev20241112", [2, 6, 0]), ("v1.10.1", [1, 10, 1]),
    ("2.1.0a0", [2, 1, 0]), ("551.61", [551, 61]), ("3", [3]), ("3.", [3]),
    ("6.2.41133-dd7f95766", [6, 2, 41133]),
  ])
  func reads(_ text: String, _ parts: [Int]) {
    #expect(Version(text)?.parts == parts)
  }

  @Test(arguments: ["", "main", "v", "+cu121", ".3", "99999999999999999999"])
  func refuses(_ text: String) {
    #expect(Version(text) == nil)
  }

  @Test func comparesNumberByNumber() throws {
    let versions = try ["1.13.1", "2", "2.0.1", "2.9", "2.10", "2.10.1"].map {
      try #require(Version($0))
    }
    #expect(versions.shuffled().sorted().map(\.parts) == versions.map(\.parts))
    #expect(Version("2.2") == Version("2.2.0+cpu"))
  }
}

struct RangeTests {
  @Test(arguments: [
    (">=2.2,<2.15", "2.2", true), (">=2.2,<2.15", "2.14.1+cu130", true),
    (">=2.2,<2.15", "2.15.0", false), (">=2.2,<2.15", "2.1.2", false), (">=3", "3", true),
    (">3", "3.0", false), ("2.3", "2.3.0+cu121", true), ("2.3", "2.3.1", false),
    ("!=2.3", "2.3.1", true), ("==2.3", "2.3", true), ("2.2..2.4", "2.4", true),
    ("2.2..2.4", "2.4.1", false), (">= 2.2, < 2.5", "2.4", true), (">=2.2", "main", false),
  ])
  func holdsVersions(_ range: String, _ version: String, _ isIn: Bool) throws {
    #expect(try #require(VersionRange(range)).contains(version) == isIn)
  }

  @Test(arguments: [
    ("<0.5", "0.45", true), ("<0.5", "0.5", false), ("1..250", "1", true), ("1..250", "250", true),
    ("1..250", "251", false), (">=3", "3", true), ("20", "20.0", true), ("-5..5", "-1", true),
    (">=8192", "much", false),
  ])
  func holdsNumbers(_ range: String, _ number: String, _ isIn: Bool) throws {
    #expect(try #require(NumberRange(range)).contains(number) == isIn)
  }

  @Test(arguments: ["", ">=", "2.2,", "2.2 to 2.5", "~=2.2", "4..2", "a..b", ">=x"])
  func refuses(_ text: String) {
    #expect(VersionRange(text) == nil)
    #expect(NumberRange(text) == nil)
  }
}

struct ValueTestTests {
  @Test func comparesWithoutCase() {
    #expect(ValueTest.equals("windows").holds(for: "Windows"))
    #expect(ValueTest.contains("RTX").holds(for: "GeForce rtx 4090"))
    #expect(ValueTest.inList(["math", "Split"]).holds(for: "split"))
    #expect(!ValueTest.equals("win").holds(for: "Windows"))
  }

  @Test func holdsForAnyOfSeveralValues() {
    #expect(ValueTest.equals("2").holds(for: "2"))
    #expect(!ValueTest.equals("2").holds(for: "1"))
    #expect(!ValueTest.equals("2").holdsForNone)
    #expect(ValueTest.known(false).holdsForNone)
    #expect(!ValueTest.known(false).holds(for: "1"))
    #expect(ValueTest.known(true).holds(for: "1"))
    #expect(!ValueTest.known(true).holdsForNone)
  }

  @Test func matchesSomewhereOrAsAWhole() {
    #expect(ValueTest.matches(LazyPattern("b+")).holds(for: "abbc"))
    #expect(!LazyPattern("b+", isWhole: true).matches("abbc"))
    #expect(LazyPattern("a|abbc", isWhole: true).matches("abbc"))
    #expect(LazyPattern("", isWhole: true).matches(""))
    #expect(!LazyPattern("", isWhole: true).matches("a"))
    #expect(!LazyPattern("(").matches("("))
  }
}

struct TemplateTests {
  @Test func fillsCaptures() {
    let template = Template("{file}:{line} {not a name} {")
    #expect(template.captures == ["file", "line"])
    #expect(template.filled { $0.uppercased() } == "FILE:LINE {not a name} {")
    #expect(Template("plain").parts == [.text("plain")])
    #expect(Template("").filled { _ in nil } == "")
  }
}
