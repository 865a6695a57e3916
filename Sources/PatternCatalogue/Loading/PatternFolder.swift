import CatalogueSyntax
import Foundation
import Localization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

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
        .badFolder,
        LocalizedText(en: "the folder of patterns does not exist", zh: "规则文件夹不存在"), path: path,
        help: LocalizedText(
          en: "check the path, or create the folder", zh: "请检查路径，或创建该文件夹"))
      return []
    }
    guard isFolder.boolValue else {
      problems.report(
        .badFolder, LocalizedText(en: "the folder of patterns is a file", zh: "规则文件夹是一个文件"),
        path: path,
        help: LocalizedText(
          en: "give the folder that the file lies in", zh: "请指定该文件所在的文件夹"))
      return []
    }
    // Listing tells what is wrong with the folder itself; an enumerator is silently empty.
    do {
      _ = try files.contentsOfDirectory(atPath: path)
    } catch {
      problems.report(
        .badFolder,
        LocalizedText(en: "the folder of patterns cannot be read", zh: "规则文件夹无法读取"), path: path,
        note: LocalizedText(verbatim: error.localizedDescription))
      return []
    }
    let names = files.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    let found = names.filter { name in
      (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
        && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }.sorted()
    if found.isEmpty {
      problems.report(
        .badFolder,
        LocalizedText(
          en: "\(path) holds no .yaml or .yml file", zh: "\(path) 中没有 .yaml 或 .yml 文件"), path: path,
        isWarning: true)
    }
    return found
  }

  private func text(of file: String, problems: ProblemCollector) -> String? {
    // Opening a pipe waits for somebody who writes into it.
    var status = stat()
    if stat(file, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      problems.report(
        .unreadable, LocalizedText(en: "it is no regular file", zh: "不是普通文件"), path: file,
        help: LocalizedText(en: "put a file of entries in its place", zh: "请换成包含规则条目的文件"))
      return nil
    }
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: file))
      defer { try? handle.close() }
      // One byte more than is allowed tells a file that is too large from one that just fits.
      let bytes = try handle.read(upToCount: SyntaxLimits.bytes + 1) ?? Data()
      guard bytes.count <= SyntaxLimits.bytes else {
        problems.report(
          .tooMany,
          LocalizedText(
            en: "the file has more than \(SyntaxLimits.bytes) bytes",
            zh: "文件超过 \(SyntaxLimits.bytes) 字节"), path: file,
          help: LocalizedText(en: "split it by topic", zh: "请按主题拆分"))
        return nil
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        problems.report(
          .unreadable, LocalizedText(en: "the file is not UTF-8", zh: "文件不是 UTF-8 编码"), path: file)
        return nil
      }
      return text
    } catch {
      problems.report(
        .unreadable, LocalizedText(en: "the file cannot be read", zh: "文件无法读取"), path: file,
        note: LocalizedText(verbatim: error.localizedDescription))
      return nil
    }
  }
}
