internal import LogTokenizer

/// A progress bar that may get further frames, as its last frame shows it.
package struct LiveBar: Sendable, Equatable {
  /// What tells it from the other bars of its input; `Run.bar` is the same number.
  package var number: Int
  /// The run that it would be if nothing more came.
  package var run: Run
  /// The number of the input's frame with which it last made progress.
  package var movedAt: Int
  /// The seconds to go, by the program's own estimate.
  package var remainingSeconds: Int?
}

extension OpenBar {
  /// The bar as others see it.
  var live: LiveBar {
    LiveBar(
      number: bornAt, run: close().run, movedAt: movedAt, remainingSeconds: last.remainingSeconds)
  }
}
