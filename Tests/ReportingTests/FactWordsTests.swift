import Testing

@testable import Reporting

/// Facts in words: whatever they are called, their values are there.
struct FactWordsTests {
  private static let facts = CatalogueWords.builtin.facts.keys.sorted()
  private static let groups = CatalogueWords.builtin.factGroups

  @Test func thereAreFactsAndGroupsOfThem() {
    #expect(Self.facts.count > 100)
    #expect(Self.groups.count { $0.title != nil } == 8)
  }

  @Test("a fact's words hold its value, once", arguments: facts)
  func showsTheValue(_ fact: String) {
    let value = fact.hasSuffix("_mb") ? "4.1 GB" : "4217"
    for language in Language.allCases {
      let text = Phrases(language: language, words: .builtin).fact(fact, "4217")
      #expect(text.split(separator: value, omittingEmptySubsequences: false).count == 2)
    }
  }

  @Test("words are there in both languages", arguments: facts)
  func hasBothLanguages(_ fact: String) throws {
    let words = try #require(CatalogueWords.builtin.facts[fact])
    #expect(words.title != nil)
    for text in [words.title, words.name, words.shown].compactMap(\.self) {
      #expect(!text.en.isEmpty && !text.zh.isEmpty)
    }
  }

  @Test func groupsHaveFactsOfTheCatalogueEachInOneRow() {
    let grouped = Self.groups.flatMap(\.facts)
    #expect(Set(grouped).count == grouped.count)
    #expect(Set(grouped + Self.groups.flatMap(\.briefFacts)).isSubset(of: Self.facts))
  }

  @Test("what tells apart start options is one fact")
  func optionsAreOneFact() {
    #expect(CatalogueWords.builtin.facts.filter(\.value.isOptions).keys.sorted() == ["launch_args"])
  }

  @Test(arguments: [
    ("FLASH_ATTN", "flash attention", "flash attention"),
    ("sdpa", "PyTorch's own attention (SDPA)", "SDPA"),
    ("efficient", "PyTorch's memory-efficient attention", "memory-efficient attention"),
    ("unknown", "the log does not say", "the log does not say"), ("odd", "odd", "odd"),
  ])
  func namesBackends(_ id: String, _ title: String, _ short: String) {
    let phrases = Phrases(language: .en, words: .builtin)
    #expect(phrases.backend(id) == title)
    #expect(phrases.shortBackend(id) == short)
  }
}
