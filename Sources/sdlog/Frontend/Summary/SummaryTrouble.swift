import Localization
import SystemPackage

/// What keeps a summary from being made, or something from being acknowledged.
enum SummaryTrouble: Error {
  /// Another process makes a summary of this history.
  case busy(String, process: String?)
  /// The lock's file cannot be made or locked.
  case cannotLock(String, Errno)
  /// No summary told of this.
  case unknownNotice(String)
  /// The command that is run on findings could not be started, or failed.
  case commandFailed(String, status: Int32)
}

extension SummaryTrouble {
  /// What is wrong, in one line.
  private var message: LocalizedText {
    switch self {
    case .busy(_, let process):
      let en = process.map { " (process \($0))" } ?? ""
      let zh = process.map { "（进程 \($0)）" } ?? ""
      return LocalizedText(
        en: "another summary of this history is being made\(en); nothing was done",
        zh: "另一个汇总正在使用该历史库\(zh)，未做任何操作")
    case .cannotLock(_, let reason):
      return LocalizedText(
        en: "the history cannot be locked: \(reason); nothing was done",
        zh: "无法锁定历史库：\(reason)，未做任何操作")
    case .unknownNotice(let id):
      return LocalizedText(
        en: "no summary told of \"\(id)\"", zh: "没有任何汇总报告过“\(id)”")
    case .commandFailed(let command, let status):
      return LocalizedText(
        en: "the command of --on-finding failed with status \(status): \(command)",
        zh: "--on-finding 的命令失败，状态 \(status)：\(command)")
    }
  }

  private var help: LocalizedText? {
    switch self {
    case .busy:
      LocalizedText(
        en: "run it again when the other one is done, or wait with `--wait SECONDS`",
        zh: "请等另一个汇总结束后再运行，或用 `--wait 秒数` 等待")
    case .cannotLock:
      LocalizedText(
        en:
          "ask for the right to write in this folder, or name another history with `--history FILE`",
        zh: "请获取该文件夹的写入权限，或用 `--history 文件` 指定其他历史库")
    case .unknownNotice:
      LocalizedText(
        en: "ids such as r-3f2a9c stand in the summary, beside what they are about",
        zh: "汇总中每项旁边都有编号，例如 r-3f2a9c")
    case .commandFailed: nil
    }
  }

  private var place: String? {
    switch self {
    case .busy(let path, _), .cannotLock(let path, _): path
    case .unknownNotice, .commandFailed: nil
    }
  }

  /// The message to the user.
  var diagnostic: Diagnostic {
    Diagnostic(
      isWarning: false, message: message, place: place, helps: [help].compactMap { $0 })
  }
}
