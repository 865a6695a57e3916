import Testing

@testable import SessionAnalysis

struct DescriptionMemoryTests {
  private struct Frame {
    var description: String
    var number: UInt32
    var isMatched: Bool
  }

  private func take(_ frames: [Frame], silent: Set<String> = []) {
    var memory = DescriptionMemory()
    for (index, frame) in frames.enumerated() {
      let isMatched = Array(frame.description.utf8).withUnsafeBytes {
        memory.needsMatching($0, number: frame.number)
      }
      #expect(isMatched == frame.isMatched, "frame \(index)")
      if isMatched, silent.contains(frame.description) { memory.noteSilence() }
    }
  }

  @Test func matchesADescriptionThatDiffersFromTheOneBefore() {
    take([
      Frame(description: "a", number: 0, isMatched: true),
      Frame(description: "a", number: 0, isMatched: false),
      Frame(description: "b", number: 0, isMatched: true),
      Frame(description: "a", number: 0, isMatched: true),
    ])
  }

  @Test func knowsADescriptionByItsNumber() {
    take(
      [
        Frame(description: "a", number: 1, isMatched: true),
        Frame(description: "b", number: 2, isMatched: true),
        Frame(description: "a", number: 1, isMatched: false),
        Frame(description: "b", number: 2, isMatched: true),
        Frame(description: "b", number: 3, isMatched: false),
        Frame(description: "a", number: 4, isMatched: false),
      ], silent: ["a"])
  }

  @Test func remembersSilentPostfixesByTheNumber() {
    var memory = DescriptionMemory()
    func take(_ number: UInt32) -> Bool {
      _ = Array("steps".utf8).withUnsafeBytes { memory.needsMatching($0, number: number) }
      return memory.isPostfixSilent
    }
    #expect(!take(7))
    memory.notePostfixSilence()
    #expect(take(7))
    // Another number stands for another postfix, none for any.
    #expect(!take(8))
    memory.notePostfixSilence()
    #expect(take(8))
    #expect(!take(0))
    #expect(!take(8))
  }
}
