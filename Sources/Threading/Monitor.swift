#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A lock, and waiting for what others change under it.
///
/// `@unchecked Sendable`: the system's lock and condition are made for many threads.
package final class Monitor: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// Creates a lock that nobody holds.
  package init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }
}

extension Monitor {
  /// Runs a body that no other thread runs one beside.
  package func withLock<Result, Failure>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try body()
  }

  /// Waits within `withLock` until others may have changed something.
  package func wait() {
    pthread_cond_wait(changed, lock)
  }

  /// Wakes all that wait.
  package func wake() {
    pthread_cond_broadcast(changed)
  }
}
