public import Foundation

/// A program with all that it is given, for tests that run it as a user would.
public struct Command: Sendable {
  /// The program.
  public var program: URL
  /// The arguments behind the program's name.
  public var arguments: [String]
  /// All environment variables; nothing is inherited.
  public var environment: [String: String]
  /// What standard input holds.
  public var input: [UInt8] = []
  /// The folder in which it runs.
  public var folder: URL
  /// After this time it is killed.
  public var timeLimit = Duration.seconds(120)

  /// Creates a command.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - arguments: The arguments behind the program's name.
  ///   - folder: The folder in which it runs.
  ///   - environment: All environment variables; nothing is inherited.
  public init(
    _ program: URL, _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) {
    self.program = program
    self.arguments = arguments
    self.folder = folder
    self.environment = environment
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// Everything on standard output.
    public var output: [UInt8]
    /// Everything on standard error.
    public var errors: [UInt8]
    /// How it ended.
    public var status: Status

    /// Standard output as text.
    public var outputText: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    public var errorText: String { String(decoding: errors, as: UTF8.self) }
  }

  /// How a program ended.
  public enum Status: Sendable, Equatable {
    /// By itself, with this exit status.
    case exited(Int32)
    /// By this signal.
    case signalled(Int32)
    /// It took too long and was killed.
    case timedOut
  }
}
