import CatalogueSyntax
import Foundation
import Localization

/// Composes the catalogue's files when sdlog is built and writes them as string literals of a Swift file.
///
///     EmbedCatalogue FOLDER OUTPUT FILE...
///
/// Each `FILE` is a path below `FOLDER`. A literal compiles in no measurable time, however long it is.
@main
enum EmbedCatalogue {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { fail("usage: EmbedCatalogue FOLDER OUTPUT FILE...") }
    let folder = URL(filePath: arguments[1])
    var source = "let builtinPatternFiles: [BuiltinPatternFile] = [\n"
    var trees: [SyntaxTree] = []
    for name in arguments.dropFirst(3) {
      let url = folder.appending(path: name)
      guard let text = try? String(contentsOf: url, encoding: .utf8) else {
        fail("\(url.path): error: cannot be read as UTF-8")
      }
      let (tree, problems) = SyntaxTree.compose(path: name, text: text)
      for problem in problems {
        let place = problem.place.map { ":\($0.line):\($0.column)" } ?? ""
        report("\(url.path)\(place): error: \(problem.message.en)")
      }
      guard problems.isEmpty else { exit(1) }
      trees.append(tree)
      let encoded = tree.withBytes { $0.isEmpty ? "\"\"" : literal($0) }
      source += "BuiltinPatternFile(path: \"\(name)\", tree: \(encoded)),\n"
    }
    source += "]\nlet builtinPatternDigest = \"\(SyntaxTree.digest(of: trees))\"\n"
    do {
      try source.write(to: URL(filePath: arguments[2]), atomically: true, encoding: .utf8)
    } catch {
      fail("\(arguments[2]): error: \(error)")
    }
  }

  /// Returns a raw string literal of bytes that are valid UTF-8, with control characters escaped.
  private static func literal(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let runs = text.utf8.split(omittingEmptySubsequences: true) { $0 != UInt8(ascii: "#") }
    let hashes = String(repeating: "#", count: (runs.map(\.count).max() ?? 0) + 1)
    var body = ""
    body.unicodeScalars.reserveCapacity(bytes.count)
    for scalar in text.unicodeScalars {
      if (scalar.value < 0x20 && scalar != "\n") || scalar.value == 0x7F {
        body += "\\\(hashes)u{\(String(scalar.value, radix: 16))}"
      } else {
        body.unicodeScalars.append(scalar)
      }
    }
    return "\(hashes)\"\"\"\n\(body)\n\"\"\"\(hashes)"
  }

  private static func report(_ message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
  }

  private static func fail(_ message: String) -> Never {
    report(message)
    exit(1)
  }
}
