import Foundation
import PatternCatalogue
import Testing

@testable import Reporting

/// Facts in words: whatever they are called, their values are there.
struct FactWordsTests {
  private static let names: [String] = {
    let catalogue = try? CatalogueLoader.load(builtin: true, directories: [])
    return catalogue?.table("facts")?.rows.map(\.key) ?? []
  }()

  @Test func thereAreFacts() {
    #expect(Self.names.count > 100)
  }

  @Test("a fact's words hold its value", arguments: names)
  func showsTheValue(_ name: String) {
    let shown = ["vram_mb", "ram_mb"].contains(name) ? "4.1" : "4217"
    for language in [Language.en, .zh] {
      #expect(Phrases(language: language).fact(name, "4217").contains(shown))
    }
  }
}
