/// One log of a watch with where it comes from.
struct Lane {
  let stream: WatchStream
  let source: any WatchSource

  /// The file, where it is one that is followed.
  var followed: FollowSource? { source as? FollowSource }
}
