import ArgumentParser
import CorpusGenerator

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension CorpusMix: ExpressibleByArgument {}

/// `sdlog-corpus`.
@main struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sdlog-corpus",
    abstract: "Write a reproducible console log of image programs to standard output.")

  @Option(help: "Take this mix.")
  var mix = CorpusMix.real

  @Option(help: "Write at least so many bytes, such as 64M or 1G (default: 1M).")
  var bytes = ByteCount(value: 1 << 20)

  @Option(help: "Draw random numbers from this seed.")
  var seed: UInt64 = 1

  @Option(help: "Write so many sessions, of about the same size.")
  var sessions: Int?

  @Option(help: "Write what the log holds to this file, as JSON.")
  var truth: String?

  func validate() throws {
    if let sessions, sessions < 1 { throw ValidationError("'--sessions' is at least 1.") }
  }

  func run() throws {
    let options = CorpusOptions(mix: mix, bytes: bytes.value, seed: seed, sessions: sessions)
    var generator = CorpusGenerator(options)
    // A reader that has enough closes the pipe, and that ends the program.
    while let part = generator.next() { try write(part, to: STDOUT_FILENO) }
    guard let truth else { return }
    let descriptor = open(truth, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw failure(truth) }
    defer { close(descriptor) }
    try Array(generator.truth.json(options).utf8).withUnsafeBytes { try write($0, to: descriptor) }
  }

  private func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws {
    var rest = bytes
    while let base = rest.baseAddress, rest.count > 0 {
      #if canImport(Glibc)
      let count = Glibc.write(descriptor, base, rest.count)
      #else
      let count = Darwin.write(descriptor, base, rest.count)
      #endif
      guard count > 0 else { throw failure("standard output") }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  private func failure(_ path: String) -> ValidationError {
    ValidationError("\(path): \(String(cString: strerror(errno)))")
  }
}

extension ByteCount: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
