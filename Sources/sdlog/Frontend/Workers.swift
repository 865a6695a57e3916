#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Threads that do the same work side by side.
enum Workers {
  /// The number of processors.
  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Runs a body in several threads, one of which is the caller's, and waits for all.
  ///
  /// - Parameters:
  ///   - count: The number of threads; there may be fewer where the system has no more.
  ///   - body: Is handed the number of its thread, from 0.
  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    for number in 1..<max(count, 1) {
      let context = Unmanaged.passRetained(Work { body(number) })
      #if canImport(Glibc)
      var thread = pthread_t()
      #else
      var thread: pthread_t?
      #endif
      guard pthread_create(&thread, nil, work, context.toOpaque()) == 0 else {
        context.release()
        break
      }
      #if canImport(Glibc)
      threads.append(thread)
      #else
      if let thread { threads.append(thread) }
      #endif
    }
    body(0)
    for thread in threads { pthread_join(thread, nil) }
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
