import LogInput

extension CommandLine {
  /// The arguments without the program's name, with paths as `SystemPath` has them.
  ///
  /// `arguments` has a replacement for each byte that is no UTF-8.
  static var exactArguments: [String] {
    (1..<max(1, Int(argc))).compactMap { index in
      unsafeArgv[index].map { SystemPath.text(of: $0) }
    }
  }
}
