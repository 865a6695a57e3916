import Localization
import LogInput

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How a user names one side of a comparison.
enum DiffName: Equatable {
  /// A log, whole, or one of its sessions, counted from 1.
  case log(path: String, session: Int?)
  /// A session of the history, by the beginning of its id.
  case history(id: String)

  /// The fewest digits that are taken for an id.
  private static let leastDigits = 4

  /// Tells what a name means: a file that is there, else `FILE#2`, else digits of an id.
  init(_ name: String) {
    if name == "-" || Self.exists(name) {
      self = .log(path: name, session: nil)
    } else if let mark = name.lastIndex(of: "#"),
      let number = Int(name[name.index(after: mark)...]), Self.exists(String(name[..<mark]))
    {
      self = .log(path: String(name[..<mark]), session: number)
    } else if name.utf8.count >= Self.leastDigits, name.utf8.count <= 16,
      name.allSatisfy(\.isHexDigit)
    {
      self = .history(id: name)
    } else {
      self = .log(path: name, session: nil)
    }
  }

  private static func exists(_ path: String) -> Bool {
    access(SystemPath.bytes(of: path), F_OK) == 0
  }

  /// Says that both sides are the same.
  ///
  /// - Parameters:
  ///   - name: What both are called.
  ///   - sessions: The number of its sessions.
  /// - Returns: What is said.
  static func same(_ name: DiffName, sessions: Int) -> Diagnostic {
    switch name {
    case .log(let path, nil):
      Diagnostic(
        isWarning: false,
        message: LocalizedText(en: "both sides are \(path)", zh: "两边都是 \(path)"),
        helps: sessions < 2 || path == "-"
          ? []
          : [
            LocalizedText(
              en: "name two of its sessions: \(path)#1 \(path)#2",
              zh: "请指定其中的两次会话：\(path)#1 \(path)#2")
          ])
    case .log(let path, let number?):
      Diagnostic(
        isWarning: false,
        message: LocalizedText(
          en: "both sides are session \(number) of \(path)",
          zh: "两边都是 \(path) 的第 \(number) 次会话"))
    case .history(let id):
      Diagnostic(
        isWarning: false,
        message: LocalizedText(en: "both sides are session \(id)", zh: "两边都是会话 \(id)"))
    }
  }
}
