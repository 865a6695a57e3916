extension InputError.Code {
  /// Whether content is no log at all, as much in a folder is.
  var isNoLog: Bool {
    switch self {
    case .binary, .ownOutput: true
    default: false
    }
  }

  /// Reads as many first bytes of content as tell whether it is a log: what a pipe hands over in pieces is
  /// judged as it is in a file.
  ///
  /// - Parameter source: The content, of which nothing was read.
  /// - Returns: All of the content, and why it is no log; `nil` where it may be one.
  static func judge(_ source: any ByteSource) -> (source: PeekedSource, code: InputError.Code?) {
    let peeked = PeekedSource(source) {
      $0.count >= DescriptorSource.chunkSize || BinaryCheck.isTold(by: $0)
    }
    let head = UnsafeRawBufferPointer(rebasing: peeked.head.prefix(DescriptorSource.chunkSize))
    return (peeked, Self(ofHead: head))
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
