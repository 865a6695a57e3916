import LogInput

/// Files that are followed by their names, and what tells that they have changed.
final class FollowGroup {
  private let notifier: ChangeNotifier
  private var sources: [FollowSource] = []
  /// When the files are to be looked at though nothing was told, in seconds of the watch's clock.
  private(set) var nextLook = 0.0

  /// Begins to follow files.
  ///
  /// - Parameters:
  ///   - paths: The files.
  ///   - isPolling: Whether they are only looked at from time to time.
  init(_ paths: [String], isPolling: Bool) {
    notifier = ChangeNotifier(paths: paths, isPolling: isPolling)
  }

  /// What is waited for; -1 where nothing tells of changes.
  var descriptor: Int32 { notifier.descriptor }

  /// Adds a file.
  func add(_ source: FollowSource) {
    sources.append(source)
    notifier.watch(source.path)
  }

  /// Notes what was told, or that the time has come: all files are looked at next.
  func note(isTold: Bool, at seconds: Double) {
    let isTold = isTold && notifier.drain()
    guard isTold || seconds >= nextLook else { return }
    nextLook = seconds + notifier.interval
    for source in sources {
      // Before the look, so that no change lies between the two.
      notifier.watch(source.path)
      source.hasMore = true
    }
  }
}
