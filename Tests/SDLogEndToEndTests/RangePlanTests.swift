import SessionAnalysis
import Testing

@testable import sdlog

/// Who reads what of a log that several threads read.
struct RangePlanTests {
  @Test("ranges are handed out in their order, and the last one has all that is left")
  func order() {
    let plan = Plan(rangeSize: 100, count: 3)
    #expect((0..<4).map { _ in plan.take() } == [0, 1, 2, nil])
    #expect(
      (0..<3).map { plan.bytes(of: $0) } == [0..<100, 100..<200, 200..<InputRange.openEnd])
    #expect(plan.finish(0, isAtEnd: false))
    #expect(plan.finish(1, isAtEnd: false))
    #expect(!plan.isFinished)
    #expect(plan.finish(2, isAtEnd: true))
    #expect(plan.isFinished)
  }

  @Test("a stream has as many ranges as came")
  func stream() {
    let plan = Plan(rangeSize: 100)
    #expect(plan.take() == nil)
    #expect(!plan.isFinished)
    plan.addRange()
    #expect(plan.take() == 0)
    #expect(plan.bytes(of: 0) == 0..<100)
    #expect(plan.take() == nil)
    plan.complete()
    #expect(!plan.isFinished)
    #expect(plan.finish(0, isAtEnd: true))
    #expect(plan.isFinished)
  }

  @Test("a range that is taken over does not count, and neither does what its reader took over")
  func extending() {
    let plan = Plan(rangeSize: 100, count: 6)
    for _ in 0..<4 { _ = plan.take() }
    #expect(plan.extend(1) == 300)
    #expect(plan.isSuperseded(2))
    #expect(plan.extend(2) == nil)
    // Whom the reader of range 1 is to meet, that of range 0 is to meet as well.
    #expect(plan.extend(0) == 300)
    #expect(plan.isSuperseded(1))
    #expect(!plan.isSuperseded(3))
    #expect(!plan.finish(1, isAtEnd: false))
    #expect(!plan.finish(2, isAtEnd: false))
    #expect(plan.finish(0, isAtEnd: false))
    #expect(plan.finish(3, isAtEnd: false))
    #expect(plan.take() == 4)
  }

  @Test("a reader that is done is still known to whoever takes its range over")
  func extendingAcrossDoneReaders() {
    let plan = Plan(rangeSize: 100, count: 9)
    for _ in 0..<5 { _ = plan.take() }
    #expect(plan.extend(1) == 300)
    #expect(plan.finish(1, isAtEnd: false))
    #expect(plan.extend(0) == 300)
    #expect(!plan.isSuperseded(3))
  }

  @Test("while a reader goes on and on, nothing is handed out that it will take over")
  func holdingUp() {
    let plan = Plan(rangeSize: 100, count: 9)
    #expect([plan.take(), plan.take()] == [0, 1])
    #expect(plan.extend(0) == 200)
    #expect(plan.take() == 2)
    #expect(plan.extend(0) == 300)
    #expect(plan.take() == nil)
    #expect(plan.extend(0) == 400)
    #expect(plan.extend(0) == 500)
    #expect(plan.finish(0, isAtEnd: false))
    #expect(plan.take() == 5)
  }

  @Test("bytes are kept as long as a reader is at them")
  func firstWanted() {
    let plan = Plan(rangeSize: 100, count: 5)
    #expect(plan.firstWanted == 0)
    for _ in 0..<3 { _ = plan.take() }
    plan.move(0, to: 1)
    #expect(plan.firstWanted == 1)
    #expect(plan.finish(1, isAtEnd: false))
    plan.move(0, to: 2)
    #expect(plan.firstWanted == 2)
    #expect(plan.finish(0, isAtEnd: false))
    #expect(plan.finish(2, isAtEnd: false))
    #expect(plan.firstWanted == 3)
  }

  @Test("nobody is needed behind a reader that came to the end")
  func end() {
    let plan = Plan(rangeSize: 100, count: 5)
    for _ in 0..<3 { _ = plan.take() }
    #expect(plan.finish(1, isAtEnd: true))
    #expect(plan.take() == nil)
    #expect(!plan.finish(2, isAtEnd: false))
    #expect(plan.finish(0, isAtEnd: false))
    #expect(plan.isFinished)
  }
}

/// A plan that can be changed within an expectation.
private final class Plan {
  private var plan: RangePlan

  init(rangeSize: Int, count: Int? = nil) {
    plan = RangePlan(rangeSize: rangeSize, count: count)
  }

  var isFinished: Bool { plan.isFinished }
  var firstWanted: Int { plan.firstWanted }
  func bytes(of number: Int) -> Range<Int> { plan.bytes(of: number) }
  func isSuperseded(_ number: Int) -> Bool { plan.isSuperseded(number) }
  func addRange() { plan.addRange() }
  func complete() { plan.complete() }
  func take() -> Int? { plan.take() }
  func move(_ number: Int, to place: Int) { plan.move(number, to: place) }
  func extend(_ number: Int) -> Int? { plan.extend(number) }
  func finish(_ number: Int, isAtEnd: Bool) -> Bool { plan.finish(number, isAtEnd: isAtEnd) }
}
