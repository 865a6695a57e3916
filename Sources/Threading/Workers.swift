import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Threads that do the same work side by side.
package enum Workers {
  /// The number of processors.
  package static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Runs a body in several threads, one of which is the caller's, and waits for all.
  ///
  /// - Parameters:
  ///   - count: The number of threads; there may be fewer where the system has no more.
  ///   - body: Is handed the number of its thread, from 0.
  package static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let others = Team(count - 1) { body($0 + 1) }
    body(0)
    others.wait()
  }

  /// Runs a body for each of some items, several side by side, and waits for all.
  ///
  /// - Parameters:
  ///   - items: Their number.
  ///   - body: Is handed the number of an item, from 0; each is handed out once, in any order.
  package static func forEach(_ items: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let turns = Turns(items)
    run(min(processorCount, items)) { _ in
      while let item = turns.next() { body(item) }
    }
  }

  /// Starts a thread that nobody waits for.
  ///
  /// - Returns: Whether there is one.
  package static func detach(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = start(body) else { return false }
    pthread_detach(thread)
    return true
  }

  fileprivate static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let context = Unmanaged.passRetained(Work(body))
    #if canImport(Glibc)
    var thread = pthread_t()
    #else
    var thread: pthread_t?
    #endif
    guard pthread_create(&thread, nil, work, context.toOpaque()) == 0 else {
      context.release()
      return nil
    }
    return thread
  }
}

/// Threads that were started together.
package struct Team {
  private var threads: [pthread_t] = []

  /// Starts threads.
  ///
  /// - Parameters:
  ///   - count: Their number; there may be fewer where the system has no more.
  ///   - body: Is handed the number of its thread, from 0.
  package init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    for number in 0..<max(count, 0) {
      guard let thread = Workers.start({ body(number) }) else { break }
      threads.append(thread)
    }
  }

  /// Waits until all are done.
  package func wait() {
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// Hands out numbers, each once.
private final class Turns: Sendable {
  private let state = Mutex(0)
  private let count: Int

  init(_ count: Int) {
    self.count = count
  }

  func next() -> Int? {
    state.withLock { next in
      guard next < count else { return nil }
      defer { next += 1 }
      return next
    }
  }
}

private final class Work: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}

/// What a thread runs; it owns the work that it is handed.
private func work(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
