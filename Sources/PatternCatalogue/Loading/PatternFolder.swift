import CatalogueSyntax
import Foundation

/// A folder of catalogue files.
struct PatternFolder {
  /// The folder's path.
  let path: String
}

extension PatternFolder {
  /// Reads all `.yaml` and `.yml` files of the folder and of those below it, sorted by path.
  ///
  /// Hidden files are left out.
  ///
  /// - Parameter problems: Where what cannot be read, or is no YAML, is reported.
  /// - Returns: The files that are well formed.
  func trees(problems: ProblemCollector) -> [SyntaxTree] {
    names(problems: problems).compactMap { name in
      let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      guard let text = text(of: file, problems: problems) else { return nil }
      let (tree, found) = SyntaxTree.compose(path: file, text: text)
      for problem in found { problems.report(problem, in: tree) }
      return found.isEmpty ? tree : nil
    }
  }

  private func names(problems: ProblemCollector) -> [String] {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: path, isDirectory: &isFolder) else {
      problems.report(
        .badFolder, "the folder of patterns does not exist", path: path,
        help: "check the path, or create the folder")
      return []
    }
    guard isFolder.boolValue else {
      problems.report(
        .badFolder, "the folder of patterns is a file", path: path,
        help: "give the folder that the file lies in")
      return []
    }
    // Listing tells what is wrong with the folder itself; an enumerator is silently empty.
    do {
      _ = try files.contentsOfDirectory(atPath: path)
    } catch {
      problems.report(
        .badFolder, "the folder of patterns cannot be read", path: path,
        note: error.localizedDescription)
      return []
    }
    let names = files.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter { name in
      (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
        && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }.sorted()
  }

  private func text(of file: String, problems: ProblemCollector) -> String? {
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: file))
      defer { try? handle.close() }
      // One byte more than is allowed tells a file that is too large from one that just fits.
      let bytes = try handle.read(upToCount: SyntaxLimits.bytes + 1) ?? Data()
      guard bytes.count <= SyntaxLimits.bytes else {
        problems.report(
          .tooMany, "the file has more than \(SyntaxLimits.bytes) bytes", path: file,
          help: "split it by topic")
        return nil
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        problems.report(.unreadable, "the file is not UTF-8", path: file)
        return nil
      }
      return text
    } catch {
      problems.report(
        .unreadable, "the file cannot be read", path: file, note: error.localizedDescription)
      return nil
    }
  }
}
