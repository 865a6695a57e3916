extension InputError.Code {
  /// Whether content is no log at all, as much in a folder is.
  var isNoLog: Bool {
    switch self {
    case .binary, .ownOutput: true
    default: false
    }
  }

  /// Tells by its first bytes why content is no log; `nil` where it may be one.
  init?(ofHead head: UnsafeRawBufferPointer) {
    if BinaryCheck.looksBinary(head) {
      self = .binary
    } else if let own = OwnOutput(head) {
      self = .ownOutput(own)
    } else {
      return nil
    }
  }
}
