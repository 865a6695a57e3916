import Localization
import Reporting
import SystemPackage

/// Why a report, or what is needed to make it, could not be written.
struct OutputError: Error {
  /// What was written to.
  enum Target {
    case file(String)
    case standardOutput
    case standardError
    /// A temporary file in this folder.
    case temporaryFile(String)
  }

  var target: Target
  /// What the system reported.
  var reason: Errno
}

extension OutputError {
  /// Runs what the system may refuse.
  ///
  /// - Throws: `OutputError` in the place of `Errno`, else what `body` throws.
  static func naming<Value>(_ target: Target, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let reason as Errno {
      throw OutputError(target: target, reason: reason)
    }
  }
}

extension Diagnostic {
  /// Says what could not be written, why, and what to do.
  init(_ error: OutputError) {
    isWarning = false
    switch error.target {
    case .file(let path):
      message = LocalizedText(
        en: "cannot write \(path): \(error.reason)", zh: "无法写入 \(path)：\(error.reason.chinese)")
      helps = [
        LocalizedText(
          en: "name a file in a folder that exists and may be written to",
          zh: "请指定已存在且可写的文件夹中的文件")
      ]
    case .standardOutput:
      message = LocalizedText(
        en: "cannot write to standard output: \(error.reason)",
        zh: "无法写入标准输出：\(error.reason.chinese)")
    case .standardError:
      message = LocalizedText(
        en: "cannot write to standard error: \(error.reason)",
        zh: "无法写入标准错误：\(error.reason.chinese)")
    case .temporaryFile(let folder):
      message = LocalizedText(
        en: "cannot write a temporary file in \(folder): \(error.reason)",
        zh: "无法在 \(folder) 中写临时文件：\(error.reason.chinese)")
      helps = [
        LocalizedText(
          en: "set TMPDIR to a folder that has room and may be written to",
          zh: "请把 TMPDIR 设为有剩余空间且可写的文件夹")
      ]
    }
  }
}
