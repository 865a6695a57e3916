import Reporting
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Standard output or standard error as bytes, without a buffer of its own.
///
/// A reader that goes away ends the program by SIGPIPE, quietly, as it ends other Unix tools.
struct StandardStream: ByteOutput {
  private let descriptor: FileDescriptor
  /// What an error names.
  private let target: OutputError.Target

  /// Standard output.
  static let output = StandardStream(descriptor: .standardOutput, target: .standardOutput)
  /// Standard error.
  static let error = StandardStream(descriptor: .standardError, target: .standardError)

  /// Opens the standard streams that are closed, so that no file gets their numbers: reading and writing
  /// fails as if they were closed still.
  ///
  /// A limit on the size of files is told as any other trouble with writing, instead of ending the program.
  static func prepare() {
    for number in Int32(0)...2 where fcntl(number, F_GETFD) == -1 {
      _ = open("/dev/null", number == 0 ? O_WRONLY : number == 1 ? O_RDONLY : O_RDWR)
    }
    signal(SIGXFSZ, SIG_IGN)
  }

  func append(_ bytes: UnsafeRawBufferPointer) throws {
    _ = try OutputError.naming(target) { try descriptor.writeAll(bytes) }
  }

  /// The number of its descriptor.
  var number: Int32 { descriptor.rawValue }

  /// Whether a person at a terminal reads the stream.
  var isTerminal: Bool { isatty(descriptor.rawValue) == 1 }
}
