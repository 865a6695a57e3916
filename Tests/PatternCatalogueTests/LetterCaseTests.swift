import PatternCatalogue
import Testing

@Suite struct LetterCaseTests {
  private static let texts = [
    "", "a", "A", "Z", "az", "AZ", "[", "{", "@", "`", "SDPA", "sdpa", "Straße", "STRASSE", "É",
    "é",
    "\u{212A}", "k", "Cuda", "cuda 12.1", "CUDA 12", "xformers", "Xformers 0.0.28",
  ]

  @Test("Texts are compared as their small letters are", arguments: texts)
  func comparesSmallLetters(text: String) {
    for other in Self.texts {
      #expect(text.equalsIgnoringCase(other) == (text.lowercased() == other.lowercased()))
      #expect(
        text.hasPrefixIgnoringCase(other) == text.lowercased().hasPrefix(other.lowercased()),
        "\(text) begins with \(other)")
      #expect(
        text.containsIgnoringCase(other)
          == (other.isEmpty || text.lowercased().contains(other.lowercased())),
        "\(text) contains \(other)")
    }
  }
}
