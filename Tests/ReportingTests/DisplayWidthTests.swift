import Testing

@testable import Reporting

struct DisplayWidthTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let columns: Int
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(text: "", columns: 0), Case(text: "8.44it/s", columns: 8),
    Case(text: "显存不足", columns: 8), Case(text: "，。", columns: 4),
    Case(text: "ｶﾅ", columns: 2), Case(text: "ＡＢ", columns: 4), Case(text: "한국", columns: 4),
    Case(text: "\u{1112}\u{1161}\u{11AB}", columns: 2), Case(text: "e\u{301}", columns: 1),
    Case(text: "café", columns: 4), Case(text: "▁▂▃█", columns: 4), Case(text: "😀", columns: 2),
    Case(text: "👍🏽", columns: 2), Case(text: "👩‍💻", columns: 2), Case(text: "🇨🇳", columns: 2),
    Case(text: "❤️", columns: 2), Case(text: "❤", columns: 1), Case(text: "…", columns: 1),
    Case(text: "क्ष", columns: 2), Case(text: "𠀀", columns: 2), Case(text: "a显😀", columns: 5),
  ])
  func measures(_ example: Case) {
    #expect(DisplayWidth.columns(of: example.text) == example.columns)
  }

  @Test("tables are sorted, as the search needs them")
  func tablesAreSorted() {
    for table in [WidthTable.wide, WidthTable.zero] {
      #expect(table.allSatisfy { $0.first <= $0.last })
      #expect(zip(table, table.dropFirst()).allSatisfy { $0.last < $1.first })
    }
  }

  @Test(arguments: 0...12)
  func truncatesToWidth(_ columns: Int) {
    for text in ["abcdefghij", "显存不足显存", "a👩‍💻b👩‍💻c", "e\u{301}e\u{301}e\u{301}e\u{301}"] {
      let cut = DisplayWidth.truncated(text, to: columns)
      #expect(DisplayWidth.columns(of: cut) <= columns)
      let fits = DisplayWidth.columns(of: text) <= columns
      #expect(fits == (cut == text) || columns == 0)
    }
  }

  @Test func cutsAtCharacterBounds() {
    #expect(DisplayWidth.truncated("显存不足", to: 8) == "显存不足")
    #expect(DisplayWidth.truncated("显存不足", to: 7) == "显存不…")
    #expect(DisplayWidth.truncated("显存不足", to: 6) == "显存…")
    #expect(DisplayWidth.truncated("abc", to: 2) == "a…")
    #expect(DisplayWidth.truncated("abc", to: 0) == "")
  }

  @Test func padsByColumns() {
    #expect(DisplayWidth.padded("显存", to: 6) == "显存  ")
    #expect(DisplayWidth.padded("long", to: 2) == "long")
  }
}
