import Testing

@testable import Reporting

struct TextSanitizerTests {
  @Test("the corpus is there")
  func corpusIsLarge() {
    #expect(HostileText.all.count >= 80)
  }

  @Test(arguments: HostileText.all)
  func showsHarmlessForm(_ text: HostileText) {
    #expect(TextSanitizer.sanitized(lossy: text.bytes) == text.shown)
    #expect(TextSanitizer.sanitized(text.text) == text.shown)
  }

  @Test(arguments: HostileText.all)
  func leavesNothingThatActs(_ text: HostileText) {
    let result = TextSanitizer.sanitized("before " + text.text + " behind")
    #expect(!result.unicodeScalars.contains { HiddenScalars.contains($0.value) })
    #expect(TextSanitizer.sanitized(result) == result)
  }

  @Test("every hidden character has a first byte that is looked at")
  func firstBytesCoverAllHiddenCharacters() {
    let missed = (0...UInt32(0x10FFFF)).filter { number in
      guard HiddenScalars.contains(number), let scalar = Unicode.Scalar(number),
        let first = String(Character(scalar)).utf8.first
      else { return false }
      return !HiddenScalars.mayBegin(with: first)
    }
    #expect(missed.isEmpty)
  }

  @Test func splitsLinesAtLineFeeds() {
    #expect(TextSanitizer.sanitizedLines("a\r\nb\rc\n") == ["a", "b␍c", ""])
  }
}
